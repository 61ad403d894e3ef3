/** Whose days of a reading are: one charge by a meter follows another within it, such as the tenant's of a lease and the owner's after it. */
import { addDays, type CivilDate, type CivilRange, minDate } from '../../platform/period.ts'

/** The days of a charge by readings of a home; null while it lasts. */
export interface Turn {
  startsOn: CivilDate
  endsOn: CivilDate | null
}

/**
 * The days of a reading that a charge pays for, or null. A reading belongs to the charge that holds on its last day; days before that another
 * charge held are that one's, and what was read on the first day of a charge is wholly of the one before, whose last reading it is (E63).
 */
export function ownDays(charge: Turn, others: readonly Turn[], reading: CivilRange): CivilRange | null {
  const { from, to } = reading
  if (charge.startsOn > to || (charge.endsOn !== null && charge.endsOn < from)) return null
  const before = others
    .flatMap(({ endsOn }) => (endsOn !== null && endsOn >= from && endsOn < charge.startsOn ? [endsOn] : []))
    .sort()
    .at(-1)
  const start = before === undefined ? from : addDays(before, 1)
  // It began on the very day of the reading that ended the one before.
  if (before !== undefined && charge.startsOn === to) return null
  if (charge.endsOn === null || charge.endsOn >= to) return { from: start, to }
  const next = others
    .flatMap(({ startsOn }) => (startsOn > (charge.endsOn ?? '') && startsOn <= to ? [startsOn] : []))
    .sort()[0]
  // Nobody is charged after it: what was read then is nobody's, as it is not known how much was used before.
  if (next === undefined) return null
  return { from: start, to: next === to ? to : minDate(to, charge.endsOn) }
}

/** The days on which a charge follows another, or is followed by one: readings are cut there. */
export function turnDays(charge: Turn, others: readonly Turn[]): CivilDate[] {
  const { startsOn, endsOn } = charge
  const follows = others.flatMap(other =>
    other.endsOn !== null && other.endsOn < startsOn ? [addDays(other.endsOn, 1)] : [],
  )
  const first = follows.sort().at(-1)
  const isFollowed = endsOn !== null && others.some(other => other.startsOn > endsOn)
  return [...(first === undefined ? [] : [first]), ...(isFollowed ? [addDays(endsOn, 1)] : [])]
}
