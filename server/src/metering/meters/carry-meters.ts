import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { rooms, type SuccessionFacts } from '../../registry/index.ts'
import { metersChanged } from '../events.ts'
import { metering } from '../tables.ts'

/**
 * Meters that are in use hang where they hung: merged, they are the new home's; split, they are of the one that takes what can be in one place
 * only, until somebody says otherwise. What was read before stays with the old homes; the next reading, from the last one on, is of the new one.
 */
async function carryMeters(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<void> {
  const { id, communityId, premisesIds, carryToId } = succession
  const { numAffectedRows = 0n } = await sql`
    update metering.meter m set premises_id = ${carryToId}::uuid, version = m.version + 1,
      carried = m.carried || jsonb_build_object('successionId', ${id}::uuid, 'premisesId', m.premises_id)
    where m.tenant_id = ${tenantOf(actor)}::uuid and m.premises_id = any(${premisesIds}::uuid[]) and m.state <> 'retired'`.execute(
    metering(tx),
  )
  if (numAffectedRows > 0n) await publish(tx, metersChanged, { communityId, count: Number(numAffectedRows) })
}

/** Back at the old homes. A meter that was read at the new one since, or put there, hangs on it, and the merge is not taken back. */
async function takeMetersBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  const { rows } = await sql<{ communityId: string }>`
    update metering.meter m set premises_id = (m.carried -> -1 ->> 'premisesId')::uuid, version = m.version + 1, carried = m.carried - -1
    where m.tenant_id = ${tenantOf(actor)}::uuid and m.carried -> -1 ->> 'successionId' = ${successionId}::text and m.premises_id in (
      select e.premises_id from registry.public_predecessor e
      where e.tenant_id = ${tenantOf(actor)}::uuid and e.succession_id = ${successionId}::uuid)
    returning m.community_id as "communityId"`.execute(metering(tx))
  const [first] = rows
  if (first) await publish(tx, metersChanged, { communityId: first.communityId, count: rows.length })
}

/** Meters follow mergers and splits. */
export function followPremises(): void {
  rooms.followSuccessions('metering.meters', { carry: carryMeters, takeBack: takeMetersBack })
}
