import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { percentOf } from '../../../platform/decimals.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport } from '../ask-report.ts'
import { summedFacts } from '../charge-sums.ts'
import { type GroupBy, groupedSums } from '../group-by.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { readArrearsRate } from './arrears-rate.ts'
import { householdFacts, unitsOf } from './household-facts.ts'

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
  const asked = await askReport(tx, actor, input)
  const { from, to, asOf } = asked
  const arrears = await readArrearsRate(tx, asked)
  return { from, to, asOf, ...(await readWhole(tx, asked)), arrears }
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
  const asked = await askReport(tx, actor, input)
  const counted = await readGroups(tx, asked, input.by)
  const left = await countUnpriced(tx, asked, input.by)
  const rows = counted.map(
    (row): Row => ({ ...row, ...ratesOf(row), unpricedCount: left === null ? null : (left.get(row.id) ?? 0) }),
  )
  const { from, to, asOf } = asked
  return {
    ...pageGroups(input, rows, SORTS, input.by === 'month' ? 'name' : '-fullFen'),
    ...{ sums: await readWhole(tx, asked), from, to, asOf },
  }
}

const COUNTS = sql`count(*) filter (where f.billed)::int as households_billed,
  count(*) filter (where f.billed and f.open_fen <= 0)::int as households_clear, coalesce(sum(f.full_fen), 0)::bigint as full_fen,
  coalesce(sum(f.unbilled_fen), 0)::bigint as unbilled_full_fen`

async function readWhole(tx: Tx, asked: Asked): Promise<Report['sums']> {
  const { rows } = await sql<Counted & { unpricedCount: number }>`
    with household as materialized (${householdFacts(asked, 'community')})
    select ${COUNTS},
      (select coalesce(sum(c.collected), 0)::bigint from (${await summedFacts(tx, asked)}) c) as collected_fen,
      (select count(*)::int from (${unitsOf(asked)}) u where not exists (select from household h where h.premises_id = u.premises_id))
        as unpriced_count
    from household f`.execute(analytics(tx))
  const [counted] = rows
  if (!counted) throw new Error('A sum has no row.')
  return { ...counted, ...ratesOf(counted) }
}

function ratesOf(counted: Counted): Pick<Row, 'householdRate' | 'saturationRate'> {
  return {
    householdRate: percentOf(BigInt(counted.householdsClear), BigInt(counted.householdsBilled)),
    saturationRate: percentOf(counted.collectedFen, counted.fullFen),
  }
}

async function readGroups(tx: Tx, asked: Asked, by: GroupBy): Promise<(Group & Counted)[]> {
  const households = groupedSums(by, asked, householdFacts(asked, by), COUNTS)
  const { rows } = await sql<Group & Omit<Counted, 'collectedFen'>>`${households}`.execute(analytics(tx))
  const collected = groupedSums(
    by,
    asked,
    await summedFacts(tx, asked),
    sql`sum(f.collected)::bigint as collected_fen`,
    sql``,
    {
      know: 'building',
    },
  )
  const { rows: sums } = await sql<Group & { collectedFen: bigint }>`${collected}`.execute(analytics(tx))
  const collectedOf = new Map(sums.map(row => [row.id, row.collectedFen]))
  return rows.map(row => ({ ...row, collectedFen: collectedOf.get(row.id) ?? 0n }))
}

/** By community or building, how many units cannot be priced; by month and by item a unit is no row. */
async function countUnpriced(tx: Tx, asked: Asked, by: GroupBy): Promise<Map<string, number> | null> {
  if (by === 'month' || by === 'item') return null
  const left = sql`select u.community_id, u.building_id, u.premises_id, null::uuid as item_id, null::date as month
    from (${unitsOf(asked)}) u
    where not exists (select from (${householdFacts(asked, 'community')}) h where h.premises_id = u.premises_id)`
  const grouped = groupedSums(by, asked, left, sql`count(*)::int as count`, sql``, { know: 'building' })
  const { rows } = await sql<{ id: string; count: number }>`${grouped}`.execute(analytics(tx))
  return new Map(rows.map(row => [row.id, row.count]))
}
