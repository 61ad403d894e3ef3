/** A shared cost of some days and by what it is shared. */
import type { billing as contract, ResponseOf } from '@anju/contract'
import { dec, decimalText } from '../../platform/decimals.ts'
import { addDays, type CivilRange, daysInclusive } from '../../platform/period.ts'

export type PoolRow = ResponseOf<typeof contract.listPools>['items'][number]
export type PoolDetail = ResponseOf<typeof contract.readPool>

/** Factors by the floor: each up to and with its floor, the last for all above. */
export type FloorFactor = { upTo: number | null; factor: string }

/** The factor of a floor; null where none is said. */
export function factorOf(floor: number | null, factors: readonly FloorFactor[]): string | null {
  if (floor === null) return null
  return factors.find(({ upTo }) => upTo === null || floor <= upTo)?.factor ?? null
}

/** So many for so many days. */
export type DayWeight = { quantity: string; days: number }

type Quantities = {
  startsOn: string
  quantity: string | null
  versions: readonly { fromOn: string; quantity: string }[]
}

/**
 * How many there were over the days of a pool, cut where that changed; null where nobody said of some of them. Days before a home shares are
 * as its first: it shares the whole.
 */
export function weightsOver(
  { from, to }: CivilRange,
  { startsOn, quantity, versions }: Quantities,
): DayWeight[] | null {
  const begun = startsOn > from ? startsOn : from
  const first = versions.findLast(version => version.fromOn <= begun)?.quantity ?? quantity
  const parts = [{ on: from, quantity: first }]
  for (const { fromOn, quantity: count } of versions) {
    const last = parts.at(-1)?.quantity ?? null
    if (fromOn <= begun || fromOn > to || (last !== null && dec(last).eq(dec(count)))) continue
    parts.push({ on: fromOn, quantity: count })
  }
  const weights = parts.map(({ on, quantity: count }, index) => {
    const next = parts[index + 1]
    return { quantity: count, days: daysInclusive(on, next ? addDays(next.on, -1) : to) }
  })
  return weights.every((one): one is DayWeight => one.quantity !== null) ? weights : null
}

/** How many × for how many days, in all: what homes share by where some of them changed within the days. */
export function weightOfDays(weights: readonly DayWeight[]): string {
  return decimalText(weights.reduce((sum, { quantity, days }) => sum.plus(dec(quantity).times(days)), dec('0')))
}
