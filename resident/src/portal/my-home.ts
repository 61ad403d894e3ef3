import { portal, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../api.ts'

export type MyHome = WireResponseOf<typeof portal.myHome>
export type Household = MyHome['households'][number]

/** My households, what each owes, and my open orders. Keys that begin with `my` are read again on every event. */
export const myHomeQuery = queryOptions({
  queryKey: ['my', 'home'],
  queryFn: ({ signal }) => call(portal.myHome, { signal }),
})
