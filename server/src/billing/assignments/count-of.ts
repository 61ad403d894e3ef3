/** What a quantity is counted by in the registry. */
import { type RawBuilder, sql } from 'kysely'

/** As it is kept with an assignment; no kinds are all kinds. */
export interface CountedBy {
  of: 'vehicles' | 'meters'
  kinds: readonly string[]
}

/** How many there are now of what the assignment of an alias is counted by. */
export function countOf(alias: string): RawBuilder<string> {
  const a = sql.raw(alias)
  const kind = (column: RawBuilder<unknown>) =>
    sql`(${a}.counted_by -> 'kinds' = '[]'::jsonb or ${a}.counted_by -> 'kinds' ? ${column})`
  return sql<string>`(case when ${a}.counted_by ->> 'of' = 'vehicles' then (select count(*) from registry.public_vehicle v
      where v.tenant_id = ${a}.tenant_id and v.premises_id = ${a}.premises_id and v.state = 'active' and ${kind(sql`v.kind`)})
    else (select count(*) from metering.public_meter m
      where m.tenant_id = ${a}.tenant_id and m.premises_id = ${a}.premises_id and m.state <> 'retired' and ${kind(sql`m.kind`)}) end)::numeric`
}
