import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { requireCommunity } from '../communities/community-exists.ts'
import { registry } from '../tables.ts'

export type BuildingView = ResponseOf<typeof contract.communityTree>['buildings'][number]

/** Buildings and units of a community, by number (2 before 10). Errors: platform.not_found. */
export async function communityTree(
  tx: Tx,
  actor: Actor,
  input: { communityId: string },
): Promise<ResponseOf<typeof contract.communityTree>> {
  await requireCommunity(tx, actor, input.communityId)
  const buildings = await readBuildings(tx, actor, { communityId: input.communityId })
  const { outsideCount } = await registry(tx)
    .selectFrom('registry.premises')
    .select(sql<number>`count(*)::int`.as('outsideCount'))
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', input.communityId)
    .where('buildingId', 'is', null)
    .where('endedOn', 'is', null)
    .executeTakeFirstOrThrow()
  return { buildings, outsideCount }
}

/** One building with its units. Errors: platform.not_found. */
export async function readBuilding(tx: Tx, actor: Actor, buildingId: string): Promise<BuildingView> {
  const [building] = await readBuildings(tx, actor, { buildingId })
  if (!building) throw refuse.notFound()
  return building
}

async function readBuildings(
  tx: Tx,
  actor: Actor,
  of: { communityId?: string; buildingId?: string },
): Promise<BuildingView[]> {
  const tenantId = tenantOf(actor)
  const buildings = await registry(tx)
    .selectFrom('registry.building as b')
    .select(['b.id', 'b.code', 'b.name', 'b.kind', 'b.floorsAbove', 'b.floorsBelow', 'b.builtYear', 'b.liftCount'])
    .select(['b.structure', 'b.version'])
    .where('b.tenantId', '=', tenantId)
    .$if(of.communityId !== undefined, query => query.where('b.communityId', '=', of.communityId ?? ''))
    .$if(of.buildingId !== undefined, query => query.where('b.id', '=', of.buildingId ?? ''))
    .orderBy('b.sortKey')
    .orderBy('b.code')
    .execute()
  const units = await registry(tx)
    .selectFrom('registry.unit as u')
    .select(['u.id', 'u.buildingId', 'u.code', 'u.floors', 'u.hasLift', 'u.version'])
    .where('u.tenantId', '=', tenantId)
    .$if(of.communityId !== undefined, query => query.where('u.communityId', '=', of.communityId ?? ''))
    .$if(of.buildingId !== undefined, query => query.where('u.buildingId', '=', of.buildingId ?? ''))
    .orderBy('u.sortKey')
    .orderBy('u.code')
    .execute()
  const counts = await countPremises(tx, tenantId, of)
  const unitsOf = Map.groupBy(units, unit => unit.buildingId)
  return buildings.map(building => ({
    ...building,
    kind: building.kind as BuildingView['kind'],
    structure: building.structure as BuildingView['structure'],
    premisesCount: counts.get(building.id) ?? 0,
    units: (unitsOf.get(building.id) ?? []).map(({ buildingId: _, ...unit }) => ({
      ...unit,
      premisesCount: counts.get(unit.id) ?? 0,
    })),
  }))
}

/** How many premises there are now, by the id of the building and by the id of the unit. */
async function countPremises(
  tx: Tx,
  tenantId: string,
  of: { communityId?: string; buildingId?: string },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select coalesce(p.unit_id, p.building_id) as id, count(*)::int as count
    from registry.premises p
    where p.tenant_id = ${tenantId}::uuid and p.ended_on is null and p.building_id is not null
      ${of.communityId ? sql`and p.community_id = ${of.communityId}::uuid` : sql``}
      ${of.buildingId ? sql`and p.building_id = ${of.buildingId}::uuid` : sql``}
    group by grouping sets ((p.building_id), (p.unit_id))
    having coalesce(p.unit_id, p.building_id) is not null`.execute(registry(tx))
  return new Map(rows.map(row => [row.id, row.count]))
}
