import { billing, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { addDays } from '../../workforce/days.ts'

export type Pool = WireResponseOf<typeof billing.listPools>['items'][number]
export type PoolDetail = WireResponseOf<typeof billing.readPool>

export const POOL_BASES = ['area', 'household', 'usage', 'factor', 'custom'] as const satisfies readonly Pool['basis'][]
export const POOL_STATES = ['open', 'billed', 'void'] as const
export type PoolState = (typeof POOL_STATES)[number]

/** Where a shared cost stands: void, billed, or waiting for its run. */
export function stateOf({ voidedAt, billCount }: Pick<Pool, 'voidedAt' | 'billCount'>): PoolState {
  if (voidedAt !== null) return 'void'
  return billCount > 0 ? 'billed' : 'open'
}

export const poolKey = (poolId: string) => [billing.readPool.path, poolId]

/** Everything on screen that shows shared costs asks again; what a write answered is shown at once. */
export function renewPools(changed?: PoolDetail) {
  if (changed) queryClient.setQueryData(poolKey(changed.id), changed)
  else void queryClient.invalidateQueries({ queryKey: [billing.readPool.path] })
  void queryClient.invalidateQueries({ queryKey: [billing.listPoolShares.path] })
  void queryClient.invalidateQueries({ queryKey: listKey(billing.listPools) })
}

/** The month whose run bills a cost: that of the day after its last. */
export const billedIn = (toOn: string): string => addDays(toOn, 1).slice(0, 7)
