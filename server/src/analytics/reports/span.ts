/** The months a report is about, and the day as of which it looks. */
import {
  addMonths,
  type CivilDate,
  type CivilMonth,
  lastDayOfMonth,
  monthOf,
  monthRange,
} from '../../platform/period.ts'

export interface Span {
  from: CivilMonth
  to: CivilMonth
  /** The first day of the first month and the last of the last. */
  firstDay: CivilDate
  lastDay: CivilDate
  asOf: CivilDate
}

/** A report covers ten years at most. */
export const MAX_MONTHS = 120

/**
 * The span asked for: the year so far when nothing is said. As of a day in the past the last month is that day's.
 * Null where the months are reversed or too many.
 */
export function spanOf(
  input: { from?: string | undefined; to?: string | undefined; asOf?: string | undefined },
  today: CivilDate,
): Span | null {
  const asOf = input.asOf ?? today
  const to = input.to ?? laterOf(monthOf(asOf), input.from)
  const from = input.from ?? `${to.slice(0, 4)}-01`
  if (from > to || addMonths(from, MAX_MONTHS) <= to) return null
  return { from, to, asOf, firstDay: monthRange(from).from, lastDay: lastDayOfMonth(monthRange(to).from) }
}

function laterOf(month: CivilMonth, other: CivilMonth | undefined): CivilMonth {
  return other !== undefined && other > month ? other : month
}
