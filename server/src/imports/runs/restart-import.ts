import type { imports as contract, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { beginRun } from './begin-run.ts'
import { lockImport } from './import-state.ts'
import { readImport } from './import-view.ts'
import { planWorkbook } from './plan-workbook.ts'

/** Reads and plans an import anew, with the mapping it had: after a failure, a stop, or when what is stored has changed since. */
export async function restartImport(
  tx: Tx,
  actor: Actor,
  input: { importId: string },
): Promise<ResponseOf<typeof contract.restartImport>> {
  requireWholeCommunities(actor)
  const { state } = await lockImport(tx, actor, input.importId)
  if (!['reading', 'planned', 'failed', 'cancelled', 'reverted'].includes(state)) throw refuse.alreadyCommitted()
  const run = await beginRun(tx, actor, input.importId, 'reading')
  await enqueue(tx, planWorkbook, { importId: input.importId, run })
  return readImport(tx, actor, input)
}
