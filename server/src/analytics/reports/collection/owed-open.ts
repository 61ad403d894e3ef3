import { type RawBuilder, sql } from 'kysely'
import { today } from '../../../platform/clock.ts'
import { type Asked, isNarrowed } from '../ask-report.ts'

/**
 * What is open on the day of the charge months asked for, by `community_id`, `premises_id`, and by `item_id` and `month` where they are told apart; else
 * these are null. A bill that is open says of which month it is, and where it is of several its lines do; a day in the past adds back what was settled
 * since.
 */
export function owedOpen(asked: Asked, apart: { item: boolean; month: boolean }): RawBuilder<unknown> {
  const { tenantId, firstDay, lastDay, asOf } = asked
  const within = sql`l.segment_start between ${firstDay}::date and ${lastDay}::date`
  const item = (alias: string) => (apart.item ? sql`${sql.raw(alias)}.item_id` : sql`null::uuid`)
  const month = apart.month ? sql`date_trunc('month', l.segment_start::timestamp)::date` : sql`null::date`
  const ofBill = apart.month ? sql`b.month` : sql`null::date`
  const owed = sql`${isNarrowed(asked, 'b')} and b.issued_on <= ${asOf}::date`
  const now = sql`
    select b.community_id, b.premises_id, ${item('b')} as item_id, ${ofBill} as month, b.open_fen
    from billing.public_open_bill b
    where ${owed} and b.month between date_trunc('month', ${firstDay}::timestamp)::date and ${lastDay}::date
    union all
    select l.community_id, l.premises_id, ${item('b')}, ${month}, l.amount_fen - l.settled_fen
    from billing.public_open_bill b
    join billing.public_line l on l.tenant_id = b.tenant_id and l.bill_id = b.bill_id
    where ${owed} and b.month is null and ${within}`
  const since = sql`
    union all
    select l.community_id, l.premises_id, ${item('l')}, ${month}, s.amount_fen
    from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    where s.tenant_id = ${tenantId}::uuid and s.settled_on > ${asOf}::date and ${isNarrowed(asked, 'l')} and ${within}
      and l.state = 'issued' and l.issued_on <= ${asOf}::date`
  // Of today there is nothing after.
  return sql`
    select o.community_id, o.premises_id, o.item_id, o.month, sum(o.open_fen)::bigint as open_fen
    from (${now} ${asOf >= today() ? sql`` : since}) o group by 1, 2, 3, 4 having sum(o.open_fen) <> 0`
}
