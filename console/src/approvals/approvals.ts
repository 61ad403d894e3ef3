import { approvals, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import type { Tone } from '../shell/show/StatusTag.tsx'

export type ApprovalRow = WireResponseOf<typeof approvals.listApprovals>['items'][number]
export type ApprovalSums = WireResponseOf<typeof approvals.listApprovals>['sums']
export type ApprovalDetail = WireResponseOf<typeof approvals.readApproval>
export type Chain = WireResponseOf<typeof approvals.listChains>['items'][number]
export type ChainStep = Chain['steps'][number]

export const VIEWS = ['to-decide', 'mine', 'all'] as const
export type View = (typeof VIEWS)[number]

export const APPROVAL_STATES = ['waiting', 'approved', 'rejected', 'withdrawn'] as const

export const APPROVAL_TONES: Record<ApprovalRow['state'], Tone> = {
  waiting: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
}

/** How many wait for me, for the left bar and the tab. */
export const waitingQuery = queryOptions({
  queryKey: [approvals.countWaitingApprovals.path],
  queryFn: async ({ signal }) => (await call(approvals.countWaitingApprovals, { signal })).waiting,
})

export const approvalQuery = (requestId: string) =>
  queryOptions({
    queryKey: [approvals.readApproval.path, requestId],
    queryFn: ({ signal }) => call(approvals.readApproval, { params: { requestId }, signal }),
  })

export const chainsQuery = queryOptions({
  queryKey: [approvals.listChains.path],
  queryFn: ({ signal }) => call(approvals.listChains, { signal }),
})

/** Asks again for everything that shows requests. */
export function renewApprovals(): void {
  for (const route of [approvals.listApprovals, approvals.readApproval, approvals.countWaitingApprovals])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
