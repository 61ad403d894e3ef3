import { type RawBuilder, sql } from 'kysely'
import { type Asked, isNarrowed } from './ask-report.ts'

/**
 * The lines of issued bills that were open at the end of the day `asOf`, as `community_id`, `premises_id`, `item_id`, `month`,
 * `due_on`, `open_fen`. What is open today is read from the bills that are; a day in the past adds back what was settled since.
 */
export function openLines(asked: Asked): RawBuilder<unknown> {
  return sql`
    select l.community_id, l.premises_id, l.item_id, date_trunc('month', l.segment_start::timestamp)::date as month, l.due_on,
      l.amount_fen - l.settled_fen + coalesce(later.fen, 0) as open_fen
    from billing.public_bill_line l
    left join (
      select s.bill_line_id, sum(s.amount_fen) as fen from billing.public_settlement s
      where s.tenant_id = ${asked.tenantId}::uuid and s.settled_on > ${asked.asOf}::date
      group by s.bill_line_id
    ) later on later.bill_line_id = l.id
    where ${isNarrowed(asked, 'l')} and l.state = 'issued' and l.issued_on <= ${asked.asOf}::date
      and l.amount_fen - l.settled_fen + coalesce(later.fen, 0) <> 0`
}
