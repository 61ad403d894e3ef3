import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { CivilDate, CivilMonth } from '../../platform/period.ts'
import { GIVEN_AWAY } from '../collections/settled-part.ts'
import { billing } from '../tables.ts'

/** What stands for a later month: revenue without tax and the tax inside, in fen. */
export interface Deferred {
  month: CivilMonth
  netFen: bigint
  taxFen: bigint
}

/**
 * What was posted to 6001 until the last day of a month for lines whose charge month (that in which the line begins) lies after it, by
 * charge month: the lines with the tax frozen in them, red ones as they are, less what was waived, rounded off or let off of them by then,
 * split as it was posted. A line counts from the day its bill is posted on; what was let off before then counts already. Written off is
 * a loss, not less revenue. The account is the one the bill was posted against, whatever its item is now.
 *
 * Only lines of later months are read, and only as far as the sums know of any (`charge_sum`); what was let off is looked for only where
 * they know of something.
 */
export async function readDeferred(tx: Tx, actor: Actor, communityId: string, lastDay: CivilDate): Promise<Deferred[]> {
  const { rows } = await sql<Deferred>`
    select to_char(f.segment_start, 'YYYY-MM') as month, sum(f.fen - f.tax)::bigint as net_fen, sum(f.tax)::bigint as tax_fen
    from (${deferredFacts(tenantOf(actor), communityId, lastDay)}) f
    group by 1 having sum(f.fen - f.tax) <> 0 or sum(f.tax) <> 0
    order by 1`.execute(billing(tx))
  return rows
}

function deferredFacts(tenantId: string, communityId: string, lastDay: CivilDate): RawBuilder<unknown> {
  const later = sql`from billing.charge_sum s where s.tenant_id = ${tenantId}::uuid and s.community_id = ${communityId}::uuid
    and s.month > ${lastDay}::date and s.fact_month <= ${lastDay}::date`
  return sql`
    with line as materialized (
      select l.id, l.bill_id, l.segment_start, l.amount_fen, coalesce(l.tax_fen, 0) as tax_fen, b.posted_on
      from billing.bill_line l
      join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id and b.state = 'issued'
      where l.tenant_id = ${tenantId}::uuid and l.community_id = ${communityId}::uuid and l.segment_start > ${lastDay}::date
        and l.segment_start < (select max(s.month) + interval '1 month' ${later})
        and (b.posted_on <= ${lastDay}::date
          or date_trunc('month', l.segment_start::timestamp)::date = any(array(select s.month ${later} and s.waived_fen <> 0)))
    ), ours as materialized (
      select d.bill_id from (select distinct bill_id from line) d
      where exists (select 1 from ledger.public_posting p where p.tenant_id = ${tenantId}::uuid
        and p.source_kind = 'billing.bill-issued' and p.source_id = d.bill_id and p.account_code = '6001')
    )
    select l.segment_start, l.amount_fen as fen, l.tax_fen as tax from line l join ours using (bill_id)
    where l.posted_on <= ${lastDay}::date
    union all
    select l.segment_start, -s.amount_fen, -coalesce(s.tax_fen, 0)
    from line l join ours using (bill_id)
    join billing.settlement s on s.tenant_id = ${tenantId}::uuid and s.bill_line_id = l.id
    where s.source_kind in ${GIVEN_AWAY} and s.settled_on <= ${lastDay}::date
      and exists (select 1 ${later} and s.waived_fen <> 0)`
}
