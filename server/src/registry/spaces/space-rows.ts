import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { peopleNamed } from '../people/person-view.ts'
import { roomKeys } from '../premises/room.ts'
import { registry } from '../tables.ts'
import { plateMatches } from '../vehicles/vehicle-view.ts'

export type SpaceRow = ResponseOf<typeof contract.listSpaces>['items'][number]
export type SpaceFilters = Omit<RequestOf<typeof contract.listSpaces>, 'limit' | 'cursor' | 'sort'>

/** Let today, else owned, else kept for somebody, else free: worked out, so that it is never out of step with leases and owners. */
export const SPACE_STATE = sql<string>`(case when h.lease_id is not null then 'let' when w.person_id is not null then 'owned'
  when s.reserved_for is not null and (s.reserved_until is null or s.reserved_until >= d.day) then 'reserved' else 'free' end)`

/** Spaces `s` with premises `p`, today's lease `h`, owner `w`, and mother and child. */
export function spacesFrom(): RawBuilder<unknown> {
  return sql`(select ${today()}::date as day) d cross join registry.space s
    join registry.premises p on p.tenant_id = s.tenant_id and p.id = s.premises_id and p.use = 'parking'
    join registry.community c on c.tenant_id = s.tenant_id and c.id = s.community_id
    left join registry.premises m on m.tenant_id = s.tenant_id and m.id = s.mother_id
    left join registry.space k on k.tenant_id = s.tenant_id and k.mother_id = s.premises_id
    left join registry.premises kp on kp.tenant_id = k.tenant_id and kp.id = k.premises_id
    left join lateral (select l.id as lease_id, l.holder_id, n.name as holder_name, coalesce(l.ended_on, l.to_on) as until, l.vehicle_ids
      from registry.let_space t join registry.space_lease l on l.tenant_id = t.tenant_id and l.id = t.lease_id
      left join registry.person n on n.tenant_id = l.tenant_id and n.id = l.holder_id
      where t.tenant_id = s.tenant_id and t.premises_id = s.premises_id and t.days @> d.day limit 1) h on true
    left join lateral (select o.person_id, n.name from registry.occupancy o
      left join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where o.tenant_id = s.tenant_id and o.premises_id = s.premises_id and o.kind = 'owner' and o.from_on <= d.day
        and (o.to_on is null or o.to_on >= d.day) order by o.from_on, o.id limit 1) w on true`
}

/** Premises `p` of spaces, with the space `s` where filters or the order ask of it: enough where nothing is asked of leases and owners. */
export function spacesAlone({ tenure, size, charging }: SpaceFilters, sort: string | undefined): RawBuilder<unknown> {
  const asksSpace = tenure || size || charging || /tenure/.test(sort ?? '')
  return asksSpace
    ? sql`registry.space s join registry.premises p on p.tenant_id = s.tenant_id and p.id = s.premises_id`
    : sql`registry.premises p`
}

/** Whether filters ask of today's lease or owner. */
export function asksWho({ state, personId, householdId }: SpaceFilters): boolean {
  return Boolean(state || personId || householdId)
}

/** What a row of the list shows. */
export const SPACE_COLUMNS = sql`s.premises_id as id, s.community_id, c.name as community_name, p.label, p.area_code, p.code, p.floor, s.zone, s.tenure,
  s.size, s.charging, ${SPACE_STATE} as state, s.mother_id, m.label as mother_label, k.premises_id as child_id, kp.label as child_label,
  w.person_id as owner_id, w.name as owner_name, h.holder_id, h.holder_name, h.until as let_until, s.version,
  coalesce((select array_agg(v.plate order by v.plate) from registry.vehicle v where v.tenant_id = s.tenant_id and v.id = any (h.vehicle_ids)), '{}') as plates`

/**
 * The condition of a list's filters and, where a text names single spaces, these as tables for `with` and its condition: found once, by the list
 * whose matches are few.
 */
export async function matchingSpaces(
  tx: Tx,
  actor: Actor,
  filters: SpaceFilters,
): Promise<{ tables: RawBuilder<unknown>[] | null; condition: RawBuilder<SqlBool> }> {
  const { text, ...rest } = filters
  const condition = spaceCondition(actor, rest)
  const area = areaOf(text ?? '')
  // Every one of them is a 车位.
  if (!text || area === '') return { tables: null, condition }
  if (area !== null && !(await someIsCalled(tx, text)))
    return { tables: null, condition: sql<SqlBool>`${condition} and ${await inArea(tx, actor, area)}` }
  return {
    tables: spacesNamed(actor, text, area === null ? [] : [await inArea(tx, actor, area)]),
    condition: sql<SqlBool>`${condition} and p.id in (select n.premises_id from named n)`,
  }
}

