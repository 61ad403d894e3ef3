import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { registry } from '../tables.ts'

export interface BuildingInput {
  code: string
  name?: string
}

export interface UnitInput {
  buildingCode: string
  code: string
  floors: number | null
  hasLift: boolean
}

/** Makes the buildings that are not there yet; answers the ids of all by code. Set-based. */
export async function ensureBuildings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  buildings: BuildingInput[],
): Promise<{ idByCode: Map<string, string>; created: number }> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql`
    insert into registry.building (tenant_id, id, community_id, code, name)
    select ${tenantId}, b.id, ${communityId}, b.code, b.name
    from unnest(${buildings.map(() => newId())}::uuid[], ${buildings.map(b => b.code)}::text[], ${buildings.map(b => b.name ?? `${b.code}栋`)}::text[]) as b(id, code, name)
    on conflict do nothing returning id`.execute(registry(tx))
  const all = await registry(tx)
    .selectFrom('registry.building')
    .select(['id', 'code'])
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', communityId)
    .execute()
  return { idByCode: new Map(all.map(building => [building.code, building.id])), created: rows.length }
}

/** Makes the units that are not there yet; answers the ids of all by `building/unit`. Buildings must exist. Set-based. */
export async function ensureUnits(
  tx: Tx,
  actor: Actor,
  communityId: string,
  units: UnitInput[],
): Promise<{ idByKey: Map<string, string>; created: number }> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql`
    insert into registry.unit (tenant_id, id, community_id, building_id, code, floors, has_lift)
    select ${tenantId}, u.id, ${communityId}, b.id, u.code, u.floors, u.has_lift
    from unnest(${units.map(() => newId())}::uuid[], ${units.map(u => u.buildingCode)}::text[], ${units.map(u => u.code)}::text[],
      ${units.map(u => u.floors)}::int[], ${units.map(u => u.hasLift)}::boolean[]) as u(id, building_code, code, floors, has_lift)
    join registry.building b on b.tenant_id = ${tenantId} and b.community_id = ${communityId} and b.code = u.building_code
    on conflict do nothing returning id`.execute(registry(tx))
  const all = await registry(tx)
    .selectFrom('registry.unit as u')
    .innerJoin('registry.building as b', join =>
      join.onRef('b.tenantId', '=', 'u.tenantId').onRef('b.id', '=', 'u.buildingId'),
    )
    .select(['u.id', 'u.code', 'b.code as buildingCode'])
    .where('u.tenantId', '=', tenantId)
    .where('u.communityId', '=', communityId)
    .execute()
  return { idByKey: new Map(all.map(unit => [`${unit.buildingCode}/${unit.code}`, unit.id])), created: rows.length }
}
