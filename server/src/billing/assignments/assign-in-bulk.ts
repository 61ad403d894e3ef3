import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { readRule } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { requirePeople } from './arrange-payers.ts'
import { type BulkInput, type BulkPlace, readWanted, type Wanted } from './bulk-filter.ts'
import { type CountedBy, countOf } from './count-of.ts'
import { type PayerShare, shareProblems } from './payers.ts'

/** As many rows as a preview shows. */
const MAX_SHOWN = 100

/**
 * Charges a rule on all premises of its community that a filter finds, in one statement, with who pays. Premises that are charged
 * by it already on some of the days, and those that have ended before, stay as they are.
 * Errors: platform.not_found (the rule, a place or a person that is named), billing.rule_wrong (ends before it starts; a leaseholder
 * where no lease is asked for), billing.payers_wrong.
 */
export async function assignRuleInBulk(
  tx: Tx,
  actor: Actor,
  input: BulkInput,
): Promise<ResponseOf<typeof contract.assignRuleInBulk>> {
  const rule = await readRule(tx, actor, input.ruleId)
  const place = { communityId: rule.communityId, ruleId: rule.id }
  await requireSense(tx, actor, input)
  await requirePlaces(tx, actor, input, place)
  const wanted = await readWanted(tx, actor, input, place)
  const fresh = wanted.filter(one => !one.alreadyAssigned)
  const added = input.tryOnly ? fresh.length : await insert(tx, actor, input, place, fresh)
  const rows = wanted.slice(0, MAX_SHOWN).map(({ payerPersonId: _, leaseId: _l, payerName, ...row }) => ({
    ...row,
    payerName: input.payBy === 'leaseholder' ? payerName : null,
  }))
  return { found: wanted.length, added, alreadyAssigned: wanted.length - added, rows }
}

/** Errors: billing.rule_wrong, billing.payers_wrong, platform.not_found (a person). */
async function requireSense(tx: Tx, actor: Actor, input: BulkInput): Promise<void> {
  const { startsOn, endsOn, filter, payBy, shares } = input
  const problems: { field: string; code: string }[] = []
  if (endsOn !== null && endsOn < startsOn) problems.push({ field: 'endsOn', code: 'ends-before-start' })
  if (payBy === 'leaseholder' && !filter.leases) problems.push({ field: 'payBy', code: 'needs-leases' })
  if (problems.length > 0) throw refuse.ruleWrong({ problems })
  if (payBy !== 'shares') return
  const wrong = shareProblems(shares)
  if (wrong.length > 0) throw refuse.payersWrong({ problems: wrong })
  await requirePeople(
    tx,
    actor,
    shares.flatMap(share => share.personId ?? []),
  )
}

/** Answers how many are new; one that somebody else added meanwhile is not. */
async function insert(
  tx: Tx,
  actor: Actor,
  input: BulkInput,
  place: BulkPlace,
  wanted: readonly Wanted[],
): Promise<number> {
  if (wanted.length === 0) return 0
  const ids = new Map(wanted.map(one => [newId(), one]))
  const { rows } = await sql<{ id: string }>`
    insert into billing.assignment (tenant_id, id, community_id, rule_id, premises_id, starts_on, ends_on, quantity, counted_by, counted_last, lease_id, asked_until, created_at)
    select n.tenant_id, n.id, ${place.communityId}::uuid, ${place.ruleId}::uuid, n.premises_id,
      n.starts_on, n.ends_on, n.quantity, n.counted_by, case when n.counted_by is not null then ${countOf('n')} end, n.lease_id,
      case when n.lease_id is not null then ${input.endsOn}::date end, ${now()}::timestamptz
    from (select ${tenantOf(actor)}::uuid as tenant_id, ${countedBy(input)}::jsonb as counted_by, u.* from unnest(${[...ids.keys()]}::uuid[], ${wanted.map(one => one.premisesId)}::uuid[], ${wanted.map(one => one.startsOn)}::date[],
      ${wanted.map(one => one.endsOn)}::date[], ${wanted.map(one => one.quantity)}::numeric[], ${wanted.map(one => one.leaseId)}::uuid[])
      as u(id, premises_id, starts_on, ends_on, quantity, lease_id)) n
    on conflict do nothing
    returning id`.execute(billing(tx))
  const added = rows.flatMap(({ id }) => {
    const one = ids.get(id)
    return one ? [{ id, ...one }] : []
  })
  await arrange(tx, actor, input, place, added)
  return added.length
}

/** What the quantity goes on to be counted by; null where it was given. */
function countedBy({ quantityBy, filter }: BulkInput): string | null {
  if (quantityBy === 'given') return null
  const counted: CountedBy = { of: quantityBy, kinds: filter[quantityBy]?.kinds ?? [] }
  return JSON.stringify(counted)
}

/** Who pays from the start on, where it is not the owner. */
async function arrange(
  tx: Tx,
  actor: Actor,
  { payBy, shares }: BulkInput,
  { communityId }: BulkPlace,
  added: readonly (Wanted & { id: string })[],
): Promise<void> {
  if (payBy === 'owner') return
  const arranged = added.flatMap(one => {
    const of = payBy === 'shares' ? shares : leaseholderOf(one)
    return of.length > 0 ? [{ ...one, shares: JSON.stringify(of) }] : []
  })
  if (arranged.length === 0) return
  await sql`
    insert into billing.payer_arrangement (tenant_id, id, community_id, premises_id, assignment_id, from_on, to_on, shares, created_at)
    select ${tenantOf(actor)}::uuid, n.id, ${communityId}::uuid, n.premises_id, n.assignment_id, n.from_on, null, n.shares::jsonb,
      ${now()}::timestamptz
    from unnest(${arranged.map(() => newId())}::uuid[], ${arranged.map(one => one.premisesId)}::uuid[],
      ${arranged.map(one => one.id)}::uuid[], ${arranged.map(one => one.startsOn)}::date[], ${arranged.map(one => one.shares)}::text[])
      as n(id, premises_id, assignment_id, from_on, shares)`.execute(billing(tx))
}

function leaseholderOf({ payerPersonId }: Wanted): PayerShare[] {
  return payerPersonId === null ? [] : [{ kind: 'person', personId: payerPersonId, percent: '100' }]
}

/** Errors: platform.not_found when a building, a unit or premises that are named are not there. */
async function requirePlaces(tx: Tx, actor: Actor, { filter }: BulkInput, { communityId }: BulkPlace): Promise<void> {
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
