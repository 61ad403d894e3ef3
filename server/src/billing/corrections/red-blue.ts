import { addDays, type CivilDate, maxDate, minDate } from '../../platform/period.ts'
import { billNumber } from '../bills/bill-number.ts'
import { nextRevision, type OpenCycle } from '../bills/comparison.ts'
import type { ProposedLine } from '../bills/compute-lines.ts'
import type { LineExplanation } from '../bills/explanation.ts'
import { fingerprintOf } from '../bills/fingerprint.ts'
import type { ProposedBill } from '../bills/propose-bills.ts'
import type { StandingBill, StandingLine } from '../bills/standing-bills.ts'
import { reasonsOf } from './reasons.ts'

/** A line to be written; red ones name the line they take back. */
export interface CorrectionLine {
  segmentStart: CivilDate
  segmentEnd: CivilDate
  ruleVersionId: string | null
  amountFen: bigint
  reversesLineId: string | null
  explanation: LineExplanation
}

/** A red bill (all lines negative) or a blue one (all positive) of one payer. */
export interface CorrectionBill {
  color: 'red' | 'blue'
  payerKey: string
  payerPersonId: string | null
  payerName: string | null
  cycleStart: CivilDate
  cycleEnd: CivilDate
  billingOn: CivilDate
  dueOn: CivilDate
  amountFen: bigint
  revision: number
  lines: CorrectionLine[]
  fingerprint: bigint
}

/** How the issued bills of a cycle become what they should have been. */
export interface CycleCorrection {
  /** the first bill of the cycle: what all its corrections name */
  root: StandingBill
  bills: CorrectionBill[]
  reasons: ReturnType<typeof reasonsOf>
  /** drafts of an earlier correction, out of date */
  replaces: StandingBill[]
  /** the very drafts that are there already */
  isThere: boolean
  differenceFen: bigint
}

/** Who pays what: a line that holds, with its bill, or one that should. */
interface Held {
  bill: StandingBill
  line: StandingLine
}
interface Due {
  bill: ProposedBill
  line: ProposedLine<LineExplanation>
}

/**
 * The red and blue bills of a cycle, or null when nothing differs and no draft of a correction is in the way. `on` is the
 * billing date of both; a blue bill keeps the due date of what it stands for, or what was owed would not be late any more. Somebody else
 * who has to pay gets `dueDays`; of who has to pay more, see `apply-corrections.ts`.
 */
export function correctCycle(
  cycle: OpenCycle,
  lines: ReadonlyMap<string, readonly StandingLine[]>,
  on: CivilDate,
  dueDays: number,
): CycleCorrection | null {
  const live = cycle.standing.filter(bill => !bill.isVoid)
  const issued = live.filter(bill => bill.state === 'issued')
  const drafts = live.filter(bill => bill.state === 'draft')
  const root = issued.find(bill => bill.kind === 'charge') ?? issued[0]
  if (!root) return null
  const { reds, blues } = unmatched(issued, lines, cycle.proposed)
  if (reds.length === 0 && blues.length === 0 && drafts.length === 0) return null
  const revision = nextRevision(cycle.standing.filter(bill => !drafts.includes(bill)))
  const reasons = reasonsOf(
    reds.map(({ line, bill }) => ({ ...line, payerPersonId: bill.payerPersonId })),
    blues.map(({ line, bill }) => ({ ...line, payerPersonId: bill.payerPersonId })),
  )
  const tag = { ofBill: billNumber(root.serial), because: reasons }
  const redBills = redBillsOf(reds, on, revision, tag)
  const bills = [...redBills, ...blueBillsOf(blues, redBills, { on, dueDays, revision: revision + 1, tag })]
  return {
    root,
    bills,
    reasons,
    isThere: isSame(bills, drafts),
    replaces: drafts,
    differenceFen: bills.reduce((sum, bill) => sum + bill.amountFen, 0n),
  }
}

/** Lines that hold but should not, and lines that should hold but do not. Lines of nothing are left alone. */
function unmatched(
  issued: readonly StandingBill[],
  lines: ReadonlyMap<string, readonly StandingLine[]>,
  proposed: readonly ProposedBill[],
): { reds: Held[]; blues: Due[] } {
  const all = issued.flatMap(bill => (lines.get(bill.id) ?? []).map(line => ({ bill, line })))
  const reversed = new Set(all.map(({ line }) => line.reversesLineId))
  const held = all.filter(({ line }) => line.amountFen > 0n && !reversed.has(line.id))
  // Where nobody knew who pays, or somebody said so by hand, a run does not argue about payers.
  const anyPayer = issued.some(bill => bill.payerByHand || bill.payerPersonId === null)
  const keyOf = (line: { segmentStart: string; segmentEnd: string; amountFen: bigint }, payer: string | null) =>
    `${line.segmentStart}/${line.segmentEnd}/${line.amountFen}/${anyPayer ? '' : payer}`
  const due = new Map<string, Due[]>()
  for (const bill of proposed) {
    const payer = anyPayer ? payerOfCycle(bill, issued) : bill
    for (const line of bill.lines) {
      if (line.amountFen === 0n) continue
      const key = keyOf(line, payer.payerPersonId)
      due.set(key, [...(due.get(key) ?? []), { bill: payer, line }])
    }
  }
  const reds = held.filter(({ bill, line }) => due.get(keyOf(line, bill.payerPersonId))?.pop() === undefined)
  return { reds, blues: [...due.values()].flat() }
}

