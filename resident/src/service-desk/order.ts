import type { portal, WireResponseOf } from '@anju/contract'
import type { Tone } from '@anju/ui'

export type OrderRow = WireResponseOf<typeof portal.listMyOrders>['items'][number]
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
