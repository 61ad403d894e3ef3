import { billing, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type Dispute = WireResponseOf<typeof billing.listDisputes>['items'][number]
export type DisputeSums = WireResponseOf<typeof billing.listDisputes>['sums']
export type DisputeDetail = WireResponseOf<typeof billing.readDispute>

export const DISPUTE_STATES = ['open', 'upheld', 'rejected', 'withdrawn'] as const
export const REMEDIES = ['correct', 'waive', 'refund'] as const

export const DISPUTE_TONES: Record<Dispute['state'], Tone> = {
  open: 'warning',
  upheld: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
}

export const disputeQuery = (disputeId: string) =>
  queryOptions({
    queryKey: [billing.readDispute.path, disputeId],
    queryFn: ({ signal }) => call(billing.readDispute, { params: { disputeId }, signal }),
  })

export const billDisputesQuery = (billId: string) =>
  queryOptions({
    queryKey: [...listKey(billing.listDisputes), 'bill', billId],
    queryFn: ({ signal }) => call(billing.listDisputes, { query: { billId, limit: 20 }, signal }),
  })

/** Asks again for what shows disputes, and for the bills that they hold. */
export function renewDisputes(): void {
  for (const key of [listKey(billing.listDisputes), listKey(billing.listBills), [billing.readDispute.path]])
    void queryClient.invalidateQueries({ queryKey: key })
}
