import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import { postEntries } from '../../ledger/index.ts'
import { readReceiptById, receiptPage } from '../../payments/receipts/receipt-view.ts'
import { voidReceipt } from '../../payments/receipts/void-receipt.ts'
import { closeDay } from '../../payments/tills/close-day.ts'
import { dayClosePage, readDayClose } from '../../payments/tills/day-close-view.ts'
import { readMyTill } from '../../payments/tills/my-till-view.ts'
import { signDayClose } from '../../payments/tills/sign-day-close.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock, today } from '../../platform/clock.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { collect } from '../collections/collect.ts'
import { readHousehold } from '../collections/household-view.ts'
import { createRule } from '../index.ts'
import '../module.ts'
import { movePurse, openPurse } from '../purses/move-purse.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from '../testing/journey-world.ts'
import { askDepositReturn, askPurseRefund, askRefund } from './ask-refund.ts'
import { listRefunds } from './refund-view.ts'
import { readRefundable } from './refundable-view.ts'
import { revealRefundAccount } from './reveal-refund-account.ts'
import { askReversal, reversePayment } from './reverse-payment.ts'

let database: TestDatabase
let world: JourneyWorld
let boss: Actor
const ROOM: Room = '1021'

beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  world = await makeJourneyWorld(database)
  boss = await world.tenant.staff({ name: '财务总监' })
  for (const [itemName, amount] of [
    ['电梯费', '254.70'],
    ['水费', '58.65'],
    ['装修管理费', '500.00'],
    ['装修押金', '2000.00'],
  ] as const)
    await charge(itemName, amount)
  await asOwner(
    database,
    "update billing.charge_item set refundable = true, treatment = 'deposit', category = 'deposit' where name = '装修押金'",
  )
  await world.bill('2020-12', '2020-12')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

async function charge(itemName: string, fixedAmount: string): Promise<void> {
  const ruleId = newId()
  await world.as(async (tx, actor) => {
    await createRule(tx, actor, {
      ...{ id: ruleId, communityId: world.communityId, code: itemName, name: itemName, itemName, kind: 'fixed' },
      ...{ timing: 'advance', lineGrain: 'contract-month', proration: 'ACTUAL', dueDays: 0, cycleMonths: 1 },
      ...{ effectiveFrom: '2020-01-01', effectiveTo: null, fixedAmount, unitPrice: '0' },
    } as Parameters<typeof createRule>[2])
    for (const room of [ROOM, '1012', '1013'] as const)
      await assignRule(tx, actor, {
        ...{ id: newId(), ruleId, premisesId: world.rooms[room], startsOn: '2020-12-01', endsOn: '2020-12-31' },
      })
  })
}

