import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'

/** Communities in the caller's scope (the wall of the database leaves out the others). */
export async function listCommunities(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listCommunities>> {
  const items = await registry(tx)
    .selectFrom('registry.community as c')
    .select(['c.id', 'c.code', 'c.name', 'c.address'])
    .select([
      sql<number>`(select count(*)::int from registry.building b where b.tenant_id = c.tenant_id and b.community_id = c.id)`.as(
        'buildingCount',
      ),
      sql<number>`(select count(*)::int from registry.premises p where p.tenant_id = c.tenant_id and p.community_id = c.id)`.as(
        'premisesCount',
      ),
    ])
    .where('c.tenantId', '=', tenantOf(actor))
    .orderBy('c.name')
    .execute()
  return { items }
}

/** Buildings and units of a community, by number (2 before 10). */
export async function communityTree(
  tx: Tx,
  actor: Actor,
  input: { communityId: string },
): Promise<ResponseOf<typeof contract.communityTree>> {
  const tenantId = tenantOf(actor)
  const community = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.communityId)
    .executeTakeFirst()
  if (!community) throw refuse.notFound()
  const buildings = await registry(tx)
    .selectFrom('registry.building')
    .select(['id', 'code', 'name'])
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', input.communityId)
    .orderBy(naturalOrder('code'))
    .execute()
  const units = await registry(tx)
    .selectFrom('registry.unit as u')
    .select(['u.id', 'u.buildingId', 'u.code', 'u.floors', 'u.hasLift'])
    .select(
      sql<number>`(select count(*)::int from registry.premises p where p.tenant_id = u.tenant_id and p.unit_id = u.id)`.as(
        'premisesCount',
      ),
    )
    .where('u.tenantId', '=', tenantId)
    .where('u.communityId', '=', input.communityId)
    .orderBy(naturalOrder('code'))
    .execute()
  return {
    buildings: buildings.map(building => ({
      ...building,
      units: units.filter(unit => unit.buildingId === building.id),
    })),
  }
}

/** 2 before 10, A after 9. */
function naturalOrder(column: string) {
  return sql`lpad(substring(${sql.ref(column)} from '^[0-9]+'), 10, '0') nulls last, ${sql.ref(column)}`
}
