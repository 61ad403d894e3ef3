import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { premisesAdded } from '../events.ts'
import { registry } from '../tables.ts'
import { roomAliases, roomLabel } from './room.ts'

export interface PremisesInput {
  buildingCode: string | null
  unitCode: string | null
  /** Of a parking space: the area it lies in. */
  areaCode: string | null
  code: string
  floor: number | null
  use: 'residential' | 'shop' | 'office' | 'dormitory' | 'parking' | 'storage' | 'public'
  state: 'unsold' | 'handed-over' | 'occupied' | 'vacant' | 'let' | 'decorating'
  layoutCode: string | null
  /** m², exact decimal text. */
  areaM2: string | null
  innerAreaM2: string | null
  /** From when the area holds. */
  areaFrom: string
}

/** The key of premises within a community: `building/unit/area/code`, empty where there is none. */
export function premisesKey(place: {
  buildingCode: string | null
  unitCode: string | null
  areaCode: string | null
  code: string
}): string {
  return [place.buildingCode ?? '', place.unitCode ?? '', place.areaCode ?? '', place.code].join('/')
}

/**
 * Makes the premises that are not there yet, with their area and every spelling that finds them; premises already there are
 * left as they are. Buildings and units must exist. Answers the ids of all in the community by `premisesKey`. Set-based.
 */
export async function ensurePremises(
  tx: Tx,
  actor: Actor,
  communityId: string,
  premises: PremisesInput[],
): Promise<{ idByKey: Map<string, string>; created: number }> {
  const tenantId = tenantOf(actor)
  const rows = premises.map(item => ({ ...item, id: newId(), label: roomLabel(item), aliases: roomAliases(item) }))
  const added = await insertPremises(tx, tenantId, communityId, rows)
  const isNew = new Set(added)
  const fresh = rows.filter(row => isNew.has(row.id))
  await insertAreas(tx, tenantId, fresh)
  await insertAliases(tx, tenantId, communityId, fresh)
  if (added.length > 0) await publish(tx, premisesAdded, { communityId, count: added.length })
  const all = await registry(tx)
    .selectFrom('registry.premises as p')
    .leftJoin('registry.building as b', join =>
      join.onRef('b.tenantId', '=', 'p.tenantId').onRef('b.id', '=', 'p.buildingId'),
    )
    .leftJoin('registry.unit as u', join => join.onRef('u.tenantId', '=', 'p.tenantId').onRef('u.id', '=', 'p.unitId'))
    .select(['p.id', 'p.code', 'p.areaCode', 'b.code as buildingCode', 'u.code as unitCode'])
    .where('p.tenantId', '=', tenantId)
    .where('p.communityId', '=', communityId)
    .execute()
  return { idByKey: new Map(all.map(row => [premisesKey(row), row.id])), created: added.length }
}

type Row = PremisesInput & { id: string; label: string; aliases: string[] }

async function insertPremises(tx: Tx, tenantId: string, communityId: string, rows: Row[]): Promise<string[]> {
  const added = await sql<{ id: string }>`
    insert into registry.premises (tenant_id, id, community_id, building_id, unit_id, area_code, code, label, floor, use, state, layout_code, created_at)
    select ${tenantId}, r.id, ${communityId}, b.id, u.id, r.area_code, r.code, r.label, r.floor, r.use, r.state, r.layout_code, ${now()}
    from unnest(${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.buildingCode)}::text[], ${rows.map(r => r.unitCode)}::text[], ${rows.map(r => r.areaCode)}::text[],
      ${rows.map(r => r.code)}::text[], ${rows.map(r => r.label)}::text[], ${rows.map(r => r.floor)}::int[], ${rows.map(r => r.use)}::text[],
      ${rows.map(r => r.state)}::text[], ${rows.map(r => r.layoutCode)}::text[])
      as r(id, building_code, unit_code, area_code, code, label, floor, use, state, layout_code)
    left join registry.building b on b.tenant_id = ${tenantId} and b.community_id = ${communityId} and b.code = r.building_code
    left join registry.unit u on u.tenant_id = ${tenantId} and u.building_id = b.id and u.code = r.unit_code
    where (r.building_code is null or b.id is not null) and (r.unit_code is null or u.id is not null)
    on conflict do nothing returning id`.execute(registry(tx))
  return added.rows.map(row => row.id)
}

async function insertAreas(tx: Tx, tenantId: string, rows: Row[]): Promise<void> {
  const measured = rows.filter(row => row.areaM2 !== null)
  await sql`
    insert into registry.premises_area (tenant_id, premises_id, from_on, area_m2, inner_area_m2)
    select ${tenantId}, r.id, r.from_on, r.area_m2, r.inner_area_m2
    from unnest(${measured.map(r => r.id)}::uuid[], ${measured.map(r => r.areaFrom)}::date[], ${measured.map(r => r.areaM2)}::numeric[],
      ${measured.map(r => r.innerAreaM2)}::numeric[]) as r(id, from_on, area_m2, inner_area_m2)`.execute(registry(tx))
}

async function insertAliases(tx: Tx, tenantId: string, communityId: string, rows: Row[]): Promise<void> {
  const aliases = rows.flatMap(row => row.aliases.map(alias => ({ alias, id: row.id })))
  await sql`
    insert into registry.premises_alias (tenant_id, community_id, alias, premises_id)
    select ${tenantId}, ${communityId}, a.alias, a.id from unnest(${aliases.map(a => a.alias)}::text[], ${aliases.map(a => a.id)}::uuid[]) as a(alias, id)
    on conflict do nothing`.execute(registry(tx))
}
