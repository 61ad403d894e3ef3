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

/** How many a charge became from a day on; `0` for none. */
export interface QuantityFrom {
  fromOn: CivilDate
  quantity: string
  /** in the registry, not said by somebody */
  counted: boolean
}

/**
 * How many a carried charge begins with, and what that becomes: on each of its days as many as the charges of the rule that are charged then have
 * together. None at the start is a change on its first day, which cuts nothing: a charge begins with some.
 */
export function quantitiesOf(
  carried: CarriedCharge,
  charges: readonly (Charge & { quantities: readonly QuantityFrom[] })[],
): { quantity: string | null; quantities: QuantityFrom[] } {
  const { startsOn, endsOn } = carried
  const inside = (day: CivilDate) => day > startsOn && (endsOn === null || day <= endsOn)
  const days = charges.flatMap(one => [
    one.startsOn,
    ...(one.endsOn === null ? [] : [addDays(one.endsOn, 1)]),
    ...one.quantities.map(({ fromOn }) => fromOn),
  ])
  const changes: QuantityFrom[] = []
  for (const fromOn of [startsOn, ...new Set(days.filter(inside))].toSorted()) {
    const active = charges.filter(one => one.startsOn <= fromOn && (one.endsOn === null || one.endsOn >= fromOn))
    const versions = active.flatMap(one => one.quantities.filter(known => known.fromOn <= fromOn).at(-1) ?? [])
    const quantity = sumOf(
      active.map(one => ({
        quantity: one.quantities.filter(known => known.fromOn <= fromOn).at(-1)?.quantity ?? one.quantity,
      })),
    )
    if (quantity === null || changes.at(-1)?.quantity === quantity) continue
    changes.push({ fromOn, quantity, counted: versions.every(version => version.counted) })
  }
  const [first, ...later] = changes
  if (!first || first.fromOn > startsOn || dec(first.quantity).isZero())
    return { quantity: carried.quantity, quantities: changes }
  return { quantity: first.quantity, quantities: later }
}

function sumOf(charges: readonly Pick<Charge, 'quantity'>[]): string | null {
  const counted = charges.flatMap(({ quantity }) => quantity ?? [])
  if (counted.length === 0) return null
  return decimalText(counted.reduce((sum, quantity) => sum.plus(dec(quantity)), dec('0')))
}
