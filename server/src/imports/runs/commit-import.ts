import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireSigned } from '../control/require-signed.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { beginRun } from './begin-run.ts'
import { commitWorkbook } from './commit-workbook.ts'
import { lockImport, requireSeen } from './import-state.ts'
import { readImport } from './import-view.ts'
import { requireRights } from './require-rights.ts'

/** Lets the planned import be written, by a job; rows with errors stay out. Errors: platform.changed_meanwhile when it was planned anew since, and those of the contract. */
export async function commitImport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.commitImport>,
): Promise<ResponseOf<typeof contract.commitImport>> {
  requireWholeCommunities(actor)
  const row = await lockImport(tx, actor, input.importId)
  const { state } = row
  if (['committed', 'committing', 'reverting', 'reverted'].includes(state)) throw refuse.alreadyCommitted()
  if (state !== 'planned') throw refuse.notPlanned()
  if (input.version !== undefined) requireSeen(row, input.version)
  await requireRights(tx, actor, input.importId)
  await requireSigned(tx, actor, input.importId)
  const run = await beginRun(tx, actor, input.importId, 'committing')
  await imports(tx)
    .updateTable('imports.import')
    .set({ appliedChanges: input.changes })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.importId)
    .execute()
  await enqueue(tx, commitWorkbook, {
    ...{ importId: input.importId, run, apply: input.changes },
    ...{ by: actor.name, byId: actor.id },
  })
  return readImport(tx, actor, input)
}
