import type { analytics as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { addDays } from '../../platform/period.ts'
import { isRated } from '../reports/ask-report.ts'
import { analytics } from '../tables.ts'
import { type Asked, isAsked } from './asked.ts'

type Dashboard = ResponseOf<typeof contract.dashboard>
type Totals = Pick<
  Dashboard,
  'receivableFen' | 'collectedFen' | 'outstandingFen' | 'overdueFen' | 'collectionRate' | 'collectedTodayFen'
>

const MAX_MONTHS = 36
const DAYS = 30
const MAX_BUILDINGS = 200

/** Of the sums that the database keeps of lines and settlements (`billing.public_charge_sum`): what is asked for, and what of it is settled. */
const OWED = sql`s.billed_fen - s.reversed_fen`
const SETTLED = sql`s.collected_fen + s.waived_fen + s.written_off_fen`

type Charged = Record<'receivableFen' | 'collectedFen' | 'ratedFen' | 'ratedCollectedFen', bigint>

/**
 * Over all issued bills (domain.md §1.3, of all time rather than of a period; Σ lines = bill, R12):
 * - 应收 receivable = Σ amount
 * - 实收 collected = Σ settled; whoever paid when
 * - 欠费 outstanding = receivable − collected = Σ open lines
 * - overdue = Σ open of bills due before today
 * - 收缴率 = collected ÷ receivable, without deposits (as the report of it); null when nothing is receivable
 *
 * 今日实收 is the cash view: Σ payments taken today, whatever they were for.
 */
export async function moneyTotals(tx: Tx, asked: Asked): Promise<Totals> {
  const rated = isRated(asked.tenantId, sql`s.item_id`)
  const charged = await sql<Charged>`
    select coalesce(sum(${OWED}), 0)::bigint as receivable_fen, coalesce(sum(${SETTLED}), 0)::bigint as collected_fen,
      coalesce(sum(${OWED}) filter (where ${rated}), 0)::bigint as rated_fen,
      coalesce(sum(${SETTLED}) filter (where ${rated}), 0)::bigint as rated_collected_fen
    from billing.public_charge_sum s where ${isAsked(asked, 's')}`.execute(analytics(tx))
  const late = await sql<{ overdueFen: bigint }>`
    select coalesce(sum(b.open_fen), 0)::bigint as overdue_fen
    from billing.public_open_bill b where ${isAsked(asked, 'b')} and b.due_on < ${today()}::date`.execute(analytics(tx))
  const cash = await sql<{ collectedTodayFen: bigint }>`
    select coalesce(sum(p.amount_fen), 0)::bigint as collected_today_fen
    from payments.public_payment p where ${isAsked(asked, 'p')} and p.paid_on = ${today()}::date`.execute(analytics(tx))
  const [sums = { receivableFen: 0n, collectedFen: 0n, ratedFen: 0n, ratedCollectedFen: 0n }] = charged.rows
  const { receivableFen, collectedFen } = sums
  return {
    ...{ receivableFen, collectedFen },
    overdueFen: late.rows[0]?.overdueFen ?? 0n,
    outstandingFen: receivableFen - collectedFen,
    collectionRate: percentOf(sums.ratedCollectedFen, sums.ratedFen),
    collectedTodayFen: cash.rows[0]?.collectedTodayFen ?? 0n,
  }
}

/**
 * By charge period (费用所属期, domain.md §1.3): the lines of issued bills by the month in which each begins — a contract month
 * 06-10…07-09 counts as June — with what of them is settled by now. The newest 36 months that have any, oldest first.
 * Its rate is a collection rate: deposits are left out.
 */
export async function moneyByMonth(tx: Tx, asked: Asked): Promise<Dashboard['byMonth']> {
  const { rows } = await sql<Dashboard['byMonth'][number]>`
    select to_char(s.month, 'YYYY-MM') as month, sum(${OWED})::bigint as receivable_fen, sum(${SETTLED})::bigint as collected_fen
    from billing.public_charge_sum s where ${isAsked(asked, 's')} and ${isRated(asked.tenantId, sql`s.item_id`)}
    group by 1 order by 1 desc limit ${MAX_MONTHS}`.execute(analytics(tx))
  return rows.reverse()
}

/** Cash view (现金口径): payments by the day they were taken, each of the last 30 days until today, also those without any. */
export async function collectedByDay(tx: Tx, asked: Asked): Promise<Dashboard['collectedByDay']> {
  const from = addDays(today(), 1 - DAYS)
  const { rows } = await sql<Dashboard['collectedByDay'][number]>`
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(p.amount_fen, 0)::bigint as amount_fen
    from generate_series(${from}::date, ${today()}::date, interval '1 day') as d(day)
    left join (
      select p.paid_on, sum(p.amount_fen) as amount_fen from payments.public_payment p
      where ${isAsked(asked, 'p')} and p.paid_on between ${from}::date and ${today()}::date
      group by p.paid_on
    ) p on p.paid_on = d.day::date
    order by 1`.execute(analytics(tx))
  return rows
}

/**
 * 欠费 by building, the largest first: Σ (amount − settled) of issued bills and how many households owe. Premises outside any
 * building (parking) come together, under the empty name. Where several communities have arrears the name says which.
 */
export async function arrearsByBuilding(tx: Tx, asked: Asked): Promise<Dashboard['arrearsByBuilding']> {
  const { rows } = await sql<Dashboard['arrearsByBuilding'][number] & { communityName: string }>`
    select c.name as community_name, coalesce(p.building_name, '') as building_name,
      sum(b.open_fen)::bigint as outstanding_fen, count(*)::int as household_count
    from (
      select b.premises_id, b.community_id, sum(b.open_fen) as open_fen from billing.public_open_bill b
      where ${isAsked(asked, 'b')} and b.open_fen > 0 group by b.premises_id, b.community_id
    ) b
    join registry.public_premises p on p.tenant_id = ${asked.tenantId}::uuid and p.id = b.premises_id
    join registry.public_community c on c.tenant_id = ${asked.tenantId}::uuid and c.id = b.community_id
    group by c.id, c.name, p.building_id, p.building_name
    order by outstanding_fen desc, c.name, building_name
    limit ${MAX_BUILDINGS}`.execute(analytics(tx))
  const several = new Set(rows.map(row => row.communityName)).size > 1
  return rows.map(({ communityName, buildingName, ...row }) => ({
    ...row,
    buildingName: several ? `${communityName} ${buildingName}`.trim() : buildingName,
  }))
}
