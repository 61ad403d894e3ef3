import { residents, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'

export type MyRequest = WireResponseOf<typeof residents.listMyDataRequests>['items'][number]
export type MyCopy = WireResponseOf<typeof residents.listMyDataExports>['items'][number]

export const myRequestsQuery = queryOptions({
  queryKey: ['my', 'data', 'requests'],
  queryFn: async ({ signal }) => (await call(residents.listMyDataRequests, { query: { limit: 50 }, signal })).items,
})

/** Asks again while one is being made: the event may have been missed on a weak network. */
export const myCopiesQuery = queryOptions({
  queryKey: ['my', 'data', 'copies'],
  queryFn: async ({ signal }) => (await call(residents.listMyDataExports, { query: { limit: 5 }, signal })).items,
  refetchInterval: query => (query.state.data?.some(copy => copy.state === 'waiting') ? 2_000 : false),
})

/** Asks again for requests and copies. */
export function renewMyData(): void {
  void queryClient.invalidateQueries({ queryKey: ['my', 'data'] })
}
