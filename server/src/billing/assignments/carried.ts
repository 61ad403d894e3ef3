import { dec, decimalText } from '../../platform/decimals.ts'
import { addDays, type CivilDate, maxDate } from '../../platform/period.ts'

/** A charge of a rule on old premises, and from when to when. */
export interface Charge {
  id: string
  startsOn: CivilDate
  endsOn: CivilDate | null
  quantity: string | null
}

/** The same on new premises; `ofId` is the charge whose payers it takes over. */
export interface CarriedCharge {
  ofId: string
  startsOn: CivilDate
  endsOn: CivilDate | null
  quantity: string | null
}

/**
 * Charges of one rule on premises that become one, from a day on: side by side they are one charge with their quantities together, one after
 * the other they stay apart, and days on which fewer than `atLeast` were charged stay so.
 */
export function carriedOf(charges: readonly Charge[], fromOn: CivilDate, atLeast = 1): CarriedCharge[] {
  const lasting = charges
    .map(charge => ({ ...charge, startsOn: maxDate(charge.startsOn, fromOn) }))
    .filter(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn)
    .toSorted((one, other) => one.startsOn.localeCompare(other.startsOn) || one.id.localeCompare(other.id))
  const points = [
    ...new Set(lasting.flatMap(({ startsOn, endsOn }) => [startsOn, ...(endsOn === null ? [] : [addDays(endsOn, 1)])])),
  ].toSorted()
  const carried: CarriedCharge[] = []
  for (const [index, startsOn] of points.entries()) {
    const next = points[index + 1]
    const active = lasting.filter(one => one.startsOn <= startsOn && (one.endsOn === null || one.endsOn >= startsOn))
    const before = carried.at(-1)
    const follows = before?.endsOn === addDays(startsOn, -1) ? before : undefined
    const of = active.find(one => one.id === follows?.ofId) ?? active[0]
    if (!of || active.length < atLeast) continue
    const endsOn = next === undefined ? null : addDays(next, -1)
    const quantity = sumOf(active)
    if (follows && follows.ofId === of.id && follows.quantity === quantity) follows.endsOn = endsOn
    else carried.push({ ofId: of.id, startsOn, endsOn, quantity })
  }
  return carried
}

function sumOf(charges: readonly Charge[]): string | null {
  const counted = charges.flatMap(({ quantity }) => quantity ?? [])
  if (counted.length === 0) return null
  return decimalText(counted.reduce((sum, quantity) => sum.plus(dec(quantity)), dec('0')))
}
