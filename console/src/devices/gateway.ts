import { devices, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'

export type Gateway = WireResponseOf<typeof devices.listGateways>['items'][number]
export type Message = WireResponseOf<typeof devices.listMessages>['items'][number]

export const MESSAGE_STATES = ['waiting', 'taken', 'refused'] as const satisfies readonly Message['state'][]

/** Everything on screen that shows gateways or what they sent asks again. */
export function renewGateways() {
  for (const route of [devices.listGateways, devices.listMessages])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
