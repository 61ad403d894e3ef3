/** Readings, and shared costs, that came after the run of their month: the next run of the rule charges them (R11: once). */
import { addDays, type CivilDate, type CivilMonth, maxDate } from '../../platform/period.ts'
import type { ProposedBill } from './propose-bills.ts'

/** A run that was made, whatever became of its drafts. */
export interface EarlierRun {
  fromMonth: CivilMonth
  toMonth: CivilMonth
  /** null: all */
  ruleIds: readonly string[] | null
  premisesId: string | null
  startedAt: Date
}

/** What of a charge says which runs were about it. */
export interface RunCharge {
  ruleId: string
  premisesId: string
  startsOn: CivilDate
  endsOn: CivilDate | null
  createdAt: Date
}

export interface LateReading {
  cycleStart: CivilDate
  billingOn: CivilDate
  /** A later run has had the chance to charge it: only when it has no bill at all is it still open. */
  isSeen: boolean
}

/**
 * The readings of a charge that a run of their month could not know: it was made before they were approved. What was read before anybody ran
 * bills of the charge is not late but history. `addFrom` is the first day of the months that get bills.
 */
export function lateReadings(
  charge: RunCharge,
  readings: readonly { from: CivilDate; to: CivilDate; approvedAt: Date }[],
  runs: readonly EarlierRun[],
  addFrom: CivilDate,
): LateReading[] {
  const own = runs.filter(
    run =>
      (run.ruleIds === null || run.ruleIds.includes(charge.ruleId)) &&
      (run.premisesId === null || run.premisesId === charge.premisesId) &&
      run.startedAt >= charge.createdAt,
  )
  return readings.flatMap(({ from, to, approvedAt }) => {
    const billingOn = addDays(to, 1)
    const holds = to >= charge.startsOn && (charge.endsOn === null || to <= charge.endsOn)
    if (!holds || billingOn >= addFrom) return []
    const month = billingOn.slice(0, 7)
    const isMissed = own.some(run => run.fromMonth <= month && run.toMonth >= month && run.startedAt < approvedAt)
    if (!isMissed) return []
    const isSeen = own.some(run => run.toMonth >= month && run.startedAt > approvedAt)
    return [{ cycleStart: from, billingOn, isSeen }]
  })
}

/**
 * A bill of an earlier month as the run of a later one makes it: it says so, and nobody is late with it from the start. It stays the same bill
 * for whoever runs that month again: its fingerprint is that of the month itself.
 */
export function asLate(bill: ProposedBill, on: CivilDate, dueDays: number): ProposedBill {
  const late = { month: bill.cycleEnd.slice(0, 7) }
  return {
    ...bill,
    dueOn: maxDate(bill.dueOn, addDays(on, dueDays)),
    lines: bill.lines.map(line => ({ ...line, explanation: { ...line.explanation, late } })),
  }
}

/** How far back readings of a period are looked at: a step of the year goes on where the readings before stopped. */
export function usageSince(from: CivilDate): CivilDate {
  return `${Number(from.slice(0, 4)) - 1}-01-01`
}
