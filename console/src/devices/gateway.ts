import { devices, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'

export type Gateway = WireResponseOf<typeof devices.listGateways>['items'][number]
export type Message = WireResponseOf<typeof devices.listMessages>['items'][number]

export const MESSAGE_STATES = ['waiting', 'taken', 'refused'] as const satisfies readonly Message['state'][]

/** One gateway: the row where it is on the page, else asked for, since its address may be opened from anywhere. */
export function useGateway(gatewayId: string, row: Gateway | undefined) {
  const { data, error, refetch } = useQuery({
    // Below the list's key: what renews the list renews the open gateway.
    queryKey: [...listKey(devices.listGateways), 'one', gatewayId],
    queryFn: ({ signal }) => call(devices.readGateway, { params: { gatewayId }, signal }),
    enabled: row === undefined,
  })
  return { gateway: row ?? data, error, refetch }
}

/** Everything on screen that shows gateways or what they sent asks again. */
export function renewGateways() {
  for (const route of [devices.listGateways, devices.gatewayHistory, devices.listMessages])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
