/** The months somebody asks bills for. */
import type { CivilMonth, CivilRange } from '../../platform/period.ts'
import { isCivilMonth, monthRange, monthsFromTo } from '../../platform/period.ts'
import { refuse } from '../errors.ts'

/** Ten years: more is a slip of the finger. */
export const MAX_MONTHS = 120

/** The days of the months `from` to `to`. Errors: billing.period_wrong (reversed, too long, or not of our time). */
export function billingPeriod(from: CivilMonth, to: CivilMonth): CivilRange {
  const known = isCivilMonth(from) && isCivilMonth(to) && from >= '1970-01' && to <= '2199-12'
  if (!known || from > to || monthsFromTo(from, to).length > MAX_MONTHS)
    throw refuse.periodWrong({ maxMonths: MAX_MONTHS })
  return { from: monthRange(from).from, to: monthRange(to).to }
}

/** Assignments worked through at a time, so that a chunk is some 20,000 lines however long the period is. */
export function chunkSize(period: CivilRange): number {
  const months = monthsFromTo(period.from.slice(0, 7), period.to.slice(0, 7)).length
  return Math.min(2500, Math.max(100, Math.floor(24_000 / months)))
}
