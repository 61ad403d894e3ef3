import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { changeOrder } from './change-order.ts'
import { MAX_ROUNDS } from './order.ts'
import { type OrderDetail, readOrderById } from './order-view.ts'

/**
 * The household finds the work not good: the same repairer works on it again, in a new round (返工), under the first due times.
 * Errors: platform.not_found, service-desk.wrong_state, service-desk.too_many_rounds.
 */
export async function rejectOrder(
  tx: Tx,
  actor: Actor,
  input: { orderId: string; reason: string },
): Promise<OrderDetail> {
  await changeOrder(tx, actor, input.orderId, 'reject', order => {
    if (order.round >= MAX_ROUNDS) throw refuse.tooManyRounds({ maxRounds: MAX_ROUNDS })
    return { set: { round: order.round + 1, doneAt: null, confirmBy: null }, note: input.reason }
  })
  return readOrderById(tx, actor, input)
}
