import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { successionUndone } from '../events.ts'
import { removePremises } from '../premises/delete-premises.ts'
import { lockPremises } from '../premises/lock-premises.ts'
import { renamePremises } from '../premises/rename-premises.ts'
import { unlessUsed } from '../still-used.ts'
import { registry } from '../tables.ts'
import { bringBelongingsBack, carriedOf, releaseBelongings, tellOfBelongings } from './carry-belongings.ts'
import { bringLeasesBack, releaseLeases } from './carry-leases.ts'
import { takeAllBack } from './follow-successions.ts'
import { readSuccession, type SuccessionView } from './succession-view.ts'

/**
 * Takes a merge or split back: the new premises go, the old ones and who was in them go on. Only as long as nothing new hangs on the
 * new ones (people, bills, orders), and from the last of a chain on. Errors: platform.not_found, registry.succession_undone,
 * later_succession, still_used, premises_code_taken (somebody took the code of an old one).
 */
export async function undoSuccession(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.undoSuccession>,
): Promise<SuccessionView> {
  const tenantId = tenantOf(actor)
  const succession = await registry(tx)
    .selectFrom('registry.succession')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.successionId)
    .forUpdate()
    .executeTakeFirst()
  if (!succession) throw platformRefuse.notFound()
  if (succession.undoneAt !== null) throw refuse.successionUndone()
  const { before, after, later } = await readSuccession(tx, actor, succession.id)
  if (later) throw refuse.laterSuccession(later)
  const fresh = after.map(part => part.premisesId)
  for (const premisesId of fresh) await lockPremises(tx, actor, premisesId, null)
  const carried = carriedOf(succession.carried)
  await releaseOccupancies(tx, tenantId, succession, fresh)
  await releaseLeases(tx, tenantId, carried.leases, fresh)
  await releaseBelongings(tx, tenantId, carried, fresh)
  await unlessUsed(refuse.stillUsed, () => takeAllBack(tx, actor, succession.id))
  await removePremises(tx, tenantId, fresh)
  for (const { premisesId } of before) await bringBack(tx, actor, premisesId)
  // Only now: into premises that have ended nobody comes back.
  await bringOccupanciesBack(tx, tenantId, succession)
  await bringLeasesBack(tx, tenantId, carried.leases)
  await bringBelongingsBack(tx, tenantId, carried)
  await registry(tx)
    .updateTable('registry.succession')
    .set({ undoneAt: now(), undoneByName: actor.name })
    .where('tenantId', '=', tenantId)
    .where('id', '=', succession.id)
    .execute()
  await tellOfBelongings(tx, succession.communityId, carried)
  await publish(tx, successionUndone, { communityId: succession.communityId, successionId: succession.id })
  return readSuccession(tx, actor, succession.id)
}

interface CarriedOccupancies {
  fromOn: string
  endedOccupancyIds: string[]
  endedOccupancyTo: (string | null)[]
  begunOccupancyIds: string[]
}

/**
 * Those that began with it go, if they are as they began and there are no others. A further merge that was taken back ended them and let
 * them go on: that is no change of anybody's.
 */
async function releaseOccupancies(
  tx: Tx,
  tenantId: string,
  carried: CarriedOccupancies,
  fresh: string[],
): Promise<void> {
  const { rows } = await sql<{ others: number }>`
    select count(*)::int as others from registry.occupancy o
    where o.tenant_id = ${tenantId}::uuid and o.premises_id = any(${fresh}::uuid[])
      and (not o.id = any(${carried.begunOccupancyIds}::uuid[]) or o.version > 1 + 2 * (
        select count(*) from registry.succession s
        where s.tenant_id = o.tenant_id and s.undone_at is not null and o.id = any(s.ended_occupancy_ids)))`.execute(
    registry(tx),
  )
  if ((rows[0]?.others ?? 0) > 0) throw refuse.stillUsed()
  await unlessUsed(refuse.stillUsed, () =>
    sql`delete from registry.occupancy o where o.tenant_id = ${tenantId}::uuid and o.id = any(${carried.begunOccupancyIds}::uuid[])`.execute(
      registry(tx),
    ),
  )
}

/** Those that ended with it last on. */
async function bringOccupanciesBack(tx: Tx, tenantId: string, carried: CarriedOccupancies): Promise<void> {
  await sql`
    update registry.occupancy o set to_on = r.to_on, end_reason = null, end_note = null, version = o.version + 1
    from unnest(${carried.endedOccupancyIds}::uuid[], ${carried.endedOccupancyTo}::date[]) as r(id, to_on)
    where o.tenant_id = ${tenantId}::uuid and o.id = r.id and o.to_on = ${carried.fromOn}::date - 1`.execute(
    registry(tx),
  )
}

async function bringBack(tx: Tx, actor: Actor, premisesId: string): Promise<void> {
  const tenantId = tenantOf(actor)
  const premises = await registry(tx)
    .updateTable('registry.premises')
    .set(row => ({ endedOn: null, version: row('version', '+', 1) }))
    .where('tenantId', '=', tenantId)
    .where('id', '=', premisesId)
    .where(sql<boolean>`not exists (select 1 from registry.premises t where t.tenant_id = premises.tenant_id
      and t.community_id = premises.community_id and t.building_id is not distinct from premises.building_id
      and t.unit_id is not distinct from premises.unit_id and t.area_code is not distinct from premises.area_code
      and t.code = premises.code and t.ended_on is null)`)
    .returning('id')
    .executeTakeFirst()
  if (!premises) throw refuse.premisesCodeTaken()
  await renamePremises(tx, tenantId, { premisesId })
}