/** The proposed bill with the payer that its cycle has in fact. */
function payerOfCycle(bill: ProposedBill, issued: readonly StandingBill[]): ProposedBill {
  const last = issued.findLast(one => one.payerByHand) ?? issued.findLast(one => one.payerKey === bill.payerKey)
  if (!last) return bill
  return { ...bill, payerPersonId: last.payerPersonId, payerName: last.payerName, payerKey: last.payerKey }
}

type Tag = Omit<NonNullable<LineExplanation['correction']>, 'color'>

function redBillsOf(reds: readonly Held[], on: CivilDate, revision: number, tag: Tag): CorrectionBill[] {
  const groups = [...Map.groupBy(reds, ({ bill }) => `${bill.payerKey}/${bill.payerPersonId}`).values()]
  return groups.map((group, index) => {
    const bill = (group[0] as Held).bill
    const lines = group.map(({ line }) => redLine(line, tag))
    const taken = groups.slice(0, index).some(other => other[0]?.bill.payerKey === bill.payerKey)
    const payerKey = taken ? `person:${bill.payerPersonId}` : bill.payerKey
    return withSums({
      ...{ color: 'red', payerKey, payerPersonId: bill.payerPersonId, payerName: bill.payerName },
      ...{ cycleStart: bill.cycleStart, cycleEnd: bill.cycleEnd, billingOn: on, dueOn: bill.dueOn, revision, lines },
    })
  })
}

/** The mirror of a line: the same arithmetic, taken back. */
export function redLine(line: StandingLine, tag: Tag): CorrectionLine {
  return {
    segmentStart: line.segmentStart,
    segmentEnd: line.segmentEnd,
    ruleVersionId: line.ruleVersionId,
    amountFen: -line.amountFen,
    reversesLineId: line.id,
    explanation: { ...line.explanation, correction: { color: 'red', ...tag } },
  }
}

function blueBillsOf(
  blues: readonly Due[],
  reds: readonly CorrectionBill[],
  { on, dueDays, revision, tag }: { on: CivilDate; dueDays: number; revision: number; tag: Tag },
): CorrectionBill[] {
  return [...Map.groupBy(blues, ({ bill }) => bill.payerKey).values()].map(group => {
    const { bill } = group[0] as Due
    const before = reds.filter(red => red.payerPersonId === bill.payerPersonId).map(red => red.dueOn)
    const dueOn = before.length > 0 ? before.reduce(minDate) : maxDate(bill.dueOn, addDays(on, dueDays))
    return withSums({
      ...{ color: 'blue', payerKey: bill.payerKey, payerPersonId: bill.payerPersonId, payerName: bill.payerName },
      ...{ cycleStart: bill.cycleStart, cycleEnd: bill.cycleEnd, billingOn: on, dueOn, revision },
      lines: group.map(({ line }) => ({
        segmentStart: line.segmentStart,
        segmentEnd: line.segmentEnd,
        ruleVersionId: line.ruleVersionId,
        amountFen: line.amountFen,
        reversesLineId: null,
        explanation: { ...line.explanation, correction: { color: 'blue', ...tag } },
      })),
    })
  })
}

/** The billing date is the day of asking: the same correction asked for tomorrow is the same. */
function withSums(bill: Omit<CorrectionBill, 'amountFen' | 'fingerprint'>): CorrectionBill {
  const amountFen = bill.lines.reduce((sum, line) => sum + line.amountFen, 0n)
  return { ...bill, amountFen, fingerprint: fingerprintOf({ ...bill, billingOn: '', dueOn: '' }) }
}

function isSame(bills: readonly CorrectionBill[], drafts: readonly StandingBill[]): boolean {
  const keys = new Set(drafts.map(bill => `${bill.revision}/${bill.payerKey}/${bill.fingerprint}`))
  return (
    bills.length === drafts.length &&
    bills.every(bill => keys.has(`${bill.revision}/${bill.payerKey}/${bill.fingerprint}`))
  )
}
