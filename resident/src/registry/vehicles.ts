import { registry, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'

export type MyVehicles = WireResponseOf<typeof registry.listMyVehicles>
export type MyVehicle = MyVehicles['vehicles'][number]
export type MyApplication = MyVehicles['applications'][number]
export type MySpace = MyVehicles['spaces'][number]

/** My vehicles, what I applied for, and my spaces. */
export const vehiclesQuery = queryOptions({
  queryKey: ['my', 'vehicles'],
  queryFn: ({ signal }) => call(registry.listMyVehicles, { signal }),
})

export function renewVehicles(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: vehiclesQuery.queryKey })
}
