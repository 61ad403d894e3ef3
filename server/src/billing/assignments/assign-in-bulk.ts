import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { readRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'

type Input = RequestOf<typeof contract.assignRuleInBulk>

/**
 * Charges a rule on all premises of its community that a filter finds, in one statement. Premises that are charged by it
 * already on some of the days, and those that have ended before, stay as they are.
 * Errors: platform.not_found (the rule, or a place that is named), billing.rule_wrong (ends before it starts).
 */
export async function assignRuleInBulk(
  tx: Tx,
  actor: Actor,
  input: Input,
): Promise<ResponseOf<typeof contract.assignRuleInBulk>> {
  const { startsOn, endsOn } = input
  const rule = await readRule(tx, actor, input.ruleId)
  if (endsOn !== null && endsOn < startsOn) {
    throw refuse.ruleWrong({ problems: [{ field: 'endsOn', code: 'ends-before-start' }] })
  }
  const place = { communityId: rule.communityId, ruleId: rule.id }
  await requirePlaces(tx, actor, input, place)
  const { found, taken } = await count(tx, actor, input, place)
  const added = input.tryOnly ? found - taken : await insert(tx, actor, input, place)
  return { found, added, alreadyAssigned: found - added }
}

type Place = { communityId: string; ruleId: string }

async function count(tx: Tx, actor: Actor, input: Input, place: Place): Promise<{ found: number; taken: number }> {
  const { rows } = await sql<{ found: number; taken: number }>`
    select count(*)::int as found, count(*) filter (where ${isCharged(input, place)})::int as taken
    from registry.public_premises p where ${matches(actor, input, place)}`.execute(billing(tx))
  return rows[0] ?? { found: 0, taken: 0 }
}

async function insert(tx: Tx, actor: Actor, input: Input, place: Place): Promise<number> {
  const { rows: found } = await sql<{ id: string }>`
    select p.id from registry.public_premises p
    where ${matches(actor, input, place)} and not ${isCharged(input, place)}`.execute(billing(tx))
  if (found.length === 0) return 0
  const { rows } = await sql`
    insert into billing.assignment (tenant_id, id, community_id, rule_id, premises_id, starts_on, ends_on, quantity, created_at)
    select ${tenantOf(actor)}::uuid, n.id, ${place.communityId}::uuid, ${place.ruleId}::uuid, n.premises_id,
      ${input.startsOn}::date, ${input.endsOn}::date, ${input.quantity}::numeric, ${now()}::timestamptz
    from unnest(${found.map(() => newId())}::uuid[], ${found.map(row => row.id)}::uuid[]) as n(id, premises_id)
    on conflict do nothing
    returning id`.execute(billing(tx))
  return rows.length
}

/** Errors: platform.not_found when a building, a unit or premises that are named are not there. */
async function requirePlaces(tx: Tx, actor: Actor, { filter }: Input, { communityId }: Place): Promise<void> {
  const named = [...new Set([...filter.buildingIds, ...filter.unitIds, ...filter.premisesIds])]
  if (named.length === 0) return
  const place = sql`registry.public_premises p where p.tenant_id = ${tenantOf(actor)}::uuid
    and p.community_id = ${communityId}::uuid`
  const { rows } = await sql`
    select n.id from unnest(${named}::uuid[]) as n(id)
    except (
      select p.id from ${place} and p.id = any(${filter.premisesIds}::uuid[])
      union select p.building_id from ${place} and p.building_id = any(${filter.buildingIds}::uuid[])
      union select p.unit_id from ${place} and p.unit_id = any(${filter.unitIds}::uuid[])
    ) limit 1`.execute(billing(tx))
  if (rows.length > 0) throw refusePlatform.notFound()
}

function isCharged({ startsOn, endsOn }: Input, { ruleId }: Place): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select from billing.assignment a where a.tenant_id = p.tenant_id and a.premises_id = p.id
    and a.rule_id = ${ruleId}::uuid
    and daterange(a.starts_on, a.ends_on, '[]') && daterange(${startsOn}::date, ${endsOn}::date, '[]'))`
}

function matches(actor: Actor, { filter, startsOn }: Input, { communityId }: Place): RawBuilder<SqlBool> {
  const among = (column: RawBuilder<unknown>, values: readonly string[], type: 'uuid' | 'text') =>
    values.length === 0 ? sql`true` : sql`${column} = any(${values}::${sql.raw(type)}[])`
  return sql<SqlBool>`p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid
    and (p.ended_on is null or p.ended_on >= ${startsOn}::date)
    and ${among(sql`p.building_id`, filter.buildingIds, 'uuid')}
    and ${among(sql`p.unit_id`, filter.unitIds, 'uuid')}
    and ${among(sql`p.id`, filter.premisesIds, 'uuid')}
    and ${among(sql`p.use`, filter.uses, 'text')}
    and ${among(sql`p.state`, filter.states, 'text')}
    and (${filter.floorFrom}::int is null or p.floor >= ${filter.floorFrom}::int)
    and (${filter.floorTo}::int is null or p.floor <= ${filter.floorTo}::int)`
}
