import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { addMonths, type CivilRange, monthRange, monthsFromTo } from '../../platform/period.ts'
import { billing } from '../tables.ts'

type Sums = ResponseOf<typeof contract.readBillRunSums>

const HOUSEHOLDS = 20

/**
 * A run's drafts by charge item beside everything billed in its months and the cycles of the same rules before these, and the
 * households whose bills differ most between the two. Only its rules, only its household, where it names them. Errors: platform.not_found.
 */
export async function readBillRunSums(tx: Tx, actor: Actor, input: { billRunId: string }): Promise<Sums> {
  const run = await billing(tx)
    .selectFrom('billing.billRun')
    .select(['id', 'communityId', 'fromMonth', 'toMonth', 'ruleIds', 'premisesId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.billRunId)
    .executeTakeFirst()
  if (!run) throw refuse.notFound()
  const lastPeriods = (await cyclesOf(tx, actor, run)).map(cycleMonths => ({
    cycleMonths,
    ...before(run.fromMonth, run.toMonth, cycleMonths),
  }))
  const both = { ...run, period: daysOf(run.fromMonth, run.toMonth), lastPeriods }
  const { period } = both
  return { period, lastPeriods, items: await byItem(tx, actor, both), households: await byHousehold(tx, actor, both) }
}

function daysOf(from: string, to: string): CivilRange {
  return { from: monthRange(from).from, to: monthRange(to).to }
}

/** The same months as many whole cycles before, so that no bill stands in both and each has its like: a year's bill that of last year. */
function before(from: string, to: string, cycleMonths: number): CivilRange {
  const months = monthsFromTo(from, to).length
  const back = Math.ceil(months / cycleMonths) * cycleMonths
  return daysOf(addMonths(from, -back), addMonths(to, -back))
}

interface Scope {
  id: string
  communityId: string
  ruleIds: string[] | null
  premisesId: string | null
}

/** How many months a cycle has, of each rule that the run may bill. */
async function cyclesOf(tx: Tx, actor: Actor, { communityId, ruleIds }: Scope): Promise<number[]> {
  const rows = await billing(tx)
    .selectFrom('billing.rule')
    .select('cycleMonths')
    .distinct()
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .$if(ruleIds !== null, query => query.where('id', '=', sql<string>`any(${ruleIds}::uuid[])`))
    .orderBy('cycleMonths')
    .execute()
  return rows.map(row => row.cycleMonths)
}

interface Both extends Scope {
  period: CivilRange
  lastPeriods: Sums['lastPeriods']
}

/** Bills of both periods, and which of the two each is of. */
function bills(actor: Actor, { communityId, ruleIds, premisesId, period, lastPeriods }: Both) {
  return sql`
    select b.premises_id, b.item_id, b.amount_fen, b.bill_run_id, b.billing_on >= ${period.from}::date as is_now
    from billing.bill b
    join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id
    join unnest(${lastPeriods.map(last => last.cycleMonths)}::int[], ${lastPeriods.map(last => last.from)}::date[],
      ${lastPeriods.map(last => last.to)}::date[]) as last (cycle_months, first_on, last_on) on last.cycle_months = r.cycle_months
    where b.tenant_id = ${tenantOf(actor)}::uuid and b.community_id = ${communityId}::uuid
      and (b.billing_on between ${period.from}::date and ${period.to}::date or b.billing_on between last.first_on and last.last_on)
      and b.billing_on between (select min(first) from unnest(${lastPeriods.map(last => last.from)}::date[]) as first) and ${period.to}::date
      and b.kind = 'charge' and b.state <> 'void' and b.voided_at is null
      and (${ruleIds}::uuid[] is null or b.rule_id = any(${ruleIds}::uuid[]))
      and (${premisesId}::uuid is null or b.premises_id = ${premisesId}::uuid)`
}

const SUMS = sql`count(*) filter (where is_now)::int as bill_count, coalesce(sum(amount_fen) filter (where is_now), 0)::bigint as fen,
  count(*) filter (where not is_now)::int as last_bill_count, coalesce(sum(amount_fen) filter (where not is_now), 0)::bigint as last_fen`

async function byItem(tx: Tx, actor: Actor, both: Both): Promise<Sums['items']> {
  const { rows } = await sql<Sums['items'][number]>`
    with billed as (${bills(actor, both)}), own as (
      select item_id, count(*)::int as bill_count, sum(amount_fen)::bigint as fen from billing.bill
      where tenant_id = ${tenantOf(actor)}::uuid and bill_run_id = ${both.id}::uuid and state <> 'void' group by 1
    ), sums as (
      select item_id, ${SUMS} from billed group by 1
    )
    select i.id as item_id, i.name as item_name, coalesce(s.bill_count, 0) as bill_count, coalesce(s.fen, 0)::bigint as fen,
      coalesce(s.last_bill_count, 0) as last_bill_count, coalesce(s.last_fen, 0)::bigint as last_fen,
      coalesce(own.bill_count, 0) as run_bill_count, coalesce(own.fen, 0)::bigint as run_fen
    from sums s full join own on own.item_id = s.item_id
    join billing.charge_item i on i.tenant_id = ${tenantOf(actor)}::uuid and i.id = coalesce(s.item_id, own.item_id)
    order by i.priority, i.name`.execute(billing(tx))
  return rows
}

async function byHousehold(tx: Tx, actor: Actor, both: Both): Promise<Sums['households']> {
  const { rows } = await sql<Sums['households'][number]>`
    with billed as (${bills(actor, both)}), most as (
      select premises_id, ${SUMS} from billed group by 1
      having coalesce(sum(amount_fen) filter (where is_now), 0) <> coalesce(sum(amount_fen) filter (where not is_now), 0)
      order by abs(coalesce(sum(amount_fen) filter (where is_now), 0) - coalesce(sum(amount_fen) filter (where not is_now), 0)) desc, premises_id
      limit ${HOUSEHOLDS}
    )
    select m.*, p.label as premises_label from most m
    join registry.public_premises p on p.tenant_id = ${tenantOf(actor)}::uuid and p.id = m.premises_id
    order by abs(m.fen - m.last_fen) desc, m.premises_id`.execute(billing(tx))
  return rows
}
