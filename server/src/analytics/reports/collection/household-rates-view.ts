import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { percentOf } from '../../../platform/decimals.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport } from '../ask-report.ts'
import { billedLater, summedFacts } from '../charge-sums.ts'
import { type GroupBy, groupedSums } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { readArrearsRate } from './arrears-rate.ts'
import { householdTables, unitsOf } from './household-facts.ts'

type Rates = ResponseOf<typeof contract.readHouseholdRates>
type Report = ResponseOf<typeof contract.listHouseholdRates>
type Row = Report['items'][number]

interface Counted {
  householdsBilled: number
  householdsClear: number
  fullFen: bigint
  unbilledFullFen: bigint
  collectedFen: bigint
}

/**
 * Of charge months, as of the end of a day (domain.md §1.3, E69): 户数收缴率 = households that owe nothing of them ÷ households billed;
 * 饱和收缴率 = 实收 ÷ 饱和应收, what all units would be at the full standard, before vacancy and other discounts and whether billed or not.
 * Units without a charge that says a price are left out, and counted. With 清欠率, and what of it was billed within the span.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function readHouseholdRates(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.readHouseholdRates>,
): Promise<Rates> {
  const asked = await askReport(tx, actor, { ...input, rated: true })
  const { from, to, asOf } = asked
  const arrears = await readArrearsRate(tx, asked)
  const { whole } = await readCounts(tx, asked, null)
  return { from, to, asOf, ...whole, ...ratesOf(whole), arrears }
}

const SORTS = [
  ...(['householdsBilled', 'householdsClear', 'householdRate', 'fullFen', 'unbilledFullFen', 'collectedFen'] as const),
  ...(['saturationRate', 'unpricedCount'] as const),
]

/** The same rates by month, community, building or item. Errors: analytics.period_wrong, platform.not_found. */
export async function listHouseholdRates(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listHouseholdRates>,
): Promise<Report> {
  const asked = await askReport(tx, actor, { ...input, rated: true })
  const { groups, whole } = await readCounts(tx, asked, input.by)
  const rows = groups.map((row): Row => ({ ...row, ...ratesOf(row) }))
  const { from, to, asOf } = asked
  return {
    ...pageGroups(input, rows, SORTS, input.by === 'month' ? 'name' : '-fullFen'),
    ...{ sums: { ...whole, ...ratesOf(whole) }, from, to, asOf },
  }
}

const COUNTS = sql`count(*) filter (where f.billed)::int as households_billed,
  count(*) filter (where f.billed and f.open_fen <= 0)::int as households_clear, coalesce(sum(f.unbilled_fen), 0)::bigint as unbilled_full_fen`

/** Of the table `household_month`, which has them already. */
const MONTH_COUNTS = sql`max(f.billed) as households_billed, max(f.clear) as households_clear, max(f.unbilled_fen) as unbilled_full_fen`

/** Of what was charged: what came in, and what it is at the full standard. */
const CHARGED = sql`sum(f.collected)::bigint as collected_fen, sum(f."full")::bigint as full_fen`

function ratesOf(counted: Counted): Pick<Row, 'householdRate' | 'saturationRate'> {
  return {
    householdRate: percentOf(BigInt(counted.householdsClear), BigInt(counted.householdsBilled)),
    saturationRate: percentOf(counted.collectedFen, counted.fullFen),
  }
}

type Whole = Counted & { unpricedCount: number }

/** The counts of all, and of each group where it is asked by something. */
async function readCounts(
  tx: Tx,
  asked: Asked,
  by: GroupBy | null,
): Promise<{ groups: (Group & Counted & { unpricedCount: number | null })[]; whole: Whole }> {
  const facts = await summedFacts(tx, asked)
  const later = await billedLater(tx, asked)
  const { rows } = await sql<Group & Counted & { unpricedCount: number | null; whole: boolean }>`
    with ${householdTables(asked, by === 'month' || by === 'item' ? by : null, later)},
    unpriced as materialized (
      select u.*, null::uuid as item_id, null::date as month from (${unitsOf(asked)}) u
      where not exists (select from household h where h.premises_id = u.premises_id)),
    collected as materialized (${facts})
    ${by ? sql`${groupsOf(asked, by)} union all` : sql``}
    select true as whole, null::uuid as id, null::uuid as group_id, null as month, null as name, null as community_name, ${COUNTS},
      coalesce(sum(f.unbilled_fen), 0)::bigint + (select coalesce(sum(c."full"), 0)::bigint from collected c) as full_fen,
      (select coalesce(sum(c.collected), 0)::bigint from collected c) as collected_fen,
      (select count(*)::int from unpriced) as unpriced_count
    from (
      select sum(h.open_fen)::bigint as open_fen, sum(h.unbilled_fen)::bigint as unbilled_fen, bool_or(h.billed) as billed
      from household h group by h.premises_id) f`.execute(analytics(tx))
  const groups = rows.flatMap(({ whole, ...row }) => (whole ? [] : [row]))
  const { unpricedCount, ...rest } = rows.find(row => row.whole) ?? {}
  if (unpricedCount === undefined || unpricedCount === null) throw new Error('A sum has no row.')
  const { householdsBilled, householdsClear, fullFen, unbilledFullFen, collectedFen } = rest as Counted
  return { groups, whole: { householdsBilled, householdsClear, fullFen, unbilledFullFen, collectedFen, unpricedCount } }
}

/** By month and by item a unit is no row, so those that cannot be priced are counted by community and building only. */
function groupsOf(asked: Asked, by: GroupBy): RawBuilder<unknown> {
  const table = (name: string) => sql`select * from ${sql.raw(name)}`
  const ofUnits = by === 'community' || by === 'building'
  const unpriced = groupedSums(by, asked, table('unpriced'), sql`count(*)::int as count`, sql``, { know: 'building' })
  return sql`
    select false as whole, g.id, g.group_id, g.month, g.name, g.community_name, g.households_billed, g.households_clear,
      g.unbilled_full_fen, coalesce(c.full_fen, 0) + g.unbilled_full_fen as full_fen, coalesce(c.collected_fen, 0) as collected_fen, ${ofUnits ? sql`coalesce(u.count, 0)` : sql`null::int`} as unpriced_count
    from (${by === 'month' ? groupedSums(by, asked, table('household_month'), MONTH_COUNTS) : groupedSums(by, asked, table('household'), COUNTS)}) g
    left join (${groupedSums(by, asked, table('collected'), CHARGED, sql``, { know: 'building' })}) c on c.id = g.id
    ${ofUnits ? sql`left join (${unpriced}) u on u.id = g.id` : sql``}`
}
