import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { namesPerson } from '../people/person-view.ts'
import { roomKeys } from '../premises/room.ts'
import { registry } from '../tables.ts'

type Hit = ResponseOf<typeof contract.search>['hits'][number]
type Wanted = RequestOf<typeof contract.search>

/**
 * Finds households, parsed by shape: a room in any spelling, else a name, pinyin, initials, phone or its last four digits.
 * Four digits may be both a room and a phone tail: both are answered, rooms first. Scope and tenant are the database's walls.
 */
export async function search(tx: Tx, actor: Actor, input: Wanted): Promise<ResponseOf<typeof contract.search>> {
  const rooms = await findRooms(tx, actor, input)
  const first = await findPeople(tx, actor, input, false)
  // Few ask for a given name alone; only they pay for looking inside every name.
  const people =
    first.length === 0 && roomKeys(input.text).length === 0 ? await findPeople(tx, actor, input, true) : first
  return { hits: [...rooms, ...people].slice(0, input.limit) }
}

async function findRooms(tx: Tx, actor: Actor, input: Wanted): Promise<Hit[]> {
  const [key] = roomKeys(input.text)
  if (!key) return []
  const { rows } = await sql<{ id: string; label: string; communityName: string; occupants: string | null }>`
    with found as (
      select a.premises_id as id, min(case when a.alias = ${key} then 0 else 1 end) as distance, min(length(a.alias)) as size
      from registry.premises_alias a
      where a.tenant_id = ${tenantOf(actor)} and ${startsWith(sql`a.alias`, key)} and (${input.communityId ?? null}::uuid is null or a.community_id = ${input.communityId ?? null}::uuid)
      group by a.premises_id order by distance, size, id limit ${input.limit})
    select p.id, p.label, c.name as community_name,
      (select string_agg(n.name, '、' order by o.from_on, o.id) from registry.occupancy o
         join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
        where o.tenant_id = p.tenant_id and o.premises_id = p.id and (o.to_on is null or o.to_on >= ${today()}::date)) as occupants
    from found f join registry.premises p on p.tenant_id = ${tenantOf(actor)} and p.id = f.id
    join registry.community c on c.tenant_id = p.tenant_id and c.id = p.community_id
    order by f.distance, f.size, p.label`.execute(registry(tx))
  return rows.map(row => ({
    kind: 'premises',
    id: row.id,
    title: row.label,
    subtitle: [row.communityName, row.occupants].filter(Boolean).join(' · '),
    premisesId: row.id,
  }))
}

async function findPeople(tx: Tx, actor: Actor, input: Wanted, whole: boolean): Promise<Hit[]> {
  const { rows } = await sql<{ id: string; name: string; premisesId: string | null; places: string | null }>`
    with found as (
      select n.tenant_id, n.id, n.name, n.name_pinyin from registry.person n
      where n.tenant_id = ${tenantOf(actor)} and ${namesPerson(input.text, whole)}
        and (${input.communityId ?? null}::uuid is null or n.community_id = ${input.communityId ?? null}::uuid)
      order by n.name_pinyin, n.id limit ${input.limit})
    select f.id, f.name, h.premises_id, h.places from found f
    left join lateral (
      select (array_agg(p.id order by o.kind <> 'owner', p.label))[1] as premises_id, string_agg(c.name || ' ' || p.label, '、' order by p.label) as places
      from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
      join registry.community c on c.tenant_id = p.tenant_id and c.id = p.community_id
      where o.tenant_id = f.tenant_id and o.person_id = f.id and (o.to_on is null or o.to_on >= ${today()}::date)) h on true
    order by f.name_pinyin, f.id`.execute(registry(tx))
  return rows.map(row => ({
    kind: 'person',
    id: row.id,
    title: row.name,
    subtitle: row.places ?? '',
    premisesId: row.premisesId,
  }))
}
