import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'

/** What hangs on a person by `person_id` and is written down whole when people are merged: nothing else names these rows. */
export const PARTS = [
  ...([
    'person_phone',
    'person_contact',
    'pet',
    'person_tag',
    'person_field_value',
    'occupancy',
    'lease_party',
  ] as const),
] as const

/**
 * Where else in the registry somebody is named: there only the name moves. Who was merged into the other before names the survivor from now
 * on, so that one look at `merged_into` finds everybody whom a person turned out to be.
 */
export const REFERENCES = [
  { relation: 'vehicle', column: 'owner_id' },
  { relation: 'vehicle_application', column: 'person_id' },
  { relation: 'space_lease', column: 'holder_id' },
  { relation: 'person', column: 'merged_into' },
] as const

/** Every row of some people as it stands, as JSON text in an order of its own; sealed things stay sealed. */
export async function takeSnapshot(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<string> {
  const parts = PARTS.map(
    part => sql`${sql.lit(part)}, (select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]'::jsonb)
      from ${sql.table(`registry.${part}`)} t where t.tenant_id = ${tenantOf(actor)} and t.person_id = any(${personIds}::uuid[]))`,
  )
  const { rows } = await sql<{ snapshot: string }>`
    select jsonb_build_object('person', (select jsonb_agg(to_jsonb(n) order by n.id) from registry.person n
      where n.tenant_id = ${tenantOf(actor)} and n.id = any(${personIds}::uuid[])), ${sql.join(parts)})::text as snapshot`.execute(
    registry(tx),
  )
  return rows[0]?.snapshot ?? '{}'
}

/** Puts back every row of a snapshot: people as they were, and what hangs on them exactly. */
export async function restoreSnapshot(
  tx: Tx,
  actor: Actor,
  personIds: readonly string[],
  snapshot: string,
): Promise<void> {
  for (const part of PARTS) {
    const table = sql.table(`registry.${part}`)
    await sql`delete from ${table} t where t.tenant_id = ${tenantOf(actor)} and t.person_id = any(${personIds}::uuid[])`.execute(
      registry(tx),
    )
    await sql`insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${snapshot}::jsonb -> ${sql.lit(part)})`.execute(
      registry(tx),
    )
  }
  await sql`
    update registry.person n set
      (community_id, type, name, name_pinyin, name_initials, given_pinyin, last_pinyin, former_names, sex, birthday, id_type, id_number_sealed, id_number_index, email,
        email_sealed, email_index, postal_address, postal_address_sealed, legal_representative, note, merged_into, version, updated_at)
      = (w.community_id, w.type, w.name, w.name_pinyin, w.name_initials, w.given_pinyin, w.last_pinyin, w.former_names, w.sex, w.birthday, w.id_type, w.id_number_sealed,
        w.id_number_index, w.email, w.email_sealed, w.email_index, w.postal_address, w.postal_address_sealed, w.legal_representative, w.note, w.merged_into, w.version, w.updated_at)
    from jsonb_populate_recordset(null::registry.person, ${snapshot}::jsonb -> 'person') w
    where n.tenant_id = ${tenantOf(actor)} and n.tenant_id = w.tenant_id and n.id = w.id`.execute(registry(tx))
}
