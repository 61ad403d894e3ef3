import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { CivilDate } from '../../platform/period.ts'
import { analytics } from '../tables.ts'
import { type Asked, isBuilding, isRated } from './ask-report.ts'
import { chargeFacts } from './charge-facts.ts'
import { withBuilding } from './group-by.ts'

/**
 * The facts of `charge-facts.ts`, from the sums that the database keeps of them (`billing.public_charge_sum`): with `building_id` for
 * `premises_id`, and rows that stand for many. Thousands of rows where lines are millions. A day in the middle of what is summed as a month
 * cannot be told from its sum: charge months with such a day are read from their lines.
 */
export async function summedFacts(tx: Tx, asked: Asked): Promise<RawBuilder<unknown>> {
  const split = await splitMonths(tx, asked)
  const whole = sql`
    select s.community_id, s.building_id, s.item_id, s.month, s.fact_month, s.known_month, s.billed_fen as billed, s.reversed_fen as reversed,
      s.waived_fen as waived, s.written_off_fen as written_off, s.collected_fen as collected, s.from_purse_fen as from_purse,
      s.full_fen as "full", s.line_count as line
    from billing.public_charge_sum s
    where ${isAsked(asked)} and s.last_on <= ${asked.asOf}::date and not (s.month = any(${split}::date[]))`
  if (split.length === 0) return whole
  const facts = withBuilding(asked.tenantId, chargeFacts(asked, split))
  return sql`${whole} union all
    select f.community_id, f.building_id, f.item_id, f.month, f.fact_month, f.known_month, f.billed, f.reversed, f.waived, f.written_off, f.collected,
      f.from_purse, f."full", f.line
    from (${facts}) f`
}

/** The charge months whose sums go beyond the day. */
function splitMonths(tx: Tx, asked: Asked): Promise<CivilDate[]> {
  return monthsOf(tx, asked, sql`s.first_on <= ${asked.asOf}::date`)
}

/** The charge months of which a line came to be owed after the day. */
export function billedLater(tx: Tx, asked: Asked): Promise<CivilDate[]> {
  return monthsOf(tx, asked, sql`s.line_count <> 0`)
}

/** The charge months of sums that go on after the day, of which something else holds. */
async function monthsOf(tx: Tx, asked: Asked, what: RawBuilder<unknown>): Promise<CivilDate[]> {
  const { rows } = await sql<{ month: CivilDate }>`
    select distinct s.month from billing.public_charge_sum s
    where ${isAsked(asked)} and s.last_on > ${asked.asOf}::date and ${what}`.execute(analytics(tx))
  return rows.map(row => row.month)
}

function isAsked({ tenantId, communityId, buildingId, itemId, firstDay, lastDay, rated }: Asked): RawBuilder<unknown> {
  const parts = [
    sql`s.tenant_id = ${tenantId}::uuid and s.month between date_trunc('month', ${firstDay}::timestamp)::date and ${lastDay}::date`,
  ]
  if (communityId) parts.push(sql`s.community_id = ${communityId}::uuid`)
  if (buildingId) parts.push(isBuilding('s', buildingId))
  if (rated) parts.push(isRated(tenantId, sql`s.item_id`))
  if (itemId) parts.push(sql`s.item_id = ${itemId}::uuid`)
  return sql.join(parts, sql` and `)
}

/** The amounts of a sum: what a line or settlement adds to each (of line `l`, settlement `s`, which refund `r` took back, if any). */
const AMOUNTS: readonly { column: string; ofLine: string; ofSettlement: string }[] = [
  { column: 'billed_fen', ofLine: 'greatest(l.amount_fen, 0)', ofSettlement: '0' },
  { column: 'reversed_fen', ofLine: 'greatest(-l.amount_fen, 0)', ofSettlement: '0' },
  { column: 'full_fen', ofLine: 'l.full_fen', ofSettlement: '0' },
  { column: 'line_count', ofLine: '1', ofSettlement: '0' },
  ...[
    { column: 'waived_fen', when: "s.source_kind in ('waiver', 'rounding', 'discount')" },
    { column: 'written_off_fen', when: "s.source_kind = 'write-off'" },
    { column: 'collected_fen', when: "s.source_kind in ('payment', 'purse', 'correction')" },
    { column: 'from_purse_fen', when: "s.source_kind = 'purse'" },
    { column: 'taken_fen', when: "s.source_kind = 'payment' and r.id is null" },
    { column: 'refunded_fen', when: "s.source_kind = 'payment' and r.id is not null", sign: '-' },
  ].map(({ column, when, sign = '' }) => ({
    column,
    ofLine: '0',
    ofSettlement: `case when ${when} then ${sign}s.amount_fen else 0 end`,
  })),
]

const each = (say: (amount: (typeof AMOUNTS)[number]) => string, between = ', ') => AMOUNTS.map(say).join(between)

/** What `verify` asks: sums that are not those of the lines and settlements they stand for, amount by amount, of every company. */
export const CHARGE_SUMS_DIFFER = `
  with line as (
    select l.tenant_id, l.id, l.community_id, p.building_id, l.item_id, date_trunc('month', l.segment_start::timestamp)::date as month,
      l.issued_on, l.amount_fen, l.full_fen
    from billing.public_bill_line l
    join registry.public_premises p on p.tenant_id = l.tenant_id and p.id = l.premises_id
    where l.state = 'issued'
  ), both_sides as (
    select l.tenant_id, l.community_id, l.building_id, l.item_id, l.month, date_trunc('month', l.issued_on::timestamp)::date as fact_month,
      date_trunc('month', l.issued_on::timestamp)::date as known_month, ${each(amount => `(${amount.ofLine})::numeric as ${amount.column}`)}
    from line l
    union all
    select l.tenant_id, l.community_id, l.building_id, l.item_id, l.month, date_trunc('month', s.settled_on::timestamp)::date,
      date_trunc('month', greatest(s.settled_on, l.issued_on)::timestamp)::date, ${each(amount => amount.ofSettlement)}
    from billing.public_settlement s join line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    left join payments.public_refund r on r.tenant_id = s.tenant_id and r.id = s.reversal_id
    union all
    select tenant_id, community_id, building_id, item_id, month, fact_month, known_month, ${each(({ column }) => `-${column}`)}
    from billing.public_charge_sum
  )
  select community_id, to_char(month, 'YYYY-MM') as month, concat_ws(', ', ${each(
    ({ column }) => `case when sum(${column}) <> 0 then '${column} ' || sum(${column}) end`,
  )}) as off
  from both_sides group by tenant_id, community_id, building_id, item_id, month, fact_month, known_month
  having ${each(({ column }) => `sum(${column}) <> 0`, ' or ')}`

/** And: months of homes that are not those of their lines, of every company. */
export const CHARGED_YEARS_DIFFER = `
  with both_sides as (
    select l.tenant_id, l.community_id, l.premises_id, l.item_id, l.assignment_id, extract(year from l.segment_start)::int as year,
      1 << (extract(month from l.segment_start)::int - 1) as said, 0 as kept
    from billing.public_bill_line l where l.state = 'issued' and l.issued_on is not null
    union all
    select tenant_id, community_id, premises_id, item_id, assignment_id, year, 0, months from billing.public_charged_year
  )
  select community_id, premises_id, year::text as year, bit_or(said)::bit(12)::text as said, bit_or(kept)::bit(12)::text as kept
  from both_sides group by tenant_id, community_id, premises_id, item_id, assignment_id, year having bit_or(said) <> bit_or(kept)`
