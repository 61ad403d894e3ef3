/** A shared cost of some days and by what it is shared. */
import type { billing as contract, ResponseOf } from '@anju/contract'

export type PoolRow = ResponseOf<typeof contract.listPools>['items'][number]
export type PoolDetail = ResponseOf<typeof contract.readPool>

/** Factors by the floor: each up to and with its floor, the last for all above. */
export type FloorFactor = { upTo: number | null; factor: string }

/** The factor of a floor; null where none is said. */
export function factorOf(floor: number | null, factors: readonly FloorFactor[]): string | null {
  if (floor === null) return null
  return factors.find(({ upTo }) => upTo === null || floor <= upTo)?.factor ?? null
}
