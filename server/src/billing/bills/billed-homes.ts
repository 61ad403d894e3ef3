import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { contains, startsWith } from '../../platform/starts-with.ts'

const PARTS = ['payer_name', 'name_from_2', 'name_from_3', 'name_from_4']

/**
 * Homes that may have bills which a text names, as tables for `with`: `labelled` has the text in its label, `named` is these and those on whose
 * bills it stands in the payer's name. A name is short: each of its parts is a question of its own, served by an index behind the walls; only
 * longer ones are looked into. Of one community, where one is asked for.
 */
export function billedHomes(actor: Actor, text: string, communityId: string | undefined): RawBuilder<unknown>[] {
  const tenantId = sql`${tenantOf(actor)}::uuid`
  const here = (table: string) =>
    communityId ? sql`and ${sql.ref(`${table}.community_id`)} = ${communityId}::uuid` : sql``
  const parts = [
    ...PARTS.map(column => startsWith(sql.raw(`k.${column}`), text)),
    sql`k.is_long_name and ${contains(sql`k.payer_name`, text)}`,
  ].map(
    part =>
      sql`select k.premises_id from billing.bill_payer k where k.tenant_id = ${tenantId} and ${part} ${here('k')}`,
  )
  return [
    sql`labelled as materialized (
      select n.id from registry.public_premises n where n.tenant_id = ${tenantId} ${here('n')} and ${contains(sql`n.label`, text)})`,
    sql`named as materialized (
      select n.id from labelled n union ${sql.join(parts, sql` union `)})`,
  ]
}
