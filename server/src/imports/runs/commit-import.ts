import type { imports as contract, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { beginRun } from './begin-run.ts'
import { commitWorkbook } from './commit-workbook.ts'
import { lockImport } from './import-state.ts'
import { readImport } from './import-view.ts'

/** Lets the planned import be written, by a job; rows with errors stay out. */
export async function commitImport(
  tx: Tx,
  actor: Actor,
  input: { importId: string },
): Promise<ResponseOf<typeof contract.commitImport>> {
  requireWholeCommunities(actor)
  const { state } = await lockImport(tx, actor, input.importId)
  if (['committed', 'committing', 'reverting', 'reverted'].includes(state)) throw refuse.alreadyCommitted()
  if (state !== 'planned') throw refuse.notPlanned()
  const run = await beginRun(tx, actor, input.importId, 'committing')
  await enqueue(tx, commitWorkbook, { importId: input.importId, run, by: actor.name })
  return readImport(tx, actor, input)
}
