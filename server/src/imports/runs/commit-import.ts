import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { beginRun } from './begin-run.ts'
import { commitWorkbook } from './commit-workbook.ts'
import { lockImport } from './import-state.ts'
import { readImport } from './import-view.ts'

/** Lets the planned import be written, by a job; rows with errors stay out. */
export async function commitImport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.commitImport>,
): Promise<ResponseOf<typeof contract.commitImport>> {
  requireWholeCommunities(actor)
  const { state } = await lockImport(tx, actor, input.importId)
  if (['committed', 'committing', 'reverting', 'reverted'].includes(state)) throw refuse.alreadyCommitted()
  if (state !== 'planned') throw refuse.notPlanned()
  const run = await beginRun(tx, actor, input.importId, 'committing')
  await imports(tx)
    .updateTable('imports.import')
    .set({ appliedChanges: input.changes })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.importId)
    .execute()
  await enqueue(tx, commitWorkbook, { importId: input.importId, run, by: actor.name, apply: input.changes })
  return readImport(tx, actor, input)
}
