import type { imports as contract, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { commitWorkbook } from './commit-workbook.ts'
import { lockImport, readImport } from './import-view.ts'
import { setState } from './plan-workbook.ts'

/** Lets the planned import be written, by a job; rows with errors stay out. */
export async function commitImport(
  tx: Tx,
  actor: Actor,
  input: { importId: string },
): Promise<ResponseOf<typeof contract.commitImport>> {
  requireWholeCommunities(actor)
  const row = await lockImport(tx, actor, input.importId)
  if (row.state === 'committed' || row.state === 'committing') throw refuse.alreadyCommitted()
  if (row.state !== 'planned') throw refuse.notPlanned()
  await setState(tx, actor, input.importId, { state: 'committing' })
  await enqueue(tx, commitWorkbook, { importId: input.importId })
  return readImport(tx, actor, input)
}
