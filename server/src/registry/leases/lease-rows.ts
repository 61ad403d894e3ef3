import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { namesPerson } from '../people/person-view.ts'
import { roomKeys } from '../premises/room.ts'

export type LeaseRow = ResponseOf<typeof contract.listLeases>['items'][number]
export type LeaseFilters = Omit<RequestOf<typeof contract.listLeases>, 'limit' | 'cursor' | 'sort'>

/** The signed lease that goes on from `l`, if any. */
const renewal = sql`(select r.id from registry.lease r where r.tenant_id = l.tenant_id and r.renews_id = l.id
  and r.signed_on is not null and (r.ended_on is null or r.ended_on >= r.from_on) limit 1)`

/** What the lease `l` is today; `reminderDays` before its end it is ending, unless something signed goes on from it. */
export function leaseStatus(reminderDays: number): RawBuilder<LeaseRow['status']> {
  const day = sql`${today()}::date`
  return sql<
    LeaseRow['status']
  >`(case when l.signed_on is null then 'draft' when l.ended_on < l.from_on then 'cancelled'
    when l.ended_on < ${day} then 'terminated' when l.to_on < ${day} then 'ended' when l.from_on > ${day} then 'upcoming'
    when coalesce(l.ended_on, l.to_on) <= ${day} + ${reminderDays}::int and ${renewal} is null then 'ending' else 'active' end)`
}

const parties = (
  role: 'landlord' | 'tenant',
) => sql`(select coalesce(json_agg(json_build_object('id', q.person_id, 'name', coalesce(n.name, ''))
  order by q.position), '[]') from registry.lease_party q
  left join registry.person n on n.tenant_id = q.tenant_id and n.id = q.person_id
  where q.tenant_id = l.tenant_id and q.lease_id = l.id and q.role = ${sql.lit(role)})`

/** What a row of the list shows; asked for the rows of the page only. */
export function leaseColumns(reminderDays: number): RawBuilder<unknown> {
  return sql`l.id, l.community_id, (select c.name from registry.community c where c.tenant_id = l.tenant_id and c.id = l.community_id) as community_name,
    l.number, ${leaseStatus(reminderDays)} as status, l.signed_on, l.from_on, l.to_on, l.ended_on,
    (select coalesce(json_agg(json_build_object('id', p.id, 'label', p.label) order by p.sort_key, p.id), '[]') from registry.leased_premises x
      join registry.premises p on p.tenant_id = x.tenant_id and p.id = x.premises_id where x.tenant_id = l.tenant_id and x.lease_id = l.id) as premises,
    ${parties('landlord')} as landlords, ${parties('tenant')} as tenants, l.rent_kind, l.rent_fen, l.rent_period, l.unit_price::text, l.area_m2::text,
    l.pay_every_months, l.payment_day, l.deposit_fen, l.purpose, l.staff_id,
    (select s.name from identity.public_staff s where s.tenant_id = l.tenant_id and s.id = l.staff_id) as staff_name,
    l.renews_id, ${renewal} as renewed_by_id, l.version`
}

/** The filters, about leases `l` alone. */
export function leaseCondition(actor: Actor, filters: LeaseFilters, reminderDays: number): RawBuilder<SqlBool> {
  const lets = (condition: RawBuilder<unknown>) =>
    sql`l.id in (select x.lease_id from registry.leased_premises x where x.tenant_id = platform.tenant_id() and ${condition})`
  const day = sql`${today()}::date`
  const conditions = [
    sql`l.tenant_id = ${tenantOf(actor)}::uuid`,
    filters.communityId ? sql`l.community_id = ${filters.communityId}::uuid` : null,
    filters.premisesId ? lets(sql`x.premises_id = ${filters.premisesId}::uuid`) : null,
    filters.buildingId
      ? lets(sql`x.premises_id in (select p.id from registry.premises p where p.tenant_id = platform.tenant_id()
          and p.building_id = ${filters.buildingId}::uuid)`)
      : null,
    filters.personId
      ? sql`l.id in (select q.lease_id from registry.lease_party q where q.tenant_id = platform.tenant_id() and q.person_id = ${filters.personId}::uuid)`
      : null,
    filters.status ? sql`${leaseStatus(reminderDays)} = ${filters.status}` : null,
    filters.endsWithin === undefined
      ? null
      : sql`l.signed_on is not null and l.from_on <= coalesce(l.ended_on, l.to_on)
          and coalesce(l.ended_on, l.to_on) between ${day} and ${day} + ${filters.endsWithin}::int`,
    filters.text ? namesLease(filters.text) : null,
  ]
  return sql<SqlBool>`${sql.join(
    conditions.filter(condition => condition !== null),
    sql` and `,
  )}`
}

/** Whether a text is the number of the lease from its beginning, what it lets in any spelling, or one of its parties. */
function namesLease(text: string): RawBuilder<SqlBool> {
  const [room] = roomKeys(text)
  const ways = [
    startsWith(sql`l.number`, text.trim()),
    ...(room
      ? [
          sql<SqlBool>`l.id in (select x.lease_id from registry.leased_premises x join registry.premises_alias a
            on a.tenant_id = x.tenant_id and a.premises_id = x.premises_id where x.tenant_id = platform.tenant_id() and ${startsWith(sql`a.alias`, room)})`,
        ]
      : []),
    sql<SqlBool>`l.id in (select q.lease_id from registry.lease_party q join registry.person n on n.tenant_id = q.tenant_id and n.id = q.person_id
      where q.tenant_id = platform.tenant_id() and ${namesPerson(text, true)})`,
  ]
  return sql<SqlBool>`(${sql.join(ways, sql` or `)})`
}
