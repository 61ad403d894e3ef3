import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { kindDefinition } from '../kinds/kinds.ts'
import { imports } from '../tables.ts'
import type { SheetMapping } from '../workbook/mapping.ts'
import { beginRun } from './begin-run.ts'
import { lockImport, requireSeen } from './import-state.ts'
import { readImport } from './import-view.ts'
import { planWorkbook } from './plan-workbook.ts'

/**
 * Takes a person's mapping and plans anew; under a name, it is remembered for the next file of the same origin.
 * Errors: platform.not_found, platform.beyond_scope (staff of some buildings: a file is of a whole community), platform.changed_meanwhile,
 * imports.already_committed, imports.mapping_wrong.
 */
export async function mapImport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.mapImport>,
): Promise<ResponseOf<typeof contract.mapImport>> {
  requireWholeCommunities(actor)
  const row = await lockImport(tx, actor, input.importId)
  if (['committed', 'committing', 'reverting'].includes(row.state)) throw refuse.alreadyCommitted()
  requireSeen(row, input.version)
  if (input.sheets.some(mappingWrong)) throw refuse.mappingWrong()
  const sheets = input.sheets.map(sheet => ({ ...sheet, rows: 0, ignoredColumns: [] }))
  await imports(tx)
    .updateTable('imports.import')
    .set({ sheets: JSON.stringify(sheets) })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.importId)
    .execute()
  if (input.saveAsTemplate) await saveTemplate(tx, actor, input.saveAsTemplate, input.sheets)
  const run = await beginRun(tx, actor, input.importId, 'reading')
  await enqueue(tx, planWorkbook, { importId: input.importId, run })
  return readImport(tx, actor, { importId: input.importId })
}

/** A field the kind does not have, or the same field from two columns. */
function mappingWrong(sheet: SheetMapping): boolean {
  const fields = sheet.columns.map(column => column.field).filter(field => field !== null)
  const definition = sheet.kind === null ? null : kindDefinition(sheet.kind)
  const unknown = definition
    ? fields.some(field => !definition.fields.some(candidate => candidate.field === field))
    : false
  return unknown || new Set(fields).size !== fields.length
}

async function saveTemplate(tx: Tx, actor: Actor, name: string, sheets: SheetMapping[]): Promise<void> {
  const row = { sheets: JSON.stringify(sheets), createdAt: now() }
  await imports(tx)
    .insertInto('imports.template')
    .values({ tenantId: tenantOf(actor), id: newId(), name, ...row })
    .onConflict(conflict =>
      conflict.columns(['tenantId', 'name']).doUpdateSet({ ...row, version: sql`imports.template.version + 1` }),
    )
    .execute()
}
