/** What is wrong with a tariff or a stay before its fee is worked out: each problem names its field. */
import type { CivilDate } from '../../platform/period.ts'
import { isCivilDate } from '../../platform/period.ts'
import { DAY_S, isMoment, secondsOf } from './moment.ts'
import type { Stay } from './stay.ts'
import { type ParkingTariff, periodSeconds } from './tariff.ts'

export type ParkingProblem = {
  field: string
  code: 'not-adjoining' | 'not-a-day' | 'not-a-date' | 'ends-before-start' | 'too-long' | 'out-of-range'
}

/** Longer is a car that was left, not a stay. */
const MAX_STAY_DAYS = 366

/** Days and moments that there are, in order; no longer than a year. */
export function stayProblems({ entry, exit, payments, cards }: Omit<Stay, 'coupons'>): ParkingProblem[] {
  const problems = cards.flatMap(({ from, to }, index): ParkingProblem[] => {
    if (!isOurDay(from)) return [{ field: `cards.${index}.from`, code: 'not-a-date' }]
    if (to === null) return []
    if (!isOurDay(to)) return [{ field: `cards.${index}.to`, code: 'not-a-date' }]
    return to < from ? [{ field: `cards.${index}.to`, code: 'ends-before-start' }] : []
  })
  if (!isOurTime(entry)) return [{ field: 'entry', code: 'not-a-date' }, ...problems]
  if (!isOurTime(exit)) return [{ field: 'exit', code: 'not-a-date' }, ...problems]
  if (exit < entry) return [{ field: 'exit', code: 'ends-before-start' }, ...problems]
  if (secondsOf(exit) - secondsOf(entry) > MAX_STAY_DAYS * DAY_S) problems.unshift({ field: 'exit', code: 'too-long' })
  payments.forEach(({ at }, index) => {
    if (!isOurTime(at)) problems.push({ field: `payments.${index}.at`, code: 'not-a-date' })
    else if (at < entry || at > exit) problems.push({ field: `payments.${index}.at`, code: 'out-of-range' })
  })
  return problems
}

function isOurDay(date: CivilDate): boolean {
  return isCivilDate(date) && date >= '1900-01-01' && date < '3000'
}

function isOurTime(moment: string): boolean {
  return isMoment(moment) && isOurDay(moment.slice(0, 10))
}

/** Each period begins where the one before ends, and together they last a day: no minute has two prices or none. */
export function tariffProblems({ charge }: ParkingTariff): ParkingProblem[] {
  if (charge.by === 'blocks') return []
  const { periods } = charge
  const apart = periods.flatMap(({ from }, index): ParkingProblem[] =>
    periods.at(index - 1)?.to === from ? [] : [{ field: `tariff.charge.periods.${index}.from`, code: 'not-adjoining' }],
  )
  if (apart.length > 0) return apart
  const together = periods.reduce((sum, period) => sum + periodSeconds(period), 0)
  if (together === DAY_S) return []
  return [{ field: `tariff.charge.periods.${periods.length - 1}.to`, code: 'not-a-day' }]
}
