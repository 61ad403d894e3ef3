import { assignRules, createRule } from '../server/src/billing/index.ts'
import { today } from '../server/src/platform/clock.ts'
import { inTransaction } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import { anchoredMonthStart, monthRange } from '../server/src/platform/period.ts'
import { fillCommunity } from './big-community.ts'
import { type Ground, print, secondsOf } from './ground.ts'

/** Months of history before and with the present one: bills of a month each, the last twelve of three households in ten unpaid. */
export const MONTHS = 36

/**
 * Premises with three years of monthly bills, lines, payments by quarter and their settlements, written by SQL over sets with triggers
 * and foreign keys at rest (they are not what is measured), then summed as the triggers would have. Answers the premises.
 */
export async function layHistory(ground: Ground, premisesCount: number): Promise<string[]> {
  const premisesIds = await fillCommunity(ground, premisesCount)
  await assignOne(ground, premisesIds)
  await layHistoryOfAll(ground)
  return premisesIds
}

/** The same for every home of a company that is charged by one rule already. Prints what it wrote. */
export async function layHistoryOfAll(ground: Pick<Ground, 'owner' | 'tenantId' | 'actor'>): Promise<void> {
  const seconds = await secondsOf(() => writeHistory(ground))
  const { rows } = await ground.owner.query<{ lines: number; settlements: number; sums: number }>(
    `select (select count(*)::int from billing.bill_line) as lines, (select count(*)::int from billing.settlement) as settlements,
      (select count(*)::int from billing.charge_sum) as sums`,
  )
  const { lines = 0, settlements = 0, sums = 0 } = rows[0] ?? {}
  print('history: lines', lines, 'lines')
  print('  settlements', settlements, 'settlements')
  print('  sums of them', sums, 'rows')
  print('  written in', seconds, 's')
}

async function assignOne({ db, actor, communityId }: Ground, premisesIds: string[]): Promise<void> {
  const id = newId()
  await inTransaction(db, actor, tx =>
    createRule(tx, actor, {
      ...{ id, communityId, code: '1', name: '物业费', itemName: '物业费', kind: 'area-price', cycleMonths: 1 },
      ...{ timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 15 },
      ...{ effectiveFrom: '2020-01-01', effectiveTo: null, unitPrice: '2.85', fixedAmount: '0' },
    }),
  )
  for (let start = 0; start < premisesIds.length; start += 20_000) {
    const part = premisesIds.slice(start, start + 20_000)
    await inTransaction(db, actor, tx =>
      assignRules(
        tx,
        actor,
        part.map(premisesId => ({ ruleId: id, premisesId, startsOn: '2020-01-01' })),
      ),
    )
  }
}

type Company = Parameters<typeof layHistoryOfAll>[0]

async function writeHistory(ground: Company): Promise<void> {
  const { owner } = ground
  await owner.query('set session_replication_role = replica')
  await planHistory(ground)
  await writeBills(ground)
  await writePayments(ground)
  await writeSums(ground)
  await owner.query('set session_replication_role = origin')
  await owner.query('drop table home, due, paid')
  for (const table of [
    'billing.bill',
    'billing.bill_line',
    'billing.settlement',
    'payments.payment',
    'billing.charge_sum',
    'billing.open_bill',
    'billing.charged_year',
    'billing.cash_sum',
  ])
    await owner.query(`vacuum analyze ${table}`)
  await owner.query('analyze')
}

/** Who owes what for which months, and who paid it when, as temporary tables. */
async function planHistory({ owner, tenantId }: Company): Promise<void> {
  const first = anchoredMonthStart(monthRange(today().slice(0, 7)).from, -(MONTHS - 1))
  await owner.query(
    `create temp table home as
      select a.tenant_id, a.community_id, a.premises_id, a.id as assignment_id, r.id as rule_id, r.item_id, v.id as version_id, x.area_m2,
        round(x.area_m2 * 2.85 * 100)::bigint as fen, o.person_id, n.name, row_number() over (order by a.premises_id) as place
      from billing.assignment a
      join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
      join billing.rule_version v on v.tenant_id = a.tenant_id and v.rule_id = r.id
      join registry.premises_area x on x.tenant_id = a.tenant_id and x.premises_id = a.premises_id
      join (select distinct on (o.premises_id) o.tenant_id, o.premises_id, o.person_id from registry.occupancy o
        where o.tenant_id = '${tenantId}' and o.kind = 'owner' order by o.premises_id, o.id) o on o.tenant_id = a.tenant_id and o.premises_id = a.premises_id
      join registry.person n on n.tenant_id = o.tenant_id and n.id = o.person_id
      where a.tenant_id = '${tenantId}'`,
  )
  await owner.query(
    `create temp table due as
      select h.*, m.number, m.from_on, (m.from_on + interval '1 month' - interval '1 day')::date as to_on, uuidv7() as bill_id,
        uuidv7() as line_id, not (h.place % 10 >= 7 and m.number >= ${MONTHS - 12}) as paid, least(m.from_on + (h.place % 25)::int, date '${today()}') as paid_on
      from home h cross join (
        select n as number, (date '${first}' + n * interval '1 month')::date as from_on from generate_series(0, ${MONTHS - 1}) as n) m`,
  )
}

