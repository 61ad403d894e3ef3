import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { serviceDesk } from '../tables.ts'
import { changeOrder } from './change-order.ts'
import { type OrderDetail, readOrderById } from './order-view.ts'

/** The household finds the work good: closes the order and rates it, once. Errors: platform.not_found, service-desk.wrong_state. */
export async function confirmOrder(
  tx: Tx,
  actor: Actor,
  input: { orderId: string; score: number; comment?: string },
): Promise<OrderDetail> {
  const at = now()
  await changeOrder(tx, actor, input.orderId, 'confirm', async order => {
    await serviceDesk(tx)
      .insertInto('serviceDesk.rating')
      .values({
        tenantId: tenantOf(actor),
        orderId: order.id,
        communityId: order.communityId,
        premisesId: order.premisesId,
        score: input.score,
        comment: input.comment || null,
        ratedBy: accountOf(actor),
        at,
      })
      .execute()
    return { set: { closedAt: at }, note: input.comment }
  })
  return readOrderById(tx, actor, input)
}
