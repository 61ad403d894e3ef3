import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'

export type Field = ResponseOf<typeof contract.listCustomFields>['items'][number]
export type FieldValues = ResponseOf<typeof contract.readPersonFields>

/** The company's own fields in their order, archived ones at the end. */
export async function listCustomFields(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listCustomFields>,
): Promise<ResponseOf<typeof contract.listCustomFields>> {
  const rows = await registry(tx)
    .selectFrom('registry.customField')
    .select(['id', 'subject', 'label', 'type', 'choices', 'required', 'position', 'archivedAt', 'version'])
    .where('tenantId', '=', tenantOf(actor))
    .$if(input.subject !== undefined, query => query.where('subject', '=', input.subject ?? ''))
    .orderBy(sql`archived_at is not null`)
    .orderBy('subject')
    .orderBy('position')
    .orderBy('createdAt')
    .execute()
  return {
    items: rows.map(({ archivedAt, ...row }) => ({
      ...row,
      subject: row.subject as Field['subject'],
      type: row.type as Field['type'],
      archived: archivedAt !== null,
    })),
  }
}

export type Subject = { subject: 'person' | 'premises' | 'vehicle'; id: string }

/** Refuses a person, premises or vehicle that is not there, or merged away; answers the community of a place or vehicle. */
export async function requireSubject(tx: Tx, actor: Actor, of: Subject): Promise<string | null> {
  if (of.subject === 'person') {
    const person = await registry(tx)
      .selectFrom('registry.person')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', of.id)
      .executeTakeFirst()
    if (!person) throw refuse.notFound()
    return null
  }
  const found = await registry(tx)
    .selectFrom(of.subject === 'premises' ? 'registry.premises' : 'registry.vehicle')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', of.id)
    .executeTakeFirst()
  if (!found) throw refuse.notFound()
  return found.communityId
}

/** What is said of a person, premises or vehicle: every field that is asked, and archived ones that were answered. */
export async function readFields(tx: Tx, actor: Actor, of: Subject): Promise<FieldValues> {
  await requireSubject(tx, actor, of)
  const { items } = await listCustomFields(tx, actor, { subject: of.subject })
  const { rows } = await sql<{ fieldId: string; value: string; version: number }>`
    select field_id, value, version from ${sql.table(`registry.${of.subject}_field_value`)}
    where tenant_id = ${tenantOf(actor)} and ${sql.ref(`${of.subject}_id`)} = ${of.id}`.execute(registry(tx))
  const said = new Map(rows.map(row => [row.fieldId, row]))
  return {
    items: items
      .filter(field => !field.archived || said.has(field.id))
      .map(field => ({
        field,
        value: said.get(field.id)?.value ?? null,
        version: said.get(field.id)?.version ?? 0,
      })),
  }
}

export const readPersonFields = (tx: Tx, actor: Actor, input: { personId: string }) =>
  readFields(tx, actor, { subject: 'person', id: input.personId })

export const readPremisesFields = (tx: Tx, actor: Actor, input: { premisesId: string }) =>
  readFields(tx, actor, { subject: 'premises', id: input.premisesId })

export const readVehicleFields = (tx: Tx, actor: Actor, input: { vehicleId: string }) =>
  readFields(tx, actor, { subject: 'vehicle', id: input.vehicleId })
