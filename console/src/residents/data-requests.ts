import { residents, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import type { Tone } from '../shell/show/StatusTag.tsx'

export type RequestRow = WireResponseOf<typeof residents.listDataRequests>['items'][number]
export type RequestDetail = WireResponseOf<typeof residents.readDataRequest>
export type Preview = WireResponseOf<typeof residents.previewErasure>

export const REQUEST_TONES: Record<RequestRow['state'], Tone> = {
  waiting: 'warning',
  handling: 'info',
  approving: 'warning',
  done: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
}

export const KINDS = ['access', 'correction', 'deletion', 'transfer', 'withdrawal'] as const
export const STATES = ['waiting', 'handling', 'approving', 'done', 'refused', 'withdrawn'] as const
export const GROUNDS = ['accounting', 'debts', 'dispute', 'identity', 'excessive', 'law'] as const

export const requestQuery = (requestId: string) =>
  queryOptions({
    queryKey: [residents.readDataRequest.path, requestId],
    queryFn: ({ signal }) => call(residents.readDataRequest, { params: { requestId }, signal }),
  })

/** What erasing would do; asked anew each time, since a bill may have come since. */
export const previewQuery = (requestId: string) =>
  queryOptions({
    queryKey: [residents.previewErasure.path, requestId],
    staleTime: 0,
    queryFn: ({ signal }) => call(residents.previewErasure, { params: { requestId }, signal }),
  })

/** Asks again for everything about requests, copies and reveals. */
export function renewPersonalData(): void {
  for (const route of [residents.listDataRequests, residents.readDataRequest, residents.listDataExports])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
