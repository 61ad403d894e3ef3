import type { serviceDesk as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { changeOrder } from './change-order.ts'
import { type OrderDetail, readOrderById } from './order-view.ts'

/** Voids an order that is none, before it is done; the reason stays in its log, where the reporter reads it. */
export async function voidOrder(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.voidOrder>,
): Promise<OrderDetail> {
  await changeOrder(tx, actor, input.orderId, 'void', () => ({ note: input.reason }))
  return readOrderById(tx, actor, input)
}
