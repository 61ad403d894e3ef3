import type { billing as contract, RequestOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

export type BulkInput = RequestOf<typeof contract.assignRuleInBulk>

export interface BulkPlace {
  communityId: string
  ruleId: string
}

/** An assignment that a filter asks for. */
export interface Wanted {
  premisesId: string
  premisesLabel: string
  startsOn: string
  endsOn: string | null
  quantity: string | null
  /** Whose days these are, where it is charged for a lease, and until when at most it was asked for. */
  leaseId: string | null
  /** Whoever rents, where that is who pays. */
  payerPersonId: string | null
  payerName: string | null
  alreadyAssigned: boolean
}

/**
 * The assignments that a filter asks for, by room: one a premises, or one a lease on the days of the lease. Of a quantity that is
 * counted, premises without any are left out.
 */
export async function readWanted(tx: Tx, actor: Actor, input: BulkInput, place: BulkPlace): Promise<Wanted[]> {
  const { rows } = await sql<Wanted>`
    select p.id as premises_id, p.label as premises_label, d.starts_on, d.ends_on, d.lease_id, q.quantity, n.id as payer_person_id, n.name as payer_name,
      exists (select from billing.assignment a where a.tenant_id = p.tenant_id and a.premises_id = p.id and a.rule_id = ${place.ruleId}::uuid
        and daterange(a.starts_on, a.ends_on, '[]') && daterange(d.starts_on, d.ends_on, '[]')) as already_assigned
    from registry.public_premises p
    cross join lateral (${daysOf(input)}) d
    cross join lateral (${quantityOf(input)}) q
    left join registry.public_person n on n.tenant_id = p.tenant_id and n.id = d.holder_id
    where ${matches(actor, input, place)}
    order by p.sort_key, p.id, d.starts_on`.execute(billing(tx))
  return rows
}

/** The days asked for, or those of each lease among them. */
function daysOf({ filter, startsOn, endsOn }: BulkInput) {
  const from = sql`${startsOn}::date`
  const to = sql`${endsOn}::date`
  if (!filter.leases)
    return sql`select ${from} as starts_on, ${to} as ends_on, null::uuid as lease_id, null::uuid as holder_id`
  return sql`
    select greatest(l.from_on, ${from}) as starts_on, least(l.to_on, ${to}) as ends_on, l.lease_id, l.holder_id from (
      select l.id as lease_id, l.from_on, l.to_on, (select t.person_id from registry.public_lease_party t where t.tenant_id = l.tenant_id and t.lease_id = l.id
        and t.role = 'tenant' order by t.position limit 1) as holder_id
      from registry.public_leased_premises lp join registry.public_lease l on l.tenant_id = lp.tenant_id and l.id = lp.lease_id
      where lp.tenant_id = p.tenant_id and lp.premises_id = p.id
      union all
      select s.id, s.from_on, s.to_on, s.holder_id from registry.public_space_lease s where s.tenant_id = p.tenant_id and s.premises_id = p.id) l
    where (l.to_on is null or l.to_on >= ${from}) and (${to} is null or l.from_on <= ${to})`
}

function quantityOf({ filter, quantity, quantityBy, startsOn }: BulkInput) {
  if (quantityBy === 'vehicles')
    return sql`select nullif(count(*), 0)::numeric as quantity from (${vehiclesOf(filter)}) v`
  if (quantityBy === 'meters') {
    return sql`select nullif(count(*), 0)::numeric as quantity from (${metersOf(filter, startsOn)}) m`
  }
  return sql`select ${quantity}::numeric as quantity`
}

type Filter = BulkInput['filter']

function vehiclesOf({ vehicles }: Filter) {
  return sql`select 1 from registry.public_vehicle v where v.tenant_id = p.tenant_id and v.premises_id = p.id and v.state = 'active'
    and ${among(sql`v.kind`, vehicles?.kinds ?? [], 'text')}`
}

function metersOf({ meters }: Filter, startsOn: string) {
  return sql`select 1 from metering.public_meter m where m.tenant_id = p.tenant_id and m.premises_id = p.id
    and (m.retired_on is null or m.retired_on >= ${startsOn}::date) and ${among(sql`m.kind`, meters?.kinds ?? [], 'text')}`
}

function among(column: RawBuilder<unknown>, values: readonly string[], type: 'uuid' | 'text') {
  return values.length === 0 ? sql`true` : sql`${column} = any(${values}::${sql.raw(type)}[])`
}

function matches(actor: Actor, input: BulkInput, { communityId }: BulkPlace): RawBuilder<SqlBool> {
  const { filter, startsOn, quantityBy } = input
  return sql<SqlBool>`p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid
    and (p.ended_on is null or p.ended_on >= ${startsOn}::date)
    and ${among(sql`p.building_id`, filter.buildingIds, 'uuid')}
    and ${among(sql`p.unit_id`, filter.unitIds, 'uuid')}
    and ${among(sql`p.id`, filter.premisesIds, 'uuid')}
    and ${among(sql`p.use`, filter.uses, 'text')}
    and ${among(sql`p.state`, filter.states, 'text')}
    and (${filter.floorFrom}::int is null or p.floor >= ${filter.floorFrom}::int)
    and (${filter.floorTo}::int is null or p.floor <= ${filter.floorTo}::int)
    and ${filter.spaces === null ? sql`true` : isSpace(filter.spaces)}
    and ${filter.vehicles === null ? sql`true` : sql`exists (${vehiclesOf(filter)})`}
    and ${filter.meters === null ? sql`true` : sql`exists (${metersOf(filter, startsOn)})`}
    and ${quantityBy === 'given' ? sql`true` : sql`q.quantity is not null`}`
}

function isSpace({ tenures, sizes, chargings }: NonNullable<Filter['spaces']>) {
  return sql`exists (select from registry.public_space s where s.tenant_id = p.tenant_id and s.premises_id = p.id
    and ${among(sql`s.tenure`, tenures, 'text')} and ${among(sql`s.size`, sizes, 'text')}
    and ${among(sql`s.charging`, chargings, 'text')})`
}
