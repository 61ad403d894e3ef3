import type { imports as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { closeControlNotices } from '../control/tell-control.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { lockImport, setState } from './import-state.ts'
import { readImport } from './import-view.ts'

/**
 * Asks the run of an import to stop. What is only being read stops at once, and what is only planned is given up; what is being written rolls back at its next step: its
 * import is locked by the run, so only the progress is touched.
 */
export async function cancelImport(
  tx: Tx,
  actor: Actor,
  input: { importId: string },
): Promise<ResponseOf<typeof contract.cancelImport>> {
  requireWholeCommunities(actor)
  const { state } = await readImport(tx, actor, input)
  if (state === 'reading' || state === 'planned') await giveUp(tx, actor, input.importId)
  else if (state === 'committing') await askToStop(tx, actor, input.importId)
  else if (state === 'committed' || state === 'reverted') throw refuse.alreadyCommitted()
  else throw refuse.nothingToCancel()
  const after = await readImport(tx, actor, input)
  // The run was quicker: this waited for its commit.
  if (after.state === 'committed') throw refuse.alreadyCommitted()
  return after
}

async function giveUp(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const { state } = await lockImport(tx, actor, importId)
  if (state !== 'reading' && state !== 'planned') throw refuse.nothingToCancel()
  await askToStop(tx, actor, importId)
  await setState(tx, actor, importId, { state: 'cancelled' })
  await closeControlNotices(tx, actor, importId)
}

async function askToStop(tx: Tx, actor: Actor, importId: string): Promise<void> {
  await imports(tx)
    .updateTable('imports.progress')
    .set({ cancelAskedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .execute()
}
