import type { serviceDesk as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { TASK_STATES } from '../orders/order.ts'
import { serviceDesk } from '../tables.ts'

const MAX_REPAIRERS = 500

/**
 * Active staff who may be given orders (of a community, or of any in the caller's scope) with what each has to do, the least
 * loaded first. The load counts orders that the caller may see.
 */
export async function listRepairers(
  tx: Tx,
  actor: Actor,
  input: { communityId?: string },
): Promise<ResponseOf<typeof contract.listRepairers>> {
  const wanted = input.communityId === undefined ? actor.communityIds : [input.communityId]
  const items = await serviceDesk(tx)
    .selectFrom('identity.publicStaff as s')
    .leftJoin('serviceDesk.workOrder as o', join =>
      join.onRef('o.tenantId', '=', 's.tenantId').onRef('o.assigneeId', '=', 's.id').on('o.state', 'in', TASK_STATES),
    )
    .select(['s.id', 's.name', sql<number>`count(o.id)::int`.as('openCount')])
    .where('s.tenantId', '=', tenantOf(actor))
    .where('s.state', '=', 'active')
    .where(sql<boolean>`'service-desk.orders.work' = any (s.permissions)`)
    .$if(wanted !== null, query =>
      query.where(sql<boolean>`(s.community_ids is null or s.community_ids && ${wanted}::uuid[])`),
    )
    .groupBy(['s.id', 's.name'])
    .orderBy('openCount')
    .orderBy('s.name')
    .orderBy('s.id')
    .limit(MAX_REPAIRERS)
    .execute()
  return { items }
}
