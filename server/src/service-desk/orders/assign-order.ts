import type { serviceDesk as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { serviceDesk } from '../tables.ts'
import { changeOrder } from './change-order.ts'
import { type OrderDetail, readOrderById } from './order-view.ts'

/**
 * Gives an order to a repairer, also to another one while it is assigned or worked on: the new one accepts anew. The repairer
 * is active staff who may work orders and whose scope holds the community. `version` is the order as it was seen: who was quicker is not
 * overruled unseen. Errors: platform.not_found, platform.changed_meanwhile, service-desk.wrong_state, service-desk.not_a_repairer.
 */
export async function assignOrder(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.assignOrder>,
): Promise<OrderDetail> {
  await changeOrder(tx, actor, input.orderId, 'assign', async order => {
    if (order.version !== input.version) throw platformRefuse.changedMeanwhile({ version: order.version })
    const name = await repairerName(tx, actor, input.assigneeId, order.communityId)
    if (name === null) throw refuse.notARepairer()
    const note = input.note ? `${name}：${input.note}` : name
    return { set: { assigneeId: input.assigneeId, assigneeName: name }, note }
  })
  return readOrderById(tx, actor, input)
}

async function repairerName(tx: Tx, actor: Actor, staffId: string, communityId: string): Promise<string | null> {
  const repairer = await serviceDesk(tx)
    .selectFrom('identity.publicStaff')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', staffId)
    .where('state', '=', 'active')
    .where(sql<boolean>`'service-desk.orders.work' = any (permissions)`)
    .where(sql<boolean>`(community_ids is null or ${communityId}::uuid = any (community_ids))`)
    .executeTakeFirst()
  return repairer?.name ?? null
}
