import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { beginRun } from './begin-run.ts'
import { lockImport } from './import-state.ts'
import { readImport } from './import-view.ts'
import { requireRights } from './require-rights.ts'
import { readRevert } from './revert-view.ts'
import { revertWorkbook } from './revert-workbook.ts'

/**
 * Lets everything an import made be taken back, by a job, as long as nothing else hangs on it (domain.md §8, 7), by who might have let it be
 * written. Errors: platform.not_found, platform.not_allowed, platform.beyond_scope, and those of the contract.
 */
export async function revertImport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.revertImport>,
): Promise<ResponseOf<typeof contract.revertImport>> {
  requireWholeCommunities(actor)
  const { state } = await lockImport(tx, actor, input.importId)
  if (state !== 'committed') throw refuse.notCommitted()
  await requireRights(tx, actor, input.importId)
  const { possible, blockers } = await readRevert(tx, actor, input)
  if (blockers.length > 0) throw refuse.revertBlocked({ blockers })
  if (!possible) throw refuse.nothingToRevert()
  await imports(tx)
    .updateTable('imports.import')
    .set({ revertReason: input.reason, revertedByName: actor.name })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.importId)
    .execute()
  const run = await beginRun(tx, actor, input.importId, 'reverting')
  await enqueue(tx, revertWorkbook, {
    ...{ importId: input.importId, run, reason: input.reason },
    ...{ by: actor.name, byId: actor.id },
  })
  return readImport(tx, actor, input)
}