async function writeBills({ owner, tenantId, actor }: Company): Promise<void> {
  await owner.query(
    `insert into billing.bill_run (tenant_id, id, community_id, from_month, to_month, state, started_at, started_by, started_by_name)
      select $1, uuidv7(), id, '2020-01', '2030-12', 'issued', now(), $2, 'bench' from registry.community where tenant_id = $1`,
    [tenantId, actor.id],
  )
  await owner.query(
    `insert into billing.bill (tenant_id, community_id, bill_run_id, rule_id, kind, id, item_id, assignment_id, premises_id, payer_person_id,
        payer_name, cycle_start, cycle_end, billing_on, due_on, amount_fen, settled_fen, state, issued_at, posted_on)
      select d.tenant_id, d.community_id, r.id, d.rule_id, 'charge', d.bill_id, d.item_id, d.assignment_id, d.premises_id, d.person_id, d.name, d.from_on, d.to_on,
        d.from_on, d.from_on + 15, d.fen, case when d.paid then d.fen else 0 end, 'issued', d.from_on, d.from_on
      from due d join billing.bill_run r on r.tenant_id = d.tenant_id and r.community_id = d.community_id`,
  )
  await owner.query(
    `insert into billing.bill_line (tenant_id, community_id, id, bill_id, premises_id, assignment_id, segment_start, segment_end,
        rule_version_id, amount_fen, settled_fen, explanation)
      select tenant_id, community_id, line_id, bill_id, premises_id, assignment_id, from_on, to_on, version_id, fen,
        case when paid then fen else 0 end,
        jsonb_build_object('kind', 'area-price', 'ruleCode', '1', 'ruleName', '物业费', 'ruleVersionId', version_id,
          'versionEffectiveFrom', '2020-01-01', 'exact', (area_m2 * 2.85)::text, 'exactIsCut', false, 'roundedFen', fen, 'areaM2', area_m2::text,
          'unitPrice', '2.8500', 'fixedAmount', '0.00', 'monthFullExact', (area_m2 * 2.85)::text, 'percent', '100', 'proration', 'ACTUAL',
          'days', to_on - from_on + 1, 'daysOfMonth', to_on - from_on + 1, 'shareNumerator', 1, 'shareDenominator', 1)
      from due`,
  )
}

async function writePayments({ owner, actor }: Company): Promise<void> {
  await owner.query(
    `create temp table paid as
      select tenant_id, community_id, premises_id, name, number / 3 as quarter, max(paid_on) as paid_on, sum(fen) as fen, uuidv7() as payment_id
      from due where paid group by 1, 2, 3, 4, 5`,
  )
  await owner.query(
    `insert into payments.payment (tenant_id, id, community_id, premises_id, payer_name, method, amount_fen, paid_on, paid_at, cashier_id, cashier_name)
      select tenant_id, payment_id, community_id, premises_id, name, 'transfer', fen, paid_on, paid_on, '${actor.id}', 'bench' from paid`,
  )
  await owner.query(
    `insert into billing.settlement (tenant_id, id, community_id, premises_id, bill_id, bill_line_id, payment_id, amount_fen, settled_on,
        source_kind, source_id)
      select d.tenant_id, uuidv7(), d.community_id, d.premises_id, d.bill_id, d.line_id, p.payment_id, d.fen, p.paid_on, 'payment', p.payment_id
      from due d join paid p on p.premises_id = d.premises_id and p.quarter = d.number / 3 where d.paid`,
  )
}

async function writeSums({ owner, actor }: Company): Promise<void> {
  await owner.query(
    `insert into billing.charge_sum (tenant_id, community_id, building_id, item_id, month, fact_month, known_month, first_on, last_on,
        billed_fen, reversed_fen, waived_fen, written_off_fen, collected_fen, from_purse_fen, line_count, taken_fen, full_fen)
      select f.tenant_id, f.community_id, p.building_id, f.item_id, f.month, date_trunc('month', f.fact_on::timestamp),
        date_trunc('month', f.known_on::timestamp), min(f.known_on), max(f.known_on), sum(f.billed), 0, 0, 0, sum(f.collected), 0, sum(f.lines), sum(f.collected), sum(f.billed)
      from (
        select tenant_id, community_id, premises_id, item_id, from_on as month, from_on as fact_on, from_on as known_on, fen as billed,
          0::bigint as collected, 1 as lines from due
        union all
        select d.tenant_id, d.community_id, d.premises_id, d.item_id, d.from_on, p.paid_on, greatest(p.paid_on, d.from_on), 0, d.fen, 0
        from due d join paid p on p.premises_id = d.premises_id and p.quarter = d.number / 3 where d.paid
      ) f join registry.premises p on p.tenant_id = f.tenant_id and p.id = f.premises_id
      group by 1, 2, 3, 4, 5, 6, 7`,
  )
  await owner.query(
    `insert into billing.open_bill (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen, month)
      select tenant_id, bill_id, community_id, premises_id, item_id, from_on + 15, from_on, fen, from_on from due where not paid`,
  )
  await owner.query(
    `insert into billing.charged_year (tenant_id, year, premises_id, community_id, item_id, assignment_id, months)
      select tenant_id, extract(year from from_on)::int, premises_id, community_id, item_id, assignment_id, bit_or(billing.month_bit(from_on))
      from due group by 1, 2, 3, 4, 5, 6`,
  )
  await owner.query(
    `insert into billing.cash_sum (tenant_id, on_day, community_id, kind, method, cashier_id, amount_fen)
      select d.tenant_id, p.paid_on, d.community_id, billing.cash_kind(false, 'revenue', d.from_on, p.paid_on), 'transfer', '${actor.id}', sum(d.fen)
      from due d join paid p on p.premises_id = d.premises_id and p.quarter = d.number / 3 where d.paid group by 1, 2, 3, 4`,
  )
}
