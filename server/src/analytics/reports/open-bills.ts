import { type RawBuilder, sql } from 'kysely'
import { type Asked, isNarrowed } from './ask-report.ts'

/**
 * The issued bills that were open at the end of the day `asOf`, as `bill_id`, `community_id`, `premises_id`, `item_id`, `due_on`, `open_fen`: what is
 * open of a bill is what is open of its lines. What is open today stands in a table of its own, few among years of bills; a day in the past adds back
 * what was settled since.
 */
export function openBills(asked: Asked): RawBuilder<unknown> {
  const { tenantId, asOf, communityId } = asked
  const owed = sql`${isNarrowed(asked, 'b')} and b.issued_on <= ${asOf}::date`
  return sql`
    select o.id as bill_id, o.community_id, o.premises_id, o.item_id, o.due_on, sum(o.open_fen)::bigint as open_fen
    from (
      select b.bill_id as id, b.community_id, b.premises_id, b.item_id, b.due_on, b.open_fen from billing.public_open_bill b where ${owed}
      union all
      select b.id, b.community_id, b.premises_id, b.item_id, b.due_on, s.amount_fen from billing.public_settlement s
      join billing.public_bill b on b.tenant_id = s.tenant_id and b.id = s.bill_id
      where s.tenant_id = ${tenantId}::uuid ${communityId ? sql`and s.community_id = ${communityId}::uuid` : sql``}
        and s.settled_on > ${asOf}::date and b.state = 'issued' and ${owed}
    ) o
    group by o.id, o.community_id, o.premises_id, o.item_id, o.due_on
    having sum(o.open_fen) <> 0`
}
