import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate } from './collections/allocation.ts'
import { correctionOf } from './corrections/correction.ts'
import { offsetFrom } from './purses/purse.ts'
import { checkRefund } from './refunds/refund.ts'
import { shareOut } from './revenue/revenue.ts'

/**
 * The invariants R12 under random sequences: bill, pay, pay ahead, offset, refund, waive, reverse, change of price, transfer, against the
 * very functions that the verbs use. The model keeps a ledger of its own beside the lines and purses; after each step both must
 * say the same. fast-check shrinks what breaks to the shortest sequence that does.
 */
interface Line {
  id: string
  billId: string
  home: number
  amountFen: bigint
  settledFen: bigint
}

interface Payment {
  id: string
  home: number
  fen: bigint
  parts: { lineId: string; fen: bigint; backFen: bigint }[]
  reversed: boolean
}

interface Model {
  lines: Line[]
  payments: Payment[]
  purses: bigint[]
  /** account → fen, debit positive */
  ledger: Map<string, bigint>
  receipts: bigint
  refunds: bigint
  next: number
}

const HOMES = 3
const CASH = '1001'
const OWED = '1122'
const PREPAID = '2204'
const REVENUE = '6001'

type Step =
  | { do: 'bill'; home: number; fens: bigint[] }
  | { do: 'pay'; home: number; fen: bigint }
  | { do: 'ahead'; home: number; fen: bigint }
  | { do: 'offset'; home: number }
  | { do: 'refund'; payment: number; percent: number }
  | { do: 'waive'; line: number; percent: number }
  | { do: 'reverse'; payment: number }
  | { do: 'correct'; line: number; fen: bigint }
  | { do: 'transfer'; home: number; to: number; percent: number }

const fen = fc.bigInt({ min: 1n, max: 500_000n })
const home = fc.integer({ min: 0, max: HOMES - 1 })
const some = fc.integer({ min: 0, max: 30 })
const percent = fc.integer({ min: 1, max: 100 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('bill' as const), home, fens: fc.array(fen, { minLength: 1, maxLength: 4 }) }),
  fc.record({ do: fc.constant('pay' as const), home, fen }),
  fc.record({ do: fc.constant('ahead' as const), home, fen }),
  fc.record({ do: fc.constant('offset' as const), home }),
  fc.record({ do: fc.constant('refund' as const), payment: some, percent }),
  fc.record({ do: fc.constant('waive' as const), line: some, percent }),
  fc.record({ do: fc.constant('reverse' as const), payment: some }),
  fc.record({ do: fc.constant('correct' as const), line: some, fen }),
  fc.record({ do: fc.constant('transfer' as const), home, to: home, percent }),
)

function post(model: Model, ...postings: [account: string, fen: bigint][]): void {
  expect(postings.reduce((sum, [, amount]) => sum + amount, 0n)).toBe(0n)
  for (const [account, amount] of postings) model.ledger.set(account, (model.ledger.get(account) ?? 0n) + amount)
}

const openOf = (line: Line) => line.amountFen - line.settledFen
const share = (whole: bigint, part: number) => shareOut(whole, [String(part), String(100 - part)])[0] ?? 0n

function openBills(model: Model, of: number) {
  const open = model.lines.filter(line => line.home === of && line.amountFen > 0n && openOf(line) > 0n)
  return [...Map.groupBy(open, line => line.billId)].map(([id, lines]) => ({
    ...{ id, itemId: 'i', dueOn: id },
    lines: lines.map(line => ({ ...line, segmentStart: line.id })),
  }))
}

function settleLine(model: Model, lineId: string, amount: bigint): void {
  const line = model.lines.find(one => one.id === lineId)
  if (!line) throw new Error('no such line')
  line.settledFen += amount
}

