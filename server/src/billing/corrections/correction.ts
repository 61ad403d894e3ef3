/** 红冲蓝补: an issued line is never edited; a red line takes it back and a blue one says what is right (R7, R11). */
import type { Fen } from '../../platform/money.ts'

export type IssuedLine = { id: string; amountFen: Fen; settledFen: Fen }

/** `redFen` mirrors the line; what was paid settles the blue line first, the rest is the payer's (to 预收). */
export type Correction = { lineId: string; redFen: Fen; blueFen: Fen; settledOfBlueFen: Fen; creditFen: Fen }

/** How a line becomes what it should have been (E14, E59). */
export function correctionOf(line: IssuedLine, rightFen: Fen): Correction {
  const settledOfBlueFen = least(line.settledFen, rightFen)
  return {
    lineId: line.id,
    redFen: -line.amountFen,
    blueFen: rightFen,
    settledOfBlueFen,
    creditFen: line.settledFen - settledOfBlueFen,
  }
}

/** A red line that was issued, and the line it takes back. */
export interface RedLine {
  rootId: string
  /** the red bill, and its number */
  billId: string
  serial: bigint
  premisesId: string
  payerPersonId: string | null
  lineId: string
  originalBillId: string
  originalLineId: string
  /** of the original */
  amountFen: Fen
  settledFen: Fen
  /** settled by what is no money: waived, rounded, written off */
  givenAway: readonly { kind: 'waiver' | 'rounding' | 'discount' | 'write-off'; id: string; fen: string }[]
}

/** A blue line that was issued with it. */
export interface BlueLine {
  rootId: string
  billId: string
  payerPersonId: string | null
  lineId: string
  openFen: Fen
}

export interface Credit {
  redBillId: string
  serial: bigint
  premisesId: string
  payerPersonId: string | null
  amountFen: Fen
}

/** A waiver (or the like) of which so much of these lines is taken back. */
export interface Released {
  kind: 'waiver' | 'rounding' | 'discount' | 'write-off'
  id: string
  redBillId: string
  serial: bigint
  lines: { lineId: string; amountFen: Fen }[]
}

export interface CorrectionPlan {
  allocations: { sourceId: string; billId: string; lineId: string; amountFen: Fen }[]
  credits: Credit[]
  released: Released[]
}

/**
 * Who settles what when corrections are issued. Per red bill: what is open of the originals is settled by the red; what was given
 * away covers the payer's blue lines, then what was paid does; what is left of the paid is credited, what is left of the given
 * away is taken back first, so that the red settles it as open. Everything adds up to the red bill.
 */
export function planCorrection(reds: readonly RedLine[], blues: readonly BlueLine[]): CorrectionPlan {
  const plan: CorrectionPlan = { allocations: [], credits: [], released: [] }
  const open = blues.map(blue => ({ ...blue }))
  for (const lines of Map.groupBy(reds, red => red.billId).values()) planBill(plan, lines, open)
  return plan
}

function planBill(plan: CorrectionPlan, lines: readonly RedLine[], blues: BlueLine[]): void {
  const [first] = lines
  if (!first) return
  const own = blues.filter(blue => blue.rootId === first.rootId && blue.payerPersonId === first.payerPersonId)
  const sourceId = first.billId
  const given = lines.flatMap(line => line.givenAway.map(({ fen, ...one }) => ({ ...one, line, fen: BigInt(fen) })))
  let room = own.reduce((sum, blue) => sum + blue.openFen, 0n)
  const takenBack = new Map<string, Fen>()
  for (const { line, fen, kind, id } of given) {
    const kept = least(fen, room)
    room -= kept
    if (fen === kept) continue
    takenBack.set(line.originalLineId, (takenBack.get(line.originalLineId) ?? 0n) + fen - kept)
    release(plan, { kind, id, redBillId: sourceId, serial: first.serial }, line.originalLineId, fen - kept)
  }
  let settled = 0n
  for (const line of lines) {
    const settledFen = line.settledFen - (takenBack.get(line.originalLineId) ?? 0n)
    settled += settledFen
    const openFen = line.amountFen - settledFen
    const { originalBillId: billId, originalLineId: lineId } = line
    if (openFen !== 0n) plan.allocations.push({ sourceId, billId, lineId, amountFen: openFen })
    plan.allocations.push({ sourceId, billId: line.billId, lineId: line.lineId, amountFen: -line.amountFen })
  }
  for (const blue of own) {
    const amountFen = least(settled, blue.openFen)
    if (amountFen <= 0n) continue
    blue.openFen -= amountFen
    settled -= amountFen
    plan.allocations.push({ sourceId, billId: blue.billId, lineId: blue.lineId, amountFen })
  }
  const { serial, premisesId, payerPersonId } = first
  if (settled > 0n) plan.credits.push({ redBillId: sourceId, serial, premisesId, payerPersonId, amountFen: settled })
}

function release(plan: CorrectionPlan, fact: Omit<Released, 'lines'>, lineId: string, amountFen: Fen): void {
  const known = plan.released.find(
    one => one.kind === fact.kind && one.id === fact.id && one.redBillId === fact.redBillId,
  )
  if (known) known.lines.push({ lineId, amountFen })
  else plan.released.push({ ...fact, lines: [{ lineId, amountFen }] })
}

function least(a: Fen, b: Fen): Fen {
  return a < b ? a : b
}
