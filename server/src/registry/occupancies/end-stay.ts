import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { occupancyChanged } from '../events.ts'
import { registry } from '../tables.ts'
import type { HouseholdRow } from './lock-household.ts'
import { endOccupancies } from './move-out.ts'

/**
 * Ends a stay that lasts, with today as its last day, as moving out does: with its reason, one more in its version, and in the audit line.
 * The premises follow as the next day begins. False where there is none that lasts within the actor's walls.
 */
export async function endStay(tx: Tx, actor: Actor, occupancyId: string): Promise<boolean> {
  const { rows } = await sql<HouseholdRow & { communityId: string; premisesId: string }>`
    select o.id, o.person_id, n.name, o.kind, o.from_on, o.to_on, o.share, o.relation, o.resides, o.note, o.version, o.community_id, o.premises_id
    from registry.occupancy o join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
    where o.tenant_id = ${tenantOf(actor)} and o.id = ${occupancyId} and o.from_on <= ${today()}::date
      and (o.to_on is null or o.to_on > ${today()}::date) for update of o`.execute(registry(tx))
  const [stay] = rows
  if (!stay) return false
  await endOccupancies(tx, actor, [stay], { lastOn: today(), reason: 'moved-out', note: null, forwarding: null })
  await publish(tx, occupancyChanged, { communityId: stay.communityId, premisesId: stay.premisesId, count: 1 })
  return true
}
