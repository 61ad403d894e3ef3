import { registry, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type LeaseRow = WireResponseOf<typeof registry.listLeases>['items'][number]
export type LeaseDetail = WireResponseOf<typeof registry.readLease>

export const STATUSES = [
  ...(['draft', 'upcoming', 'active', 'ending', 'ended', 'terminated', 'cancelled'] as const),
] as const satisfies readonly LeaseRow['status'][]
export const PERIODS = ['month', 'quarter', 'year'] as const satisfies readonly LeaseRow['rentPeriod'][]
export const PAY_EVERY = [1, 2, 3, 6, 12] as const

export const STATUS_TONES: Record<LeaseRow['status'], Tone> = {
  draft: 'neutral',
  upcoming: 'info',
  active: 'success',
  ending: 'warning',
  ended: 'neutral',
  terminated: 'neutral',
  cancelled: 'neutral',
}

/** What is over, and drawn paler. */
export function isPast(status: LeaseRow['status']): boolean {
  return status === 'ended' || status === 'terminated' || status === 'cancelled'
}

const leaseKey = (leaseId: string) => [registry.readLease.path, leaseId]

export async function fetchLease(leaseId: string): Promise<LeaseDetail> {
  return call(registry.readLease, { params: { leaseId } })
}

/** One lease with its papers. */
export function useLease(leaseId: string) {
  return useQuery({
    queryKey: leaseKey(leaseId),
    queryFn: ({ signal }) => call(registry.readLease, { params: { leaseId }, signal }),
  })
}

/** How many there are of each status. */
export function useLeaseNumbers(communityId: string | undefined) {
  return useQuery({
    queryKey: [registry.leaseNumbers.path, communityId],
    queryFn: ({ signal }) => call(registry.leaseNumbers, { query: { communityId }, signal }),
  })
}

/** Everything on screen that shows leases asks again; what a write answered is shown at once. */
export function renewLeases(changed?: LeaseDetail) {
  if (changed) queryClient.setQueryData(leaseKey(changed.id), changed)
  void queryClient.invalidateQueries({ queryKey: listKey(registry.listLeases) })
  for (const { path } of [registry.readLease, registry.leaseNumbers, registry.leaseHistory])
    void queryClient.invalidateQueries({ queryKey: [path] })
}

/** The same day some years later, less one: a year from 2026-03-01 ends on 2027-02-28. */
export function endOfYears(fromOn: string, years: number): string {
  const [year = 0, month = 1, day = 1] = fromOn.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10)
}

/** The day after. */
export function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}
