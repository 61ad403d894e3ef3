import { payments, type WireResponseOf } from '@anju/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type Statement = WireResponseOf<typeof payments.listChannelStatements>['items'][number]
export type StatementSums = WireResponseOf<typeof payments.listChannelStatements>['sums']
export type StatementDetail = WireResponseOf<typeof payments.readChannelStatement>
export type ChannelRow = WireResponseOf<typeof payments.listChannelRows>['items'][number]

export const OUTCOMES = ['matched', 'channel-only', 'ours-only', 'amount', 'state'] as const
export const OUTCOME_TONES: Record<ChannelRow['outcome'], Tone> = {
  matched: 'success',
  'channel-only': 'danger',
  'ours-only': 'danger',
  amount: 'warning',
  state: 'warning',
}

export const statementQuery = (statementId: string) =>
  queryOptions({
    queryKey: [payments.readChannelStatement.path, statementId],
    queryFn: ({ signal }) => call(payments.readChannelStatement, { params: { statementId }, signal }),
  })

/** The rows of a statement, a page at a time. */
export const rowsQuery = (statementId: string, outcome: ChannelRow['outcome'] | undefined) =>
  infiniteQueryOptions({
    queryKey: [payments.listChannelRows.path, statementId, outcome],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(payments.listChannelRows, {
        params: { statementId },
        query: { limit: 100, ...(outcome ? { outcome } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    getNextPageParam: page => page.next ?? undefined,
  })

export function renewChannels(): void {
  for (const key of [
    listKey(payments.listChannelStatements),
    [payments.readChannelStatement.path],
    [payments.listChannelRows.path],
  ])
    void queryClient.invalidateQueries({ queryKey: key })
}