const DEEDS: { [K in Step['do']]: (model: Model, given: Extract<Step, { do: K }>) => void } = {
  bill: (model, { home: of, fens }) => {
    const billId = `b${String(model.next++).padStart(4, '0')}`
    for (const amountFen of fens) {
      const id = `l${String(model.next++).padStart(4, '0')}`
      model.lines.push({ id, billId, home: of, amountFen, settledFen: 0n })
      post(model, [OWED, amountFen], [REVENUE, -amountFen])
    }
  },
  pay: (model, given) => {
    const bills = openBills(model, given.home)
    const owed = bills.flatMap(bill => bill.lines).reduce((sum, line) => sum + openOf(line), 0n)
    // What is more than owed is kept ahead.
    const kept = given.fen > owed ? given.fen - owed : 0n
    const taken = given.fen - kept
    if (taken === 0n) return
    const parts = allocate(bills, taken).map(part => ({ lineId: part.lineId, fen: part.amountFen, backFen: 0n }))
    for (const part of parts) settleLine(model, part.lineId, part.fen)
    if (kept > 0n) model.purses[given.home] = (model.purses[given.home] ?? 0n) + kept
    model.receipts += given.fen
    model.payments.push({ id: `p${model.next++}`, home: given.home, fen: taken, parts, reversed: false })
    post(model, [CASH, given.fen], [OWED, -taken], [PREPAID, -kept])
  },
  ahead: (model, given) => {
    model.purses[given.home] = (model.purses[given.home] ?? 0n) + given.fen
    model.receipts += given.fen
    post(model, [CASH, given.fen], [PREPAID, -given.fen])
  },
  offset: (model, given) => {
    const balanceFen = model.purses[given.home] ?? 0n
    const dues = openBills(model, given.home).flatMap(bill => bill.lines)
    const offsets = offsetFrom(
      [{ id: 'purse', itemIds: null, holdersNow: [], balanceFen }],
      dues.map(line => ({ id: line.id, itemId: 'i', payerNow: null, openFen: openOf(line) })),
    )
    for (const offset of offsets) {
      settleLine(model, offset.dueId, offset.fen)
      model.purses[given.home] = (model.purses[given.home] ?? 0n) - offset.fen
      post(model, [PREPAID, offset.fen], [OWED, -offset.fen])
    }
  },
  refund: (model, given) => {
    const payment = model.payments[given.payment % Math.max(1, model.payments.length)]
    if (!payment || payment.reversed) return
    const paid = payment.parts.map(part => ({ id: part.lineId, paidFen: part.fen, refundedFen: part.backFen }))
    const asked = paid
      .map(line => ({ lineId: line.id, fen: share(line.paidFen, given.percent) }))
      .filter(one => one.fen > 0n)
    const checked = checkRefund(paid, asked)
    const within = asked.every(one => {
      const line = paid.find(known => known.id === one.lineId)
      return line !== undefined && one.fen <= line.paidFen - line.refundedFen
    })
    expect(checked.ok).toBe(within)
    if (!within) return
    for (const one of asked) {
      settleLine(model, one.lineId, -one.fen)
      const part = payment.parts.find(known => known.lineId === one.lineId)
      if (part) part.backFen += one.fen
      model.refunds += one.fen
      post(model, [OWED, one.fen], [CASH, -one.fen])
    }
  },
  waive: (model, given) => {
    const line = model.lines[given.line % Math.max(1, model.lines.length)]
    if (!line || line.amountFen <= 0n || openOf(line) <= 0n) return
    const waived = share(openOf(line), given.percent)
    settleLine(model, line.id, waived)
    post(model, [REVENUE, waived], [OWED, -waived])
  },
  reverse: (model, given) => {
    const payment = model.payments[given.payment % Math.max(1, model.payments.length)]
    if (!payment || payment.reversed) return
    payment.reversed = true
    for (const part of payment.parts) {
      const left = part.fen - part.backFen
      part.backFen = part.fen
      settleLine(model, part.lineId, -left)
      model.receipts -= left
      post(model, [OWED, left], [CASH, -left])
    }
  },
  correct: (model, given) => {
    const line = model.lines[given.line % Math.max(1, model.lines.length)]
    // A line that a payment may still give back keeps its settlements; the verbs lock the same way.
    if (
      !line ||
      line.amountFen <= 0n ||
      model.payments.some(one => !one.reversed && one.parts.some(part => part.lineId === line.id))
    )
      return
    const correction = correctionOf(line, given.fen)
    expect(correction.settledOfBlueFen + correction.creditFen).toBe(line.settledFen)
    const billId = `b${String(model.next++).padStart(4, '0')}`
    const red = {
      id: `l${String(model.next++).padStart(4, '0')}`,
      amountFen: correction.redFen,
      settledFen: correction.redFen,
    }
    const blue = {
      id: `l${String(model.next++).padStart(4, '0')}`,
      amountFen: correction.blueFen,
      settledFen: correction.settledOfBlueFen,
    }
    model.lines.push({ billId, home: line.home, ...red }, { billId, home: line.home, ...blue })
    line.settledFen = line.amountFen
    model.purses[line.home] = (model.purses[line.home] ?? 0n) + correction.creditFen
    post(model, [OWED, correction.redFen + correction.blueFen], [REVENUE, -correction.redFen - correction.blueFen])
    post(model, [OWED, correction.creditFen], [PREPAID, -correction.creditFen])
  },
  transfer: (model, given) => {
    const moved = share(model.purses[given.home] ?? 0n, given.percent)
    model.purses[given.home] = (model.purses[given.home] ?? 0n) - moved
    model.purses[given.to] = (model.purses[given.to] ?? 0n) + moved
  },
}

function apply<K extends Step['do']>(model: Model, given: Extract<Step, { do: K }>): void {
  ;(DEEDS[given.do as K] as (model: Model, given: Extract<Step, { do: K }>) => void)(model, given)
}

function checkInvariants(model: Model): void {
  const sum = (values: bigint[]) => values.reduce((a, b) => a + b, 0n)
  for (const line of model.lines) {
    const [low, high] = line.amountFen < 0n ? [line.amountFen, 0n] : [0n, line.amountFen]
    expect(line.settledFen >= low && line.settledFen <= high).toBe(true)
  }
  for (const payment of model.payments) {
    expect(sum(payment.parts.map(part => part.fen))).toBe(payment.fen)
    for (const part of payment.parts) expect(part.backFen >= 0n && part.backFen <= part.fen).toBe(true)
  }
  for (const balance of model.purses) expect(balance >= 0n).toBe(true)
  expect(model.ledger.get(OWED) ?? 0n).toBe(sum(model.lines.map(openOf)))
  expect(-(model.ledger.get(PREPAID) ?? 0n)).toBe(sum(model.purses))
  expect(model.ledger.get(CASH) ?? 0n).toBe(model.receipts - model.refunds)
  expect(sum([...model.ledger.values()])).toBe(0n)
}

describe('R12', () => {
  test('holds after each step of any sequence', () => {
    let steps = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), sequence => {
        const model: Model = {
          ...{ lines: [], payments: [], purses: Array<bigint>(HOMES).fill(0n), ledger: new Map() },
          ...{ receipts: 0n, refunds: 0n, next: 1 },
        }
        for (const given of sequence) {
          apply(model, given)
          checkInvariants(model)
          steps += 1
        }
      }),
      { numRuns: 1_000 },
    )
    expect(steps).toBeGreaterThan(3_000)
  })
})
