import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, can, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { SearchHit, SearchPart, SearchRequest } from '../../platform/search.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { mayName } from '../people/may-name.ts'
import { namesPerson } from '../people/person-view.ts'
import { isPhone } from '../people/phone.ts'
import { aliasStart, isHomeNumber } from '../premises/room.ts'
import { registry } from '../tables.ts'

type Hit = ResponseOf<typeof contract.search>['hits'][number]

/**
 * Finds households, parsed by shape: a room in any spelling, else a name, pinyin, initials, phone or its last four digits.
 * Four digits may be both a room and a phone tail: both are answered, rooms first. Scope and tenant are the database's walls.
 */
export async function search(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.search>,
): Promise<ResponseOf<typeof contract.search>> {
  const rooms = await findRooms(tx, actor, input)
  const people = await findPeople(tx, actor, input)
  const hits: Hit[] = [
    ...rooms.map(({ use: _, ...hit }) => ({ ...hit, kind: 'premises' as const })),
    ...people.map(hit => ({ ...hit, kind: 'person' as const })),
  ]
  return { hits: hits.slice(0, input.limit) }
}

/** Rooms and parking spaces by any spelling; a space leads to its own page for who may read spaces. */
export const premisesSearch: SearchPart = {
  permission: 'registry.premises.read',
  find: async (tx, actor, input) => {
    const spaces = can(actor, 'registry.spaces.read')
    const rooms = await findRooms(tx, actor, input)
    return rooms.map(({ use, ...hit }) => ({ ...hit, kind: use === 'parking' && spaces ? 'space' : 'premises' }))
  },
}

/** People by name or a part of it, pinyin, initials, phone or its last four digits. */
export const peopleSearch: SearchPart = {
  permission: 'registry.people.read',
  find: async (tx, actor, input) => (await findPeople(tx, actor, input)).map(hit => ({ ...hit, kind: 'person' })),
}

/** No building, unit or room has a longer number: it is a phone, or the number of a bill. */
const LONGEST_PART = 8

/** Digits with letters or dashes among them are the number of a room, a vehicle or a paper: no name, no phone. */
function isNumber(text: string): boolean {
  const plain = text.normalize('NFKC').trim()
  if (isPhone(plain)) return false
  return /^[a-z\d-]{5,}$/i.test(plain) && /\d/.test(plain) && /[a-z-]/i.test(plain) && !/^\d{17}x$/i.test(plain)
}

/** Among so many that match the first by name are shown: nobody reads on, and a surname alone matches thousands. */
const ENOUGH = 300

type Found = Omit<SearchHit, 'kind'>

async function findRooms(tx: Tx, actor: Actor, input: SearchRequest): Promise<(Found & { use: string })[]> {
  const key = aliasStart(input.text)
  if (!key || key.split('-').some(part => part.length > LONGEST_PART && /^[a-z\d]+$/.test(part))) return []
  const { rows } = await sql<{
    id: string
    label: string
    use: string
    communityName: string
    occupants: string | null
  }>`
    with exact as materialized (
      select a.premises_id as id from registry.premises_alias a
      where a.tenant_id = ${tenantOf(actor)} and a.alias = ${key} and ${ofCommunity(sql`a.community_id`, input)}
      order by a.premises_id limit ${input.limit}),
    -- What merely begins so is looked for where not enough is called exactly so: a bare number of rooms matches thousands.
    found as (
      select id, 0 as distance, length(${key}) as size from exact where (select count(*) from exact) >= ${input.limit}
      union all
      (select a.premises_id as id, min(case when a.alias = ${key} then 0 else 1 end) as distance, min(length(a.alias)) as size
      from registry.premises_alias a
      where a.tenant_id = ${tenantOf(actor)} and ${startsWith(sql`a.alias`, key)} and ${ofCommunity(sql`a.community_id`, input)}
        and (select count(*) from exact) < ${input.limit}
      group by a.premises_id order by distance, size, id limit ${input.limit}))
    select p.id, p.label, p.use, c.name as community_name,
      (select string_agg(n.name, '、' order by o.from_on, o.id) from registry.occupancy o
         join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
        where o.tenant_id = p.tenant_id and o.premises_id = p.id and (o.to_on is null or o.to_on >= ${today()}::date)) as occupants
    from found f join registry.premises p on p.tenant_id = ${tenantOf(actor)} and p.id = f.id and p.ended_on is null
    join registry.community c on c.tenant_id = p.tenant_id and c.id = p.community_id
    order by f.distance, f.size, p.label, p.id`.execute(registry(tx))
  return rows.map(row => ({
    id: row.id,
    use: row.use,
    title: row.label,
    subtitle: [row.communityName, mayName(actor) ? row.occupants : null].filter(Boolean).join(' · '),
    premisesId: row.id,
  }))
}

/** First those whose name begins with the text, then those whose name contains it. */
async function findPeople(tx: Tx, actor: Actor, input: SearchRequest): Promise<Found[]> {
  if (isNumber(input.text)) return []
  const first = await peopleWho(tx, actor, input, namesPerson(input.text, false))
  if (first.length > 0 || isHomeNumber(input.text)) return first
  return peopleWho(tx, actor, input, namesPerson(input.text, true, ENOUGH))
}

async function peopleWho(tx: Tx, actor: Actor, input: SearchRequest, condition: RawBuilder<SqlBool>): Promise<Found[]> {
  const { rows } = await sql<{ id: string; name: string; premisesId: string | null; places: string | null }>`
    with matching as materialized (
      select n.tenant_id, n.id, n.name, n.name_pinyin from registry.person n
      where n.tenant_id = ${tenantOf(actor)} and n.merged_into is null and n.erased_on is null and ${condition}
        and ${ofCommunity(sql`n.community_id`, input)}
      limit ${ENOUGH}),
    found as (select * from matching order by name_pinyin, id limit ${input.limit})
    select f.id, f.name, h.premises_id, h.places from found f
    left join lateral (
      select (array_agg(p.id order by o.kind <> 'owner', p.label))[1] as premises_id, string_agg(c.name || ' ' || p.label, '、' order by p.label) as places
      from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
      join registry.community c on c.tenant_id = p.tenant_id and c.id = p.community_id
      where o.tenant_id = f.tenant_id and o.person_id = f.id and (o.to_on is null or o.to_on >= ${today()}::date)) h on true
    order by f.name_pinyin, f.id`.execute(registry(tx))
  return rows.map(row => ({
    id: row.id,
    title: row.name,
    subtitle: row.places ?? '',
    premisesId: row.premisesId,
  }))
}

function ofCommunity(column: RawBuilder<unknown>, { communityId }: SearchRequest): RawBuilder<SqlBool> {
  return communityId === undefined ? sql<SqlBool>`true` : sql<SqlBool>`${column} = ${communityId}`
}
