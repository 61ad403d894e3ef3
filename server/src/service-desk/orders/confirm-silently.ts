import { z } from 'zod'
import { tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import { defineJob } from '../../platform/jobs.ts'
import { serviceDesk } from '../tables.ts'
import { changeOrder } from './change-order.ts'

/** The queue's clock and ours may differ by a little. */
const TOLERANCE_MS = 5 * 60_000

/**
 * Closes an order, without a rating, when nobody has confirmed or rejected it in the time that the company gives (domain.md §5);
 * orders of public places, which no household could confirm, end this way. Does nothing once the order has gone on.
 */
export const confirmSilently = defineJob(
  'service-desk.confirmSilently',
  z.object({ orderId: z.uuid(), round: z.int() }),
  async (tx, actor, input) => {
    const order = await serviceDesk(tx)
      .selectFrom('serviceDesk.workOrder')
      .select(['state', 'round', 'confirmBy'])
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', input.orderId)
      .forUpdate()
      .executeTakeFirst()
    if (order?.state !== 'done' || order.round !== input.round || order.confirmBy === null) return
    if (now().getTime() < order.confirmBy.getTime() - TOLERANCE_MS) return
    await changeOrder(tx, actor, input.orderId, 'confirm', () => ({ set: { closedAt: now() } }))
  },
)
