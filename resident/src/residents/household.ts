import { residents, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'

export type HouseholdDetail = WireResponseOf<typeof residents.readMyHousehold>
export type MyApplication = WireResponseOf<typeof residents.applyForHousehold>

/** One of my homes. Keys that begin with `my` are read again on every event. */
export const householdQuery = (premisesId: string) =>
  queryOptions({
    queryKey: ['my', 'household', premisesId],
    queryFn: ({ signal }) => call(residents.readMyHousehold, { params: { premisesId }, signal }),
  })

/** My applications, newest first; nobody makes more than a handful. */
export const applicationsQuery = queryOptions({
  queryKey: ['my', 'applications'],
  queryFn: async ({ signal }) => (await call(residents.listMyApplications, { query: { limit: 50 }, signal })).items,
})

/** Everything about my homes is asked again. */
export function renewHomes(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['my'] })
}

/** Whether the account has no person yet: its name is still the masked phone. */
export function isNameless(name: string): boolean {
  return name.includes('****')
}
