import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { changeOrder } from './change-order.ts'
import { type OrderDetail, readOrderById } from './order-view.ts'

/** The repairer hands an order back before taking it on (退单): it waits for the dispatcher again, given to nobody. */
export async function declineOrder(
  tx: Tx,
  actor: Actor,
  input: { orderId: string; reason: string },
): Promise<OrderDetail> {
  await changeOrder(tx, actor, input.orderId, 'decline', () => ({
    set: { assigneeId: null, assigneeName: null },
    note: input.reason,
  }))
  return readOrderById(tx, actor, input)
}