/** What verify finds. */
const verified = () => verifyInvariants(database.adminUrl)
const household = (room: Room) => world.as((tx, actor) => readHousehold(tx, actor, { premisesId: world.rooms[room] }))
async function pay(room: Room, items: string[], method: 'cash' | 'transfer' = 'cash'): Promise<string> {
  const bills = (await household(room)).bills.filter(bill => items.includes(bill.itemName))
  expect(bills).toHaveLength(items.length)
  const id = newId()
  const amountFen = bills.reduce((sum, bill) => sum + bill.outstandingFen, 0n)
  const billIds = bills.map(bill => bill.id)
  await world.as((tx, actor) => collect(tx, actor, { id, premisesId: world.rooms[room], billIds, amountFen, method }))
  return id
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const approve = (requestId: string | null, actor = boss, version = 1) =>
  world.as((tx, who) => approveRequest(tx, who, { requestId: requestId ?? '', version, note: '' }), actor)
const refundable = (paymentId: string) => world.as((tx, actor) => readRefundable(tx, actor, { paymentId }))
const payee = { method: 'cash', payeeName: '业主', payeeAccount: '', reason: '多收' } as const
const ask = (paymentId: string, lines: { lineId: string; amountFen: bigint }[], id = newId()) =>
  world.as((tx, actor) => askRefund(tx, actor, { id, paymentId, lines, ...payee, photoIds: [] }))
const postings = (sourceKind: string, sourceId: string) =>
  asOwner<{ accountCode: string; fen: bigint }>(
    database,
    `select p.account_code as "accountCode", sum(p.amount_fen)::bigint as fen from ledger.posting p
     join ledger.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
     where e.source_kind = $1 and e.source_id = $2 group by 1 order by 1`,
    [sourceKind, sourceId],
  )
const topUp = (fen: bigint) =>
  world.as(async (tx, actor) => {
    const { communityId, rooms, owners } = world
    const purseId = await openPurse(tx, actor, {
      ...{ communityId, premisesId: rooms[ROOM], holderPersonId: owners[ROOM], itemIds: null },
    })
    const sourceId = newId()
    const source = { kind: 'opening', sourceKind: 'test.opening', sourceId } as const
    await movePurse(tx, actor, { purseId, ...source, amountFen: fen, movedOn: today() })
    const owner = { premisesId: rooms[ROOM], partyId: owners[ROOM] }
    await postEntries(tx, actor, [
      {
        ...{ id: newId(), communityId, postedOn: today(), sourceKind: 'test.opening', sourceId, memo: '' },
        postings: [
          { accountCode: '4103', amountFen: fen },
          { accountCode: '2204', ...owner, amountFen: -fen },
        ],
      },
    ])
    return purseId
  })

describe('refunds of a payment', () => {
  it('E60: of 254.70 + 58.65 + 500, 58.65 goes back; then 800 is refused, 754.70 is the most; the same id is one refund', async () => {
    const paymentId = await pay(ROOM, ['电梯费', '水费', '装修管理费'])
    const before = await refundable(paymentId)
    expect(before).toMatchObject({ amountFen: 81_335n, leftFen: 81_335n, reversal: 'same-day' })
    const water = before.lines.find(line => line.itemName === '水费')
    const id = newId()
    const part = [{ lineId: water?.lineId ?? '', amountFen: 5_865n }]
    const asked = await ask(paymentId, part, id)
    expect(await codeOf(ask(paymentId, part, id))).toBe('billing.more_than_refundable')
    await approve(asked.requestId)
    expect(await codeOf(ask(paymentId, [{ lineId: before.lines[0]?.lineId ?? '', amountFen: 100n }], id))).toBe(
      'platform.already_there',
    )
    expect(await refundable(paymentId)).toMatchObject({ leftFen: 75_470n, reversal: 'refunded' })
    const whole = before.lines.map(line => ({ lineId: line.lineId, amountFen: line.paidFen }))
    const over = whole.map(one => (one.lineId === water?.lineId ? { ...one, amountFen: 4_530n } : one))
    expect(over.reduce((sum, one) => sum + one.amountFen, 0n)).toBe(80_000n)
    await expect(ask(paymentId, over)).rejects.toMatchObject({
      code: 'billing.more_than_refundable',
      params: { mostFen: 75_470 },
    })
    expect(await postings('payments.refunded', id)).toEqual([
      { accountCode: '1001', fen: -5_865n },
      { accountCode: '1122', fen: 5_865n },
    ])
    const rows = await asOwner(database, 'select id from payments.refund where id = $1', [id])
    expect(rows).toHaveLength(1)
    const open = (await household(ROOM)).bills.find(bill => bill.itemName === '水费')
    expect(open?.outstandingFen).toBe(5_865n)
    expect(await verified()).toEqual([])
  })

  it('two who ask for the same line at the same moment: one gets it, the other is refused when it is approved', async () => {
    const paymentId = await pay(ROOM, ['水费'])
    const [line] = (await refundable(paymentId)).lines
    const part = [{ lineId: line?.lineId ?? '', amountFen: 5_865n }]
    const asks = await Promise.allSettled([ask(paymentId, part), ask(paymentId, part)])
    const made = asks.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(made.length).toBeGreaterThan(0)
    const answers = await Promise.all(made.map(one => codeOf(approve(one.requestId))))
    expect(answers.filter(answer => answer === 'done')).toHaveLength(1)
    expect((await refundable(paymentId)).leftFen <= 0n).toBe(true)
    expect(await verified()).toEqual([])
  })

  it('a transfer names its account, which stays sealed', async () => {
    const paymentId = await pay('1012', ['水费'], 'transfer')
    const [line] = (await refundable(paymentId)).lines
    const lines = [{ lineId: line?.lineId ?? '', amountFen: 100n }]
    const send = (payeeAccount: string) =>
      world.as((tx, actor) =>
        askRefund(tx, actor, {
          id: newId(),
          paymentId,
          lines,
          ...payee,
          photoIds: [],
          method: 'transfer',
          payeeAccount,
        }),
      )
    expect(await codeOf(send(''))).toBe('billing.payee_account_missing')
    const asked = await send('6222020200001234567')
    expect(asked.payeeAccountMasked).toBe('**** 4567')
    // Whoever sends the money sees it in full.
    const inFull = (refundId: string) =>
      world.as((tx, actor) => revealRefundAccount(tx, actor, { refundId, reason: '转账付款' }))
    expect(await inFull(asked.id)).toEqual({ payeeAccount: '6222020200001234567' })
    expect(await codeOf(inFull(newId()))).toBe('platform.not_found')
    await approve(asked.requestId)
    expect(await postings('payments.refunded', asked.id)).toContainEqual({ accountCode: '1002', fen: -100n })
  })
})

describe('prepaid money and deposits', () => {
  it('gives prepaid money back, never more than is there and not asked for', async () => {
    const purseId = await topUp(50_000n)
    const send = (amountFen: bigint) =>
      world.as((tx, actor) => askPurseRefund(tx, actor, { id: newId(), purseId, amountFen, ...payee, photoIds: [] }))
    const asked = await send(30_000n)
    expect(await codeOf(send(20_001n))).toBe('billing.more_than_refundable')
    await approve(asked.requestId)
    expect(await postings('payments.refunded', asked.id)).toEqual([
      { accountCode: '1001', fen: -30_000n },
      { accountCode: '2204', fen: 30_000n },
    ])
    expect(await verified()).toEqual([])
  })

  it('E61: of a deposit of 2000, 350 is kept and 1650 goes back; income only after approval', async () => {
    await pay('1013', ['装修押金'])
    const [deposit] = await asOwner<{ id: string }>(database, 'select id from billing.deposit where premises_id = $1', [
      world.rooms['1013'],
    ])
    const depositId = deposit?.id ?? ''
    const send = (refundFen: bigint, deductFen: bigint) =>
      world.as((tx, actor) =>
        askDepositReturn(tx, actor, { id: newId(), depositId, refundFen, deductFen, ...payee, photoIds: [] }),
      )
    expect(await codeOf(send(165_001n, 35_000n))).toBe('billing.more_than_refundable')
    expect(await codeOf(send(0n, 0n))).toBe('billing.nothing_to_return')
    const asked = await send(165_000n, 35_000n)
    expect(asked).toMatchObject({ kind: 'deduction', state: 'waiting' })
    expect(await postings('billing.deposit-deducted', asked.id)).toEqual([])
    const second = await world.tenant.staff({ name: '总经理' })
    await approve(asked.requestId)
    expect(await postings('billing.deposit-deducted', asked.id)).toEqual([])
    await approve(asked.requestId, second, 2)
    expect(await postings('billing.deposit-deducted', asked.id)).toEqual([
      { accountCode: '224101', fen: 35_000n },
      { accountCode: '6301', fen: -35_000n },
    ])
    expect(await postings('payments.refunded', asked.id)).toEqual([
      { accountCode: '1001', fen: -165_000n },
      { accountCode: '224101', fen: 165_000n },
    ])
    expect(await codeOf(send(1n, 0n))).toBe('billing.more_than_refundable')
    expect(await verified()).toEqual([])
  })
})

describe('reversals', () => {
  it('the cashier takes a payment of the day back: bills open, the receipt is void, the drawer gives the cash', async () => {
    const paymentId = await pay('1012', ['电梯费'])
    const reverse = (actor = world.staff) =>
      world.as((tx, who) => reversePayment(tx, who, { id: newId(), paymentId, reason: '选错房号' }), actor)
    await expect(reverse(boss)).rejects.toMatchObject({ params: { reason: 'not-yours' } })
    const done = await reverse()
    expect(done).toMatchObject({ kind: 'reversal', state: 'approved', requestId: null })
    await expect(reverse()).rejects.toMatchObject({ params: { reason: 'done' } })
    const open = (await household('1012')).bills.find(bill => bill.itemName === '电梯费')
    expect(open?.outstandingFen).toBe(25_470n)
    expect(await postings('payments.reversed', done.id)).toEqual([
      { accountCode: '1001', fen: -25_470n },
      { accountCode: '1122', fen: 25_470n },
    ])
    const voids = await asOwner(
      database,
      'select v.reason from payments.receipt_void v join payments.receipt r on r.tenant_id = v.tenant_id and r.id = v.receipt_id where r.payment_id = $1',
      [paymentId],
    )
    expect(voids).toEqual([{ reason: '选错房号' }])
    const cash = await asOwner(
      database,
      "select amount_fen as fen from payments.cash_movement where kind = 'refunded' and source_id = $1",
      [done.id],
    )
    expect(cash).toEqual([{ fen: 25_470n }])
    expect(await verified()).toEqual([])
  })

  it('of an earlier day it needs approval, and is posted on the day it is approved', async () => {
    const paymentId = await pay('1012', ['电梯费'], 'transfer')
    setClock(new Date('2020-12-20T02:00:00Z'))
    const input = { id: newId(), paymentId, reason: '银行退票' }
    await expect(world.as((tx, actor) => reversePayment(tx, actor, input))).rejects.toMatchObject({
      params: { reason: 'not-today' },
    })
    const asked = await world.as((tx, actor) => askReversal(tx, actor, { ...input, cause: 'mistake', photoIds: [] }))
    await expect(
      world.as((tx, actor) => askReversal(tx, actor, { ...input, id: newId(), cause: 'mistake', photoIds: [] })),
    ).rejects.toMatchObject({ params: { reason: 'waiting' } })
    await approve(asked.requestId)
    const [entry] = await asOwner(
      database,
      "select posted_on::text as day from ledger.entry where source_kind = 'payments.reversed' and source_id = $1",
      [asked.id],
    )
    expect(entry).toEqual({ day: '2020-12-20' })
    expect((await refundable(paymentId)).reversal).toBe('done')
    expect(await verified()).toEqual([])
    setClock(new Date('2020-12-15T02:00:00Z'))
  })

  /** Whoever writes past the verbs is refused as well. */
  async function refusedBySql(receiptId: string): Promise<void> {
    const sql = (text: string) => asOwner(database, text, [receiptId])
    await expect(
      sql(`insert into payments.receipt_void select tenant_id, id, community_id, premises_id, 'x', now(), null, 'x'
        from payments.receipt where id = $1`),
    ).rejects.toThrow(/closed, and its receipts/)
    await expect(
      sql(`insert into payments.receipt select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 'X-1',
        'sequence', 999, 'token', gen_random_uuid(), 'replaces_id', r.id))).* from payments.receipt r where r.id = $1`),
    ).rejects.toThrow(/closed, and its receipts/)
    await expect(sql(`update payments.receipt set content = '{}' where id = $1`)).rejects.toThrow(/append-only/)
    await expect(sql('delete from payments.receipt where id = $1')).rejects.toThrow(/append-only/)
  }

  async function findsPlantedFloat(next: string): Promise<void> {
    // A float behind the back of a closed day is found.
    await asOwner(database, 'alter table payments.till_shift disable trigger closed_day')
    const planted = newId()
    await asOwner(
      database,
      `insert into payments.till_shift (tenant_id, id, community_id, till_id, day, opened_at, float_fen, issued_fen)
       select tenant_id, $1, community_id, till_id, day, closed_at, 0, 5 from payments.day_close where id = $2`,
      [planted, next],
    )
    expect((await verified()).join()).toContain('carried and handed out were')
    await asOwner(database, 'delete from payments.till_shift where id = $1', [planted])
    await asOwner(database, 'alter table payments.till_shift enable trigger closed_day')
  }

  it('of a closed day by approval only: its receipts, sheet and list stay, the sheet of the day of the reversal tells of it', async () => {
    setClock(new Date('2020-12-21T02:00:00Z'))
    const paymentId = await pay('1013', ['电梯费'], 'transfer')
    const other = await pay('1013', ['水费'])
    const { communityId } = world
    const close = async (day: string) => {
      const { sums } = await world.as((tx, me) => readMyTill(tx, me, { communityId, day }))
      const denominations = { '1': Number(sums.dueFen) }
      const input = { id: newId(), communityId, day, denominations, countedFen: sums.dueFen, methods: [] }
      return world.as((tx, me) => closeDay(tx, me, input))
    }
    const earlier = await world.as((tx, me) => readMyTill(tx, me, { communityId }))
    if (earlier.unclosedDay !== null) await close(earlier.unclosedDay)
    const { id: dayCloseId } = await close('2020-12-21')
    await world.as((tx, me) => signDayClose(tx, me, { dayCloseId }), boss)
    const signed = () =>
      world.as(async (tx, me) => ({
        sheet: await readDayClose(tx, me, { dayCloseId }),
        list: await dayClosePage(tx, me, { communityId, from: '2020-12-21', to: '2020-12-21', limit: 9 }),
      }))
    const before = await signed()
    const receipts = () =>
      world.as((tx, me) => receiptPage(tx, me, { communityId, from: '2020-12-21', to: '2020-12-21', limit: 9 }))
    const was = await receipts()
    // By hand, by the verb and by SQL.
    const [{ id: receiptId = '' } = {}] = was.items.filter(row => row.method === 'transfer')
    for (const reissue of [true, false])
      await expect(
        world.as((tx, me) => voidReceipt(tx, me, { receiptId, reason: '改名', reissue, payerName: '别人' })),
      ).rejects.toMatchObject({ code: 'payments.receipt_day_closed', params: { day: '2020-12-21' } })
    expect(await world.as((tx, me) => readReceiptById(tx, me, { receiptId }))).toMatchObject({ dayClosed: true })
    await refusedBySql(receiptId)
    // Nor does its cashier take it back alone, though it is the cashier's own of today.
    const input = { id: newId(), paymentId, reason: '重复入账' }
    await expect(world.as((tx, me) => reversePayment(tx, me, input))).rejects.toMatchObject({
      params: { reason: 'day-closed' },
    })
    expect(await receipts()).toEqual(was)
    setClock(new Date('2020-12-22T02:00:00Z'))
    const asked = await world.as((tx, me) => askReversal(tx, me, { ...input, cause: 'mistake', photoIds: [] }))
    await approve(asked.requestId)
    const back = { id: newId(), paymentId: other, reason: '多收', cause: 'mistake' as const, photoIds: [] }
    await approve((await world.as((tx, me) => askReversal(tx, me, back))).requestId)
    expect(await signed()).toEqual(before)
    expect((await receipts()).items.map(row => [row.number, row.amountFen])).toEqual(
      was.items.map(row => [row.number, row.amountFen]),
    )
    const { id: next } = await close('2020-12-22')
    const sheet = await world.as((tx, me) => readDayClose(tx, me, { dayCloseId: next }))
    expect(sheet).toMatchObject({ refundedFen: 5_865n, receipts: { count: 0, voided: 0 } })
    expect(sheet.receipts.reversed).toMatchObject([
      { paidOn: '2020-12-21', method: 'transfer', amountFen: 25_470n },
      { paidOn: '2020-12-21', method: 'cash', amountFen: 5_865n },
    ])
    setClock(new Date('2020-12-23T02:00:00Z'))
    expect((await world.as((tx, me) => readMyTill(tx, me, { communityId }))).receipts.reversed).toEqual([])
    expect(await verified()).toEqual([])
    await findsPlantedFloat(next)
    setClock(new Date('2020-12-15T02:00:00Z'))
  })

  it('the list holds them all, with what went out and what was kept', async () => {
    const list = await world.as((tx, actor) => listRefunds(tx, actor, { limit: 50, state: 'approved' }))
    expect(list.sums.deductedFen).toBe(35_000n)
    expect(new Set(list.items.map(row => row.kind))).toEqual(new Set(['refund', 'reversal', 'deduction']))
  })
})
