import { payments, type WireResponseOf } from '@anju/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type Statement = WireResponseOf<typeof payments.listChannelStatements>['items'][number]
export type StatementSums = WireResponseOf<typeof payments.listChannelStatements>['sums']
export type StatementDetail = WireResponseOf<typeof payments.readChannelStatement>
export type ChannelRow = WireResponseOf<typeof payments.listChannelRows>['items'][number]
export type Channel = WireResponseOf<typeof payments.listChannels>['items'][number]
export type Reading = WireResponseOf<typeof payments.previewChannelStatement>
export type Columns = Reading['columns']
export type Candidate = WireResponseOf<typeof payments.listChannelCandidates>['items'][number]

export const COLUMNS = ['reference', 'amount', 'fee', 'net', 'kind', 'at'] as const satisfies (keyof Columns)[]
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

export const candidatesQuery = (statementId: string, rowId: string) =>
  queryOptions({
    queryKey: [payments.listChannelCandidates.path, statementId, rowId],
    queryFn: ({ signal }) => call(payments.listChannelCandidates, { params: { statementId, rowId }, signal }),
  })

export interface Effect {
  bankFen: number
  feeFen: number
  oursFen: number
  /** Over: other income; negative: short. */
  overFen: number
}

/** What dealing with a row moves, with one of ours or without: as the server will post it. */
export function effectOf(row: Pick<ChannelRow, 'kind' | 'amountFen' | 'feeFen'>, oursFen: number): Effect {
  const signed = (fen: number) => (row.kind === 'refund' ? -fen : fen)
  const channelFen = signed(row.amountFen ?? 0)
  const feeFen = row.feeFen ?? 0
  return { bankFen: channelFen - feeFen, feeFen, oursFen: signed(oursFen), overFen: channelFen - signed(oursFen) }
}

export function renewChannels(): void {
  for (const key of [
    listKey(payments.listChannelStatements),
    [payments.readChannelStatement.path],
    [payments.listChannelRows.path],
    [payments.listChannelCandidates.path],
    [payments.listChannels.path],
    [payments.listDeskChannels.path],
  ])
    void queryClient.invalidateQueries({ queryKey: key })
}
