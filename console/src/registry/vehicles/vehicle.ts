import { registry, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'

export type VehicleRow = WireResponseOf<typeof registry.listVehicles>['items'][number]
export type VehicleDetail = WireResponseOf<typeof registry.readVehicle>
export type Permit = VehicleDetail['permits'][number]
export type Application = WireResponseOf<typeof registry.readVehicleApplication>

export const VEHICLE_KINDS = [
  'car',
  'bus',
  'truck',
  'motorcycle',
  'other',
] as const satisfies readonly VehicleRow['kind'][]
export const PERMIT_KINDS = ['monthly', 'owned', 'visitor'] as const satisfies readonly Permit['kind'][]

const vehicleKey = (vehicleId: string) => [registry.readVehicle.path, vehicleId]

/** One vehicle with its permits. */
export function useVehicle(vehicleId: string) {
  return useQuery({
    queryKey: vehicleKey(vehicleId),
    queryFn: ({ signal }) => call(registry.readVehicle, { params: { vehicleId }, signal }),
  })
}

/** Everything on screen that shows vehicles asks again; what a write answered is shown at once. */
export function renewVehicles(changed?: VehicleDetail) {
  if (changed) queryClient.setQueryData(vehicleKey(changed.id), changed)
  for (const route of [
    registry.listVehicles,
    registry.readVehicle,
    registry.vehicleHistory,
    registry.listVehicleApplications,
    registry.readVehicleApplication,
  ])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
