import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { type FieldProblem, fieldProblem } from '../people/parse-facts.ts'
import { refuseProblems } from '../people/refuse-problems.ts'
import { registry } from '../tables.ts'
import { type FieldValues, listCustomFields, readFields, requireSubject, type Subject } from './field-view.ts'
import { parseValue } from './parse-value.ts'

type Said = RequestOf<typeof contract.setPersonFields>['values'][number]

/** Says values of a person, premises or vehicle. Each is compared with the version that was read, so that two people lose nothing. */
async function setFields(tx: Tx, actor: Actor, of: Subject, values: readonly Said[]): Promise<FieldValues> {
  const communityId = await requireSubject(tx, actor, of)
  const before = await readFields(tx, actor, of)
  const problems: FieldProblem[] = []
  const wanted = values.map((one, index) => {
    const known = before.items.find(item => item.field.id === one.fieldId)
    if (!known) throw refuse.notFound()
    const value = one.value === null || one.value === '' ? null : parseValue(known.field, one.value)
    if (one.value && value === null) problems.push(fieldProblem(`values.${index}.value`, 'wrong'))
    if (value === null && known.field.required && !one.value)
      problems.push(fieldProblem(`values.${index}.value`, 'missing'))
    if (known.version !== one.version) throw refuse.changedMeanwhile({ version: known.version })
    return { ...one, value, known }
  })
  refuseProblems(problems)
  for (const { fieldId, value, known } of wanted) {
    if (value === known.value) continue
    await setValue(tx, actor, of, communityId, { fieldId, value })
    recordChanges<object>(tx, { [known.field.label]: known.value }, { [known.field.label]: value })
  }
  return readFields(tx, actor, of)
}

async function setValue(
  tx: Tx,
  actor: Actor,
  of: Subject,
  communityId: string | null,
  { fieldId, value }: { fieldId: string; value: string | null },
): Promise<void> {
  const table = sql.table(`registry.${of.subject}_field_value`)
  const column = sql.ref(`${of.subject}_id`)
  if (value === null) {
    await sql`delete from ${table} where tenant_id = ${tenantOf(actor)} and ${column} = ${of.id} and field_id = ${fieldId}`.execute(
      registry(tx),
    )
    return
  }
  const place =
    communityId === null
      ? { names: sql``, values: sql`` }
      : { names: sql`, community_id`, values: sql`, ${communityId}` }
  await sql`insert into ${table} as v (tenant_id, ${column}, field_id, value${place.names})
    values (${tenantOf(actor)}, ${of.id}, ${fieldId}, ${value}${place.values})
    on conflict (tenant_id, ${column}, field_id) do update set value = excluded.value, version = v.version + 1`.execute(
    registry(tx),
  )
}

export const setPersonFields = (tx: Tx, actor: Actor, input: { personId: string; values: Said[] }) =>
  setFields(tx, actor, { subject: 'person', id: input.personId }, input.values)

export const setPremisesFields = (tx: Tx, actor: Actor, input: { premisesId: string; values: Said[] }) =>
  setFields(tx, actor, { subject: 'premises', id: input.premisesId }, input.values)

export const setVehicleFields = (tx: Tx, actor: Actor, input: { vehicleId: string; values: Said[] }) =>
  setFields(tx, actor, { subject: 'vehicle', id: input.vehicleId }, input.values)

/**
 * The company's own fields of somebody or something new: every field that must be answered is, and what is answered is written.
 * Errors: platform.input_wrong at `values.n.value`, or at `values` for a field that was not brought along.
 */
export async function answerFields(tx: Tx, actor: Actor, of: Subject, values: readonly Said[] = []): Promise<void> {
  const { items } = await listCustomFields(tx, actor, { subject: of.subject })
  const missing = items.flatMap(field => {
    const index = values.findIndex(value => value.fieldId === field.id)
    if (!field.required || field.archived || values[index]?.value) return []
    return [fieldProblem(index < 0 ? 'values' : `values.${index}.value`, 'missing')]
  })
  refuseProblems(missing)
  const answered = values.filter(value => value.value !== null && value.value !== '')
  if (answered.length > 0) await setFields(tx, actor, of, answered)
}
