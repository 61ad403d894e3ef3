import type { serviceDesk, WireResponseOf } from '@anju/contract'
import type { Tone } from '../shell/show/StatusTag.tsx'

export type OrderRow = WireResponseOf<typeof serviceDesk.listOrders>['items'][number]
export type OrderDetail = WireResponseOf<typeof serviceDesk.readOrder>
export type OrderState = OrderRow['state']
export type OrderCategory = OrderRow['category']
export type OrderLogEntry = OrderDetail['log'][number]
export type Repairer = WireResponseOf<typeof serviceDesk.listRepairers>['items'][number]

/** In the order of an order's life. */
export const ORDER_STATES = [
  'reported',
  'assigned',
  'working',
  'done',
  'closed',
  'void',
] as const satisfies readonly OrderState[]

/** What still asks something of somebody. */
export const OPEN_STATES = ['reported', 'assigned', 'working', 'done'] as const satisfies readonly OrderState[]

/** What the desk, or the repairer, has to move on. */
export const TO_DO_STATES = ['reported', 'assigned', 'working'] as const satisfies readonly OrderState[]

export const ORDER_CATEGORIES = [
  'water',
  'power',
  'door-lock',
  'lift',
  'public-area',
  'appliance',
  'other',
] as const satisfies readonly OrderCategory[]

/** How a state looks to the desk: what waits for the desk stands out. */
export const STATE_TONES: Record<OrderState, Tone> = {
  reported: 'warning',
  assigned: 'info',
  working: 'info',
  done: 'success',
  closed: 'neutral',
  void: 'neutral',
}

/** What the desk may do with an order in a state; the server's table of transitions says the same. */
export function isOpenToDesk(state: OrderState): boolean {
  return state === 'reported' || state === 'assigned' || state === 'working'
}
