import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'

/**
 * Who the person of a column is now: the survivor when that record was merged into another (docs/decisions/0011). Facts keep the id
 * they were written with, so whoever asks whether two facts are of one person compares this.
 */
export function personNow(actor: Actor, column: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`coalesce((select w.merged_into from registry.public_person w
    where w.tenant_id = ${tenantOf(actor)}::uuid and w.id = ${column}), ${column})`
}
