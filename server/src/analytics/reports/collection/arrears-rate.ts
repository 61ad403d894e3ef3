import type { analytics as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'
import { percentOf } from '../../../platform/decimals.ts'
import type { CivilDate } from '../../../platform/period.ts'
import { analytics } from '../../tables.ts'
import { type Asked, isNarrowed } from '../ask-report.ts'
import { COLLECTED } from '../charge-facts.ts'
import { summedFacts } from '../charge-sums.ts'
import { readFacts } from './collection-view.ts'
import { collectionOf } from './sums.ts'

type ArrearsRate = ResponseOf<typeof contract.readHouseholdRates>['arrears']

/**
 * 清欠率 of a span, and why it may exceed 100 %: what is billed within the span for months before it (a meter read late, arrears taken over) is
 * collected as 清欠 but was no 期初欠费. The formula of the trade (domain.md §1.3) has this hole; here is how much it is, and the rate without it.
 * Corrections are left where they are: red and blue come to nothing but what they corrected.
 */
export async function readArrearsRate(tx: Tx, asked: Asked): Promise<ArrearsRate> {
  const { openingArrearsFen: openingFen, collectedOldFen: collectedFen } = collectionOf(
    await readFacts(tx, asked, 'community'),
    asked.from,
    asked.to,
  )
  const late = await readLate(tx, asked)
  return {
    ...{ openingFen, collectedFen, ...late },
    rate: percentOf(collectedFen, openingFen),
    rateWithoutLate: percentOf(collectedFen - late.lateCollectedFen, openingFen),
  }
}

type Late = Pick<ArrearsRate, 'lateBilledFen' | 'lateCollectedFen'>

/** What was billed within the span for earlier months, and collected of it. Only months of which the sums know such lines are read. */
async function readLate(tx: Tx, asked: Asked): Promise<Late> {
  const { tenantId, firstDay, lastDay } = asked
  const earlier: Asked = { ...asked, firstDay: '0001-01-01', asOf: lastDay }
  const { rows: months } = await sql<{ month: CivilDate }>`
    select distinct f.month from (${await summedFacts(tx, earlier)}) f
    where f.month < ${firstDay}::date and f.fact_month between ${firstDay}::date and ${lastDay}::date and f.line > 0`.execute(
    analytics(tx),
  )
  if (months.length === 0) return { lateBilledFen: 0n, lateCollectedFen: 0n }
  const { rows } = await sql<Late>`
    with late as (
      select l.id, l.amount_fen from unnest(${months.map(row => row.month)}::date[]) as m(first_on)
      join billing.public_bill_line l
        on l.segment_start between m.first_on and (m.first_on + interval '1 month - 1 day')::date
      where ${isNarrowed(asked, 'l')} and l.state = 'issued' and l.kind <> 'correction'
        and l.issued_on between ${firstDay}::date and ${lastDay}::date
    )
    select coalesce((select sum(l.amount_fen) from late l), 0)::bigint as late_billed_fen,
      coalesce((select sum(s.amount_fen) from late l
        join billing.public_settlement s on s.tenant_id = ${tenantId}::uuid and s.bill_line_id = l.id
        where s.source_kind in ${COLLECTED} and s.settled_on <= ${lastDay}::date), 0)::bigint as late_collected_fen`.execute(
    analytics(tx),
  )
  const [row] = rows
  if (!row) throw new Error('A sum has no row.')
  return row
}
