import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Asked } from '../ask-report.ts'

/** 催回, for `from`: settlements `s` of bills `b` of households that are somebody's to ask, by assignment `a`. */
export const RECOVERED = sql`billing.public_dunning_assignment a
    join billing.public_bill b on b.tenant_id = a.tenant_id and b.premises_id = a.premises_id and b.state = 'issued'
    join billing.public_settlement s on s.tenant_id = b.tenant_id and s.bill_id = b.id`

/** Which of them count: money and 预存冲抵 after the bill was due and since the household is theirs, within the months. */
export function recoveredWithin({ firstDay, lastDay }: Asked): RawBuilder<SqlBool> {
  return sql<SqlBool>`(s.source_kind in ('payment', 'purse') and s.settled_on > b.due_on and s.settled_on >= a.assigned_on
    and s.settled_on between ${firstDay}::date and ${lastDay}::date)`
}
