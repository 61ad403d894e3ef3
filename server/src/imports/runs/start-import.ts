import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { fileRefs, requireOwnFiles } from '../../platform/files/file-view.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { beginRun } from './begin-run.ts'
import { readImport } from './import-view.ts'
import { planWorkbook } from './plan-workbook.ts'

/** Begins an import of a workbook that the caller uploaded: it is read and planned by a job; nothing is written yet. */
export async function startImport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.startImport>,
): Promise<ResponseOf<typeof contract.startImport>> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  await requireOwnFiles(tx, actor, [input.fileId], 'workbook')
  const file = (await fileRefs(tx, [input.fileId])).get(input.fileId)
  if (!file) throw refuse.notAWorkbook()
  await imports(tx)
    .insertInto('imports.import')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId: input.communityId,
      fileId: input.fileId,
      fileName: file.name,
      state: 'reading',
      startedAt: now(),
      startedBy: accountOf(actor),
      startedByName: actor.name,
    })
    .execute()
  const run = await beginRun(tx, actor, input.id, 'reading')
  await enqueue(tx, planWorkbook, { importId: input.id, run })
  return readImport(tx, actor, { importId: input.id })
}
