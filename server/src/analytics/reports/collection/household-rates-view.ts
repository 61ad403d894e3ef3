import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import { today } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { percentOf } from '../../../platform/decimals.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport, isNarrowed } from '../ask-report.ts'
import { summedFacts } from '../charge-sums.ts'

type Rates = ResponseOf<typeof contract.readHouseholdRates>

interface Counted {
  householdsBilled: number
  householdsClear: number
  fullFen: bigint
  collectedFen: bigint
}

/**
 * Of charge months, as of the end of a day (domain.md §1.3, E69): 户数收缴率 = households that owe nothing of them ÷ households billed;
 * 饱和收缴率 = 实收 ÷ 饱和应收, what these lines would be at the full standard, before vacancy and other discounts.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function readHouseholdRates(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.readHouseholdRates>,
): Promise<Rates> {
  const asked = await askReport(tx, actor, input)
  const { rows } = await sql<Counted>`
    with household as (
      select premises_id, sum(open_fen) as open_fen, sum(full_fen) as full_fen from (${openLines(asked)}) f group by premises_id
    )
    select count(*)::int as households_billed, count(*) filter (where open_fen <= 0)::int as households_clear,
      coalesce(sum(full_fen), 0)::bigint as full_fen,
      (select coalesce(sum(f.collected), 0)::bigint from (${await summedFacts(tx, asked)}) f) as collected_fen
    from household`.execute(analytics(tx))
  const [counted] = rows
  if (!counted) throw new Error('A sum has no row.')
  const { from, to, asOf } = asked
  return {
    ...{ from, to, asOf, ...counted },
    householdRate: percentOf(BigInt(counted.householdsClear), BigInt(counted.householdsBilled)),
    saturationRate: percentOf(counted.collectedFen, counted.fullFen),
  }
}

/** The lines asked for with what was open of each on the day: what was settled after it still was. Of today there is nothing after. */
function openLines(asked: Asked): RawBuilder<unknown> {
  const lines = sql`
    from billing.public_bill_line l
    where ${isNarrowed(asked, 'l')} and l.state = 'issued' and l.issued_on <= ${asked.asOf}::date
      and l.segment_start between ${asked.firstDay}::date and ${asked.lastDay}::date`
  const now = sql`select l.premises_id, l.amount_fen - l.settled_fen as open_fen, l.full_fen ${lines}`
  if (asked.asOf >= today()) return now
  return sql`${now} union all
    select l.premises_id, s.amount_fen, 0::bigint
    from billing.public_settlement s join (select l.id, l.premises_id ${lines}) l on l.id = s.bill_line_id
    where s.tenant_id = ${asked.tenantId}::uuid and s.settled_on > ${asked.asOf}::date`
}
