import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type CivilDate, maxDate, minDate } from '../../platform/period.ts'
import type { SuccessionFacts } from '../../registry/index.ts'
import { billing } from '../tables.ts'
import { type CarriedCharge, type Charge, carriedOf, type QuantityFrom, quantitiesOf } from './carried.ts'
import { readQuantities } from './quantity-view.ts'

interface Carried extends CarriedCharge {
  id: string
  /** whose days it goes on to follow: the lease went along, and nothing else is charged with it */
  leaseId: string | null
  ruleId: string
  premisesId: string
  /** what its quantity becomes */
  quantities: QuantityFrom[]
}

/**
 * What was charged on the old premises is charged on the new ones from the day on, with who pays it; the old ones are charged no
 * longer than they last. Two merged premises with one rule have it once, their quantities together (`carried.ts`); of premises that are split
 * each part has the rules, a quantity goes where belongings go, with what is known of it for later days. Rules and days that are over, or charges made once, do not go along.
 */
export async function carryAssignments(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<void> {
  const wanted = await readCarried(tx, actor, succession)
  if (wanted.length === 0) return
  // One moment for all of it: by that it is known again when it is taken back.
  const at = now()
  await insertCarried(tx, actor, succession, wanted, at)
  await carryQuantities(tx, actor, succession, wanted, at)
  await carryPayers(tx, actor, wanted, at)
}

/** What was counted last of them goes along together: only vehicles and meters that come or go from then on are counted anew. */
async function insertCarried(
  tx: Tx,
  actor: Actor,
  { id, communityId, premisesIds }: SuccessionFacts,
  wanted: readonly Carried[],
  at: Date,
): Promise<void> {
  await sql`
    insert into billing.assignment (tenant_id, id, community_id, rule_id, premises_id, starts_on, ends_on, quantity, counted_by, counted_last,
      lease_id, asked_until, succession_id, created_at)
    select o.tenant_id, n.id, ${communityId}::uuid, n.rule_id, n.premises_id, n.starts_on, n.ends_on, n.quantity, o.counted_by,
      case when o.counted_by is not null then (select sum(c.counted_last) from billing.assignment c
        where c.tenant_id = o.tenant_id and c.rule_id = o.rule_id and c.premises_id = any(${premisesIds}::uuid[]) and c.counted_by is not null
          and (c.starts_on <= n.starts_on and (c.ends_on is null or c.ends_on >= n.starts_on))) end,
      n.lease_id, case when n.lease_id is not null then o.asked_until end, ${id}::uuid, ${at}::timestamptz
    from unnest(${wanted.map(one => one.id)}::uuid[], ${wanted.map(one => one.ruleId)}::uuid[],
      ${wanted.map(one => one.premisesId)}::uuid[], ${wanted.map(one => one.startsOn)}::date[],
      ${wanted.map(one => one.endsOn)}::date[], ${wanted.map(one => one.quantity)}::numeric[],
      ${wanted.map(one => one.ofId)}::uuid[], ${wanted.map(one => one.leaseId)}::uuid[])
      as n(id, rule_id, premises_id, starts_on, ends_on, quantity, of_id, lease_id)
    join billing.assignment o on o.tenant_id = ${tenantOf(actor)}::uuid and o.id = n.of_id`.execute(billing(tx))
}

async function carryQuantities(
  tx: Tx,
  actor: Actor,
  { communityId }: SuccessionFacts,
  wanted: readonly Carried[],
  at: Date,
): Promise<void> {
  const values = wanted.flatMap(({ id: assignmentId, premisesId, quantities }) =>
    quantities.map(one => ({
      ...{ ...one, tenantId: tenantOf(actor), communityId, premisesId, assignmentId, createdAt: at },
    })),
  )
  if (values.length > 0) await billing(tx).insertInto('billing.assignmentQuantity').values(values).execute()
}

async function readCarried(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<Carried[]> {
  const { premisesIds, successorIds, carryToId, fromOn } = succession
  const { rows } = await sql<Charge & { ruleId: string; premisesId: string; leaseId: string | null }>`
    select a.id, a.rule_id, a.lease_id, s.id as premises_id, a.starts_on, a.ends_on, a.quantity::text as quantity
    from billing.assignment a
    join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
    cross join unnest(${successorIds}::uuid[]) as s(id)
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.premises_id = any(${premisesIds}::uuid[])
      and (a.ends_on is null or a.ends_on >= ${fromOn}::date)
      and (r.effective_to is null or r.effective_to >= ${fromOn}::date)
      and (r.kind not in ('one-off', 'deposit') or a.starts_on >= ${fromOn}::date)
      and (s.id = ${carryToId}::uuid or a.quantity is null and not exists (select from billing.assignment_quantity q
        where q.tenant_id = a.tenant_id and q.assignment_id = a.id))`.execute(billing(tx))
  const changes = await readQuantities(
    tx,
    actor,
    rows.map(row => row.id),
  )
  const all = rows.map(row => ({ ...row, quantities: changes.get(row.id) ?? [] }))
  return [...Map.groupBy(all, row => `${row.ruleId}/${row.premisesId}`).values()].flatMap(charges =>
    carriedOf(charges, fromOn).map(one => ({
      ...{ ...one, ...quantitiesOf(one, charges) },
      ...{ id: newId(), ruleId: charges[0]?.ruleId ?? '', premisesId: charges[0]?.premisesId ?? '' },
      leaseId: leaseOf(charges, carryToId),
    })),
  )
}

/** A lease goes on in the one home that takes what can be in one place only; charges of several leases that became one follow none of them. */
function leaseOf(
  charges: readonly { leaseId: string | null; premisesId: string }[],
  carryToId: string | null,
): string | null {
  const [first, ...others] = charges
  if (!first || first.premisesId !== carryToId) return null
  return others.every(other => other.leaseId === first.leaseId) ? first.leaseId : null
}

/** Who pays goes along as it is arranged for the days that are carried. */
async function carryPayers(tx: Tx, actor: Actor, carried: readonly Carried[], at: Date): Promise<void> {
  const arranged = await billing(tx)
    .selectFrom('billing.payerArrangement')
    .select(['assignmentId', 'communityId', 'fromOn', 'toOn', 'shares'])
    .where('tenantId', '=', tenantOf(actor))
    .where('assignmentId', '=', sql<string>`any(${carried.map(one => one.ofId)}::uuid[])`)
    .execute()
  const values = carried.flatMap(one =>
    arranged
      .filter(row => row.assignmentId === one.ofId && (row.toOn === null || row.toOn >= one.startsOn))
      .filter(row => one.endsOn === null || row.fromOn <= one.endsOn)
      .map(row => ({
        ...{ tenantId: tenantOf(actor), id: newId(), communityId: row.communityId, premisesId: one.premisesId },
        ...{ assignmentId: one.id, fromOn: maxDate(row.fromOn, one.startsOn), toOn: earlier(row.toOn, one.endsOn) },
        ...{ shares: JSON.stringify(row.shares), createdAt: at },
      })),
  )
  if (values.length > 0) await billing(tx).insertInto('billing.payerArrangement').values(values).execute()
}

function earlier(one: CivilDate | null, other: CivilDate | null): CivilDate | null {
  return one === null || other === null ? (one ?? other) : minDate(one, other)
}

/** What was carried goes with the new premises; what was ended or given other payers by hand since is somebody's word and stays. */
export async function takeAssignmentsBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  await sql`
    delete from billing.payer_arrangement p using billing.assignment a
    where p.tenant_id = ${tenantOf(actor)}::uuid and a.tenant_id = p.tenant_id and a.id = p.assignment_id
      and a.succession_id = ${successionId}::uuid and a.version = 1 and p.version = 1 and p.created_at = a.created_at`.execute(
    billing(tx),
  )
  await sql`
    delete from billing.assignment a
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.succession_id = ${successionId}::uuid and a.version = 1`.execute(
    billing(tx),
  )
}
