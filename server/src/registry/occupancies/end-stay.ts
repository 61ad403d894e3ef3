import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { occupancyChanged } from '../events.ts'
import { registry } from '../tables.ts'

/** Ends a stay that lasts, with today as its last day. False where there is none that lasts within the actor's walls. */
export async function endStay(tx: Tx, actor: Actor, occupancyId: string): Promise<boolean> {
  const ended = await sql<{ communityId: string }>`
    update registry.occupancy set to_on = ${today()}::date
    where tenant_id = ${tenantOf(actor)} and id = ${occupancyId} and from_on <= ${today()}::date
      and (to_on is null or to_on > ${today()}::date)
    returning community_id`.execute(registry(tx))
  const [row] = ended.rows
  if (!row) return false
  await publish(tx, occupancyChanged, { communityId: row.communityId, count: 1 })
  return true
}
