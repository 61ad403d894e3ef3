import type { registry as contract, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'

export type CheckCode = ResponseOf<typeof contract.qualityOverview>['checks'][number]['code']
export type CheckObject = ResponseOf<typeof contract.qualityOverview>['checks'][number]['object']

/**
 * A check is data: one question whose rows are what is to be mended. Columns: community_id, object_id, title, detail, premises_id.
 * The walls of the database keep to the actor's company and scope. `day` is today, as SQL.
 */
export interface Check {
  code: CheckCode
  object: CheckObject
  /** How much a community whose every thing fails loses, against the other checks. */
  weight: number
  rows: (day: RawBuilder<unknown>) => RawBuilder<unknown>
}

const ROOMS = sql`('residential', 'shop', 'office')`
const present = (o: string, day: RawBuilder<unknown>) =>
  sql`${sql.raw(o)}.from_on <= ${day} and (${sql.raw(o)}.to_on is null or ${sql.raw(o)}.to_on >= ${day})`
const mine = (alias: string) => sql`${sql.raw(alias)}.tenant_id = platform.tenant_id()`

/** The labels of the company's own fields that must be answered and are not of `n`, as `f.labels`; null when none. */
const unanswered = (subject: 'person' | 'premises' | 'vehicle') =>
  sql`cross join lateral (select string_agg(f.label, '、' order by f.position, f.label) as labels from registry.custom_field f
    where f.tenant_id = platform.tenant_id() and f.subject = ${subject} and f.required and f.archived_at is null
      and not exists (select 1 from ${sql.table(`registry.${subject}_field_value`)} v
        where v.tenant_id = f.tenant_id and v.field_id = f.id and ${sql.ref(`v.${subject}_id`)} = n.id)) f`

/** Asked once, before any row is looked at: most companies ask nothing. */
const asks = (subject: 'person' | 'premises' | 'vehicle') => sql`exists (select 1 from registry.custom_field f
  where f.tenant_id = platform.tenant_id() and f.subject = ${subject} and f.required and f.archived_at is null)`

const CHECKS: Check[] = [
  {
    code: 'person-phone-missing',
    object: 'person',
    weight: 3,
    rows: day => sql`select o.community_id, n.id as object_id, n.name as title, string_agg(distinct p.label, '、') as detail, (array_agg(p.id))[1] as premises_id
      from registry.occupancy o join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
      where ${mine('o')} and o.kind in ('owner', 'tenant') and ${present('o', day)} and n.merged_into is null
        and not exists (select 1 from registry.person_phone f where f.tenant_id = n.tenant_id and f.person_id = n.id)
      group by o.community_id, n.id, n.name`,
  },
  {
    code: 'person-duplicate',
    object: 'person',
    weight: 2,
    rows: () => sql`with same as (
        select n.id, f.number_index as mark from registry.person n
        join registry.person_phone f on f.tenant_id = n.tenant_id and f.person_id = n.id
        where ${mine('n')} and n.merged_into is null
          and exists (select 1 from registry.person_phone g join registry.person m on m.tenant_id = g.tenant_id and m.id = g.person_id
            where g.tenant_id = f.tenant_id and g.number_index = f.number_index and g.person_id <> n.id and m.name = n.name and m.merged_into is null)
        union
        select n.id, n.id_number_index from registry.person n where ${mine('n')} and n.merged_into is null and n.id_number_index is not null
          and exists (select 1 from registry.person m where m.tenant_id = n.tenant_id and m.id_number_index = n.id_number_index
            and m.id <> n.id and m.merged_into is null))
      select n.community_id, n.id as object_id, n.name as title,
        coalesce((select string_agg(distinct p.label, '、') from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
          where o.tenant_id = n.tenant_id and o.person_id = n.id), '') as detail, null::uuid as premises_id
      from registry.person n where ${mine('n')} and n.id in (select id from same)`,
  },
  {
    code: 'person-fields-missing',
    object: 'person',
    weight: 1,
    rows: day => sql`select o.community_id, n.id as object_id, n.name as title, f.labels as detail, null::uuid as premises_id
      from (select distinct o.tenant_id, o.community_id, o.person_id from registry.occupancy o
        where ${mine('o')} and o.kind in ('owner', 'tenant') and ${present('o', day)} and ${asks('person')}) o
      join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id and n.merged_into is null and n.erased_on is null
      ${unanswered('person')} where f.labels is not null`,
  },
  {
    code: 'premises-fields-missing',
    object: 'premises',
    weight: 1,
    rows: () => sql`select n.community_id, n.id as object_id, n.label as title, f.labels as detail, n.id as premises_id
      from registry.premises n ${unanswered('premises')}
      where ${mine('n')} and n.ended_on is null and n.use in ${ROOMS} and ${asks('premises')} and f.labels is not null`,
  },
  {
    code: 'vehicle-fields-missing',
    object: 'vehicle',
    weight: 1,
    rows: () => sql`select n.community_id, n.id as object_id, n.plate as title, f.labels as detail, n.premises_id
      from registry.vehicle n ${unanswered('vehicle')}
      where ${mine('n')} and n.state = 'active' and ${asks('vehicle')} and f.labels is not null`,
  },
  {
    code: 'premises-area-missing',
    object: 'premises',
    weight: 4,
    rows: day => sql`select p.community_id, p.id as object_id, p.label as title, '' as detail, p.id as premises_id from registry.premises p
      where ${mine('p')} and p.ended_on is null and p.use in ${ROOMS}
        and not exists (select 1 from registry.premises_area a where a.tenant_id = p.tenant_id and a.premises_id = p.id and a.from_on <= ${day})`,
  },
  {
    code: 'premises-owner-missing',
    object: 'premises',
    weight: 4,
    rows: day => sql`select p.community_id, p.id as object_id, p.label as title, '' as detail, p.id as premises_id from registry.premises p
      where ${mine('p')} and p.ended_on is null and p.use in ${ROOMS} and p.state <> 'unsold'
        and not exists (select 1 from registry.occupancy o where o.tenant_id = p.tenant_id and o.premises_id = p.id and o.kind = 'owner' and ${present('o', day)})`,
  },
  {
    code: 'premises-shares-wrong',
    object: 'premises',
    weight: 2,
    rows: day => sql`select p.community_id, p.id as object_id, p.label as title,
        string_agg(n.name || ' ' || coalesce(trim_scale(o.share * 100)::text || '%', '–'), '、' order by n.name) as detail, p.id as premises_id
      from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
      join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where ${mine('o')} and o.kind = 'owner' and ${present('o', day)} and p.ended_on is null group by p.community_id, p.id, p.label
      having count(o.share) > 0 and (count(o.share) < count(*) or sum(o.share) <> 1)`,
  },
  {
    code: 'premises-label-twice',
    object: 'premises',
    weight: 3,
    rows: () => sql`select p.community_id, p.id as object_id, p.label as title, coalesce(p.area_code, '') as detail, p.id as premises_id
      from (select q.*, count(*) over (partition by q.community_id, q.label) as twins from registry.premises q where ${mine('q')} and q.ended_on is null) p
      where p.twins > 1`,
  },
  {
    code: 'occupancy-overlaps',
    object: 'premises',
    weight: 1,
    rows: day => sql`select p.community_id, p.id as object_id, p.label as title, string_agg(distinct n.name, '、') as detail, p.id as premises_id
      from registry.occupancy o join registry.occupancy x on x.tenant_id = o.tenant_id and x.premises_id = o.premises_id and x.person_id = o.person_id
        and x.kind > o.kind and daterange(x.from_on, x.to_on, '[]') && daterange(o.from_on, o.to_on, '[]')
      join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
      join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where ${mine('o')} and ${present('o', day)} and ${present('x', day)} group by p.community_id, p.id, p.label`,
  },
  {
    code: 'unit-floors-missing',
    object: 'unit',
    weight: 1,
    rows: () => sql`select u.community_id, u.id as object_id, b.name || ' ' || u.code as title, '' as detail, null::uuid as premises_id
      from registry.unit u join registry.building b on b.tenant_id = u.tenant_id and b.id = u.building_id where ${mine('u')} and u.floors is null`,
  },
  {
    code: 'vehicle-orphan',
    object: 'vehicle',
    weight: 2,
    rows: day => sql`select v.community_id, v.id as object_id, v.plate as title,
        concat_ws(' · ', n.name, p.label) as detail, v.premises_id
      from registry.vehicle v left join registry.person n on n.tenant_id = v.tenant_id and n.id = v.owner_id
      left join registry.premises p on p.tenant_id = v.tenant_id and p.id = v.premises_id
      where ${mine('v')} and v.state = 'active' and (v.premises_id is null or p.ended_on is not null
        or (v.owner_id is null and not exists (select 1 from registry.occupancy o where o.tenant_id = v.tenant_id and o.premises_id = v.premises_id and ${present('o', day)}))
        or (v.owner_id is not null and not exists (select 1 from registry.occupancy o where o.tenant_id = v.tenant_id and o.premises_id = v.premises_id
          and o.person_id = v.owner_id and ${present('o', day)})))`,
  },
  {
    code: 'vehicle-permit-expired',
    object: 'vehicle',
    weight: 1,
    rows: day => sql`select v.community_id, v.id as object_id, v.plate as title, max(k.to_on)::text as detail, v.premises_id
      from registry.vehicle v join registry.vehicle_permit k on k.tenant_id = v.tenant_id and k.vehicle_id = v.id and k.state = 'active'
      where ${mine('v')} and v.state = 'active' group by v.community_id, v.id, v.plate, v.premises_id
      having bool_and(coalesce(k.to_on < ${day}, false))`,
  },
  {
    code: 'space-permits-twice',
    object: 'space',
    weight: 2,
    rows: day => sql`select p.community_id, p.id as object_id, p.label as title, string_agg(v.plate, '、' order by v.plate) as detail, p.id as premises_id
      from registry.vehicle_permit k join registry.premises p on p.tenant_id = k.tenant_id and p.id = k.space_id
      join registry.vehicle v on v.tenant_id = k.tenant_id and v.id = k.vehicle_id and v.state = 'active'
      where ${mine('k')} and k.state = 'active' and ${present('k', day)} group by p.community_id, p.id, p.label
      having count(distinct coalesce(v.premises_id, v.id)) > 1`,
  },
  {
    code: 'space-titled-wrongly',
    object: 'space',
    weight: 2,
    rows: day => sql`select s.community_id, p.id as object_id, p.label as title, string_agg(n.name, '、' order by n.name) as detail, p.id as premises_id
      from registry.space s join registry.premises p on p.tenant_id = s.tenant_id and p.id = s.premises_id
      join registry.occupancy o on o.tenant_id = p.tenant_id and o.premises_id = p.id and o.kind = 'owner' and ${present('o', day)}
      join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where ${mine('s')} and s.tenure in ('civil-defence', 'public') group by s.community_id, p.id, p.label`,
  },
  {
    code: 'space-lease-over',
    object: 'space',
    weight: 1,
    rows: day => sql`select t.community_id, p.id as object_id, p.label as title, n.name || ' · ' || max(l.to_on)::text as detail, p.id as premises_id
      from registry.space_lease l join registry.let_space t on t.tenant_id = l.tenant_id and t.lease_id = l.id
      join registry.premises p on p.tenant_id = t.tenant_id and p.id = t.premises_id
      join registry.person n on n.tenant_id = l.tenant_id and n.id = l.holder_id
      where ${mine('l')} and l.ended_on is null and l.to_on < ${day}
        and not exists (select 1 from registry.let_space x where x.tenant_id = t.tenant_id and x.premises_id = t.premises_id and upper(x.days) > upper(t.days))
      group by t.community_id, p.id, p.label, n.name`,
  },
]

/** A check by its code; undefined for one that is asked otherwise (`wrong-documents.ts`) or whose module is not there. */
export function checkOf(code: CheckCode): Check | undefined {
  return CHECKS.find(one => one.code === code)
}

/** Registers a check over what a module to the right keeps of the premises. */
export function defineCheck(check: Check): void {
  if (!checkOf(check.code)) CHECKS.push(check)
}

/** How many things of a kind there are in each community: what the findings are measured by. */
export const BASES: Record<CheckObject, RawBuilder<unknown>> = {
  person: sql`select o.community_id, count(distinct o.person_id)::int as base from registry.occupancy o where ${mine('o')} group by 1`,
  premises: sql`select p.community_id, count(*)::int as base from registry.premises p where ${mine('p')} and p.ended_on is null and p.use in ${ROOMS} group by 1`,
  unit: sql`select u.community_id, count(*)::int as base from registry.unit u where ${mine('u')} group by 1`,
  vehicle: sql`select v.community_id, count(*)::int as base from registry.vehicle v where ${mine('v')} and v.state = 'active' group by 1`,
  space: sql`select s.community_id, count(*)::int as base from registry.space s where ${mine('s')} group by 1`,
}
