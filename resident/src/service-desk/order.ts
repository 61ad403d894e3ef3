import { portal, type WireResponseOf } from '@anju/contract'
import type { Tone } from '@anju/ui'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../api.ts'

export type OrderRow = WireResponseOf<typeof portal.listMyOrders>['items'][number]
export type OrderDetail = WireResponseOf<typeof portal.readMyOrder>
export type OrderState = OrderRow['state']

/** How a state looks to the person who reported it: what waits for them stands out. */
export const STATE_TONES: Record<OrderState, Tone> = {
  reported: 'info',
  assigned: 'info',
  working: 'info',
  done: 'warning',
  closed: 'success',
  void: 'neutral',
}

export const myOrderKey = (orderId: string) => ['my', 'order', orderId] as const

const LOOK_EVERY_MS = 60_000

/** One repair of mine. Becoming late is no event, so an open one is read again now and then. */
export const myOrderQuery = (orderId: string) =>
  queryOptions({
    queryKey: myOrderKey(orderId),
    queryFn: ({ signal }) => call(portal.readMyOrder, { params: { orderId }, signal }),
    refetchInterval: query => {
      const state = query.state.data?.state
      return state && state !== 'closed' && state !== 'void' ? LOOK_EVERY_MS : false
    },
  })
