import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { premisesAdded } from '../events.ts'
import { registry } from '../tables.ts'
import { roomAliases, roomLabel } from './room.ts'
import type { State } from './state.ts'
import type { Orientation, Ownership, Use } from './words.ts'

export interface PremisesInput {
  buildingCode: string | null
  unitCode: string | null
  /** Of a parking space: the area it lies in. */
  areaCode: string | null
  code: string
  floor: number | null
  /** The top floor of a room over several. */
  floorTo?: number | null
  use: Use
  state: State
  /** Since when it is in this state; since `areaFrom` when left out. */
  stateFrom?: string
  ownership?: Ownership | null
  orientation?: Orientation | null
  layoutCode: string | null
  rooms?: number | null
  halls?: number | null
  baths?: number | null
  note?: string
  /** m², exact decimal text. */
  areaM2: string | null
  innerAreaM2: string | null
  sharedAreaM2?: string | null
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
 * Makes the premises that are not there yet, with their area, state and every spelling that finds them; premises already there are
 * left as they are. Buildings and units must exist. Answers the ids of all in the community that have not ended, by `premisesKey`.
 * Set-based.
 */
export async function ensurePremises(
  tx: Tx,
  actor: Actor,
  communityId: string,
  premises: PremisesInput[],
): Promise<{ idByKey: Map<string, string>; created: number }> {
  const created = await addPremises(
    tx,
    actor,
    communityId,
    premises.map(item => ({ ...item, id: newId() })),
  )
  const all = await registry(tx)
    .selectFrom('registry.premises as p')
    .leftJoin('registry.building as b', join =>
      join.onRef('b.tenantId', '=', 'p.tenantId').onRef('b.id', '=', 'p.buildingId'),
    )
    .leftJoin('registry.unit as u', join => join.onRef('u.tenantId', '=', 'p.tenantId').onRef('u.id', '=', 'p.unitId'))
    .select(['p.id', 'p.code', 'p.areaCode', 'b.code as buildingCode', 'u.code as unitCode'])
    .where('p.tenantId', '=', tenantOf(actor))
    .where('p.communityId', '=', communityId)
    .where('p.endedOn', 'is', null)
    .execute()
  return { idByKey: new Map(all.map(row => [premisesKey(row), row.id])), created: created.length }
}

/**
 * Makes premises under the ids given, where there are none of this place yet; answers the ids of those that were made. Buildings
 * and units must exist. Set-based: one statement for premises, areas, states, aliases each.
 */
export async function addPremises(
  tx: Tx,
  actor: Actor,
  communityId: string,
  premises: (PremisesInput & { id: string })[],
): Promise<string[]> {
  if (premises.length > MANY) await planAnew(tx)
  const tenantId = tenantOf(actor)
  const rows = premises.map(item => ({ ...item, label: roomLabel(item), aliases: roomAliases(item) }))
  const added = await insertPremises(tx, tenantId, communityId, rows)
  const isNew = new Set(added)
  const fresh = rows.filter(row => isNew.has(row.id))
  await insertAreas(tx, actor, fresh)
  await insertStates(tx, actor, communityId, fresh)
  await insertAliases(tx, tenantId, communityId, fresh)
  if (added.length > 0) await publish(tx, premisesAdded, { communityId, count: added.length })
  return added
}

const MANY = 500

/**
 * PostgreSQL keeps its plans for checking foreign keys as long as the connection lives: made when a company had a dozen rooms, they
 * read the whole table for each of 10,000 new ones (75 s instead of 5). Until the end of this transaction it plans each anew.
 */
async function planAnew(tx: Tx): Promise<void> {
  await sql`set local plan_cache_mode = force_custom_plan`.execute(registry(tx))
}

type Row = PremisesInput & { id: string; label: string; aliases: string[] }

async function insertPremises(tx: Tx, tenantId: string, communityId: string, rows: Row[]): Promise<string[]> {
  const added = await sql<{ id: string }>`
    insert into registry.premises (tenant_id, id, community_id, building_id, unit_id, area_code, code, label, floor, floor_to, use, state,
      ownership, orientation, layout_code, rooms, halls, baths, note, created_at)
    select ${tenantId}, r.id, ${communityId}, b.id, u.id, r."areaCode", r.code, r.label, r.floor, r."floorTo", r.use, r.state,
      r.ownership, r.orientation, r."layoutCode", r.rooms, r.halls, r.baths, coalesce(r.note, ''), ${now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "buildingCode" text, "unitCode" text, "areaCode" text, code text,
      label text, floor int, "floorTo" int, use text, state text, ownership text, orientation text, "layoutCode" text, rooms int, halls int,
      baths int, note text)
    left join registry.building b on b.tenant_id = ${tenantId} and b.community_id = ${communityId} and b.code = r."buildingCode"
    left join registry.unit u on u.tenant_id = ${tenantId} and u.building_id = b.id and u.code = r."unitCode"
    where (r."buildingCode" is null or b.id is not null) and (r."unitCode" is null or u.id is not null)
    on conflict do nothing returning id`.execute(registry(tx))
  return added.rows.map(row => row.id)
}

async function insertAreas(tx: Tx, actor: Actor, rows: Row[]): Promise<void> {
  const measured = rows.filter(row => row.areaM2 !== null)
  await sql`
    insert into registry.premises_area (tenant_id, premises_id, from_on, area_m2, inner_area_m2, shared_area_m2, recorded_at, recorded_by)
    select ${tenantOf(actor)}, r.id, r.from_on, r.area_m2, r.inner_area_m2, r.shared_area_m2, ${now()}, ${actor.name}
    from unnest(${measured.map(r => r.id)}::uuid[], ${measured.map(r => r.areaFrom)}::date[], ${measured.map(r => r.areaM2)}::numeric[],
      ${measured.map(r => r.innerAreaM2)}::numeric[], ${measured.map(r => r.sharedAreaM2 ?? null)}::numeric[])
      as r(id, from_on, area_m2, inner_area_m2, shared_area_m2)`.execute(registry(tx))
}

async function insertStates(tx: Tx, actor: Actor, communityId: string, rows: Row[]): Promise<void> {
  await sql`
    insert into registry.premises_state (tenant_id, id, community_id, premises_id, from_on, state, changed_by, changed_by_name, changed_at)
    select ${tenantOf(actor)}, r.id, ${communityId}, r.premises_id, r.from_on, r.state, ${actor.id}, ${actor.name}, ${now()}
    from unnest(${rows.map(() => newId())}::uuid[], ${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.stateFrom ?? r.areaFrom)}::date[],
      ${rows.map(r => r.state)}::text[]) as r(id, premises_id, from_on, state)`.execute(registry(tx))
}

async function insertAliases(tx: Tx, tenantId: string, communityId: string, rows: Row[]): Promise<void> {
  const aliases = rows.flatMap(row => row.aliases.map(alias => ({ alias, id: row.id })))
  await sql`
    insert into registry.premises_alias (tenant_id, community_id, alias, premises_id)
    select ${tenantId}, ${communityId}, a.alias, a.id from unnest(${aliases.map(a => a.alias)}::text[], ${aliases.map(a => a.id)}::uuid[]) as a(alias, id)
    on conflict do nothing`.execute(registry(tx))
}
