import type { Actor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { changeOrder } from './change-order.ts'
import { type OrderDetail, readOrderById } from './order-view.ts'

/** The repairer takes the order on. The first acceptance is the response that the service level asks for (K5). */
export async function acceptOrder(tx: Tx, actor: Actor, input: { orderId: string }): Promise<OrderDetail> {
  await changeOrder(tx, actor, input.orderId, 'accept', order => ({ set: { respondedAt: order.respondedAt ?? now() } }))
  return readOrderById(tx, actor, input)
}
