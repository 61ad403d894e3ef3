import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { fieldProblem } from '../people/parse-facts.ts'
import { refuseProblems } from '../people/refuse-problems.ts'
import { registry } from '../tables.ts'
import { requireWholeCompany } from '../tags/require-whole-company.ts'
import { type Field, listCustomFields } from './field-view.ts'

/** Adds a field to people, premises or vehicles. A label stands once among those of a subject. */
export async function createCustomField(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createCustomField>,
): Promise<Field> {
  requireWholeCompany(actor)
  const choices = choicesOf(input.type, input.choices)
  await refuseTakenLabel(tx, actor, input.subject, input.label, input.id)
  const { id, subject, label, type, required, position } = input
  await registry(tx)
    .insertInto('registry.customField')
    .values({ tenantId: tenantOf(actor), id, subject, label, type, choices, required, position, createdAt: now() })
    .execute()
  return { id, subject, label, type, choices, required, position, archived: false, version: 1 }
}

/** Renames, orders or archives a field. A choice that is taken away stays with whom it was said of. */
export async function editCustomField(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editCustomField>,
): Promise<Field> {
  requireWholeCompany(actor)
  const { items } = await listCustomFields(tx, actor, {})
  const before = items.find(field => field.id === input.fieldId)
  if (!before) throw platformRefuse.notFound()
  const choices = choicesOf(before.type, input.choices)
  await refuseTakenLabel(tx, actor, before.subject, input.label, before.id)
  const { label, required, position, archived } = input
  const updated = await registry(tx)
    .updateTable('registry.customField')
    .set({ label, choices, required, position, archivedAt: archived ? now() : null, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', before.id)
    .where('version', '=', input.version)
    .returning('version')
    .executeTakeFirst()
  if (!updated) throw platformRefuse.changedMeanwhile({ version: before.version })
  const after = { label, choices, required, position, archived }
  recordChanges(tx, before, after)
  return { ...before, ...after, version: updated.version }
}

function choicesOf(type: string, choices: readonly string[]): string[] {
  if (type !== 'choice') return []
  const known = [...new Set(choices)]
  if (known.length === 0) refuseProblems([fieldProblem('choices', 'missing')])
  return known
}

async function refuseTakenLabel(tx: Tx, actor: Actor, subject: string, label: string, id: string): Promise<void> {
  const other = await registry(tx)
    .selectFrom('registry.customField')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('subject', '=', subject)
    .where('label', '=', label)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) throw refuse.fieldLabelTaken()
}
