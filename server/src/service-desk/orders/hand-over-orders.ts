import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { serviceDesk } from '../tables.ts'
import { changeOrder } from './change-order.ts'
import { TASK_STATES } from './order.ts'

const NOTE = '账号已停用，工单退回待派'

/** A repairer's account was disabled: what was theirs to do waits for the dispatcher again, each with a line in its log. */
export async function handOverOrders(tx: Tx, actor: Actor, input: { staffId: string }): Promise<void> {
  const orders = await serviceDesk(tx)
    .selectFrom('serviceDesk.workOrder')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('assigneeId', '=', input.staffId)
    .where('state', 'in', TASK_STATES)
    .orderBy('id')
    .execute()
  for (const { id } of orders)
    await changeOrder(tx, actor, id, 'hand-over', () => ({ set: { assigneeId: null, assigneeName: null }, note: NOTE }))
}
