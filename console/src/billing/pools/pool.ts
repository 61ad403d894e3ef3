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
  void queryClient.invalidateQueries({ queryKey: listKey(billing.listPools) })
}

/** The sum of decimals as text, exactly, without idle zeros. */
export function sumOf(decimals: readonly string[]): string {
  const places = Math.max(0, ...decimals.map(one => one.split('.')[1]?.length ?? 0))
  const sum = decimals.reduce((all, one) => {
    const [whole = '', part = ''] = one.split('.')
    return all + BigInt(whole + part.padEnd(places, '0'))
  }, 0n)
  if (places === 0) return sum.toString()
  const digits = sum.toString().padStart(places + 1, '0')
  const part = digits.slice(-places).replace(/0+$/, '')
  return digits.slice(0, -places) + (part === '' ? '' : `.${part}`)
}

/** By how much all share together: exempt homes count where the company bears their part. null where not every share is known here. */
export function wholeWeight(of: Pick<PoolDetail, 'exempt' | 'shares' | 'memberCount'>): string | null {
  const { exempt, shares, memberCount } = of
  if (shares.length < memberCount) return null
  const sharing = shares.filter(share => exempt === 'company-bears' || !share.isExempt)
  const weights = sharing.flatMap(share => (share.weight === null ? [] : [share.weight]))
  return weights.length === sharing.length ? sumOf(weights) : null
}

/** The month whose run bills a cost: that of the day after its last. */
export const billedIn = (toOn: string): string => addDays(toOn, 1).slice(0, 7)