/** The condition of a list's filters but the text. */
export function spaceCondition(actor: Actor, filters: Omit<SpaceFilters, 'text'>): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`p.tenant_id = ${tenantOf(actor)} and p.use = 'parking' and p.ended_on is null`,
    ...(filters.communityId ? [sql<SqlBool>`p.community_id = ${filters.communityId}`] : []),
    ...(filters.householdId ? [ofHousehold(actor, filters.householdId)] : []),
    ...(filters.personId ? [sql<SqlBool>`${filters.personId} in (h.holder_id, w.person_id)`] : []),
    ...(filters.areaCode ? [sql<SqlBool>`p.area_code = ${filters.areaCode}`] : []),
    ...(filters.tenure ? [sql<SqlBool>`s.tenure = ${filters.tenure}`] : []),
    ...(filters.size ? [sql<SqlBool>`s.size = ${filters.size}`] : []),
    ...(filters.charging ? [sql<SqlBool>`s.charging = ${filters.charging}`] : []),
    ...(filters.state ? [sql<SqlBool>`${SPACE_STATE} = ${filters.state}`] : []),
  ]
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

/** Whether who is in a household today owns or rents the space. */
function ofHousehold(actor: Actor, premisesId: string): RawBuilder<SqlBool> {
  const members = sql`select x.person_id from registry.occupancy x where x.tenant_id = ${tenantOf(actor)} and x.premises_id = ${premisesId}
    and x.from_on <= ${today()}::date and (x.to_on is null or x.to_on >= ${today()}::date)`
  return sql<SqlBool>`(w.person_id in (${members}) or h.holder_id in (${members}))`
}

/** The area that a text names, `A区` or `A区车位`, in lower case; empty for 车位 alone, null when it names none. */
function areaOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  if (plain === '车位') return ''
  return /^([\p{L}\p{N}-]{1,20}?)区(?:车位)?$/u.exec(plain)?.[1] ?? null
}

/** Whether anybody's name has a text in it. */
async function someIsCalled(tx: Tx, text: string): Promise<boolean> {
  const { people, condition } = peopleNamed(text)
  const { rows } =
    await sql`select 1 from ${people} n where n.tenant_id = platform.tenant_id() and ${condition} limit 1`.execute(
      registry(tx),
    )
  return rows.length > 0
}

/** Letters of which every way to write them large or small is tried. */
const FEW_LETTERS = 6

/** Whether the space with premises `p` lies in an area, written large or small: those that there are, so that their index finds them. */
async function inArea(tx: Tx, actor: Actor, area: string): Promise<RawBuilder<SqlBool>> {
  const { rows } = await sql<{ code: string }>`
    select v.code from unnest(${spellingsOf(area)}::text[]) v(code) where exists (select from registry.premises q
      where q.tenant_id = ${tenantOf(actor)} and q.use = 'parking' and q.area_code = v.code)`.execute(registry(tx))
  const codes = rows.map(row => row.code)
  const [code] = codes
  const lies = sql<SqlBool>`p.area_code = any(${codes}::text[])`
  // Those of one area stand together in the list's order.
  return codes.length === 1 && code !== undefined
    ? sql<SqlBool>`(${lies} and p.place_key >= ${`${code} `} and p.place_key < ${`${code}!`})`
    : lies
}

function spellingsOf(lower: string): string[] {
  if ([...lower].filter(letter => letter !== letter.toUpperCase()).length > FEW_LETTERS)
    return [lower, lower.toUpperCase()]
  return [...lower].reduce(
    (begun, letter) => begun.flatMap(start => [...new Set([letter, letter.toUpperCase()])].map(next => start + next)),
    [''],
  )
}

/** The table `named`: spaces that a text is in any spelling, its owner or holder of today, or a plate that parks there; each found by an index. */
function spacesNamed(actor: Actor, text: string, more: RawBuilder<SqlBool>[]): RawBuilder<unknown>[] {
  const tenantId = tenantOf(actor)
  const day = sql`${today()}::date`
  const [room] = roomKeys(text)
  const plate = plateMatches('v', text)
  const { people, condition } = peopleNamed(text)
  const leased = (which: RawBuilder<unknown>) => sql`select t.premises_id from registry.space_lease l
    join registry.let_space t on t.tenant_id = l.tenant_id and t.lease_id = l.id and t.days @> ${day}
    where l.tenant_id = ${tenantId} and ${which}`
  const ways = [
    ...(room
      ? [
          sql`select a.premises_id from registry.premises_alias a where a.tenant_id = ${tenantId} and ${startsWith(sql`a.alias`, room)}`,
        ]
      : []),
    ...more.map(
      area =>
        sql`select p.id from registry.premises p where p.tenant_id = ${tenantId} and p.use = 'parking' and ${area}`,
    ),
    ...(plate
      ? [
          sql`select t.premises_id from registry.parked_vehicle t
            where t.tenant_id = ${tenantId} and t.days @> ${day} and t.vehicle_id in (select c.id from cars c)`,
        ]
      : []),
    leased(sql`l.holder_id in (select c.id from called c)`),
    sql`select o.premises_id from called c
      join registry.occupancy o on o.tenant_id = ${tenantId} and o.person_id = c.id and o.kind = 'owner' and o.from_on <= ${day}
        and (o.to_on is null or o.to_on >= ${day})`,
  ]
  return [
    ...(plate
      ? [sql`cars as materialized (select v.id from registry.vehicle v where v.tenant_id = ${tenantId} and ${plate})`]
      : []),
    sql`called as materialized (select n.id from ${people} n where n.tenant_id = ${tenantId} and ${condition})`,
    sql`named as materialized (select distinct x.premises_id from (${sql.join(ways, sql` union all `)}) x)`,
  ]
}
