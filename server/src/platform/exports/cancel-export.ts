import type { platform as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../actor.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import { enqueue } from '../jobs.ts'
import { dropExport } from './drop-export.ts'
import { readExport } from './export-view.ts'

const platform = drawer('platform')

/** Stops an export that is being written, or gives up its file before its days are over. Errors: platform.export_not_running. */
export async function cancelExport(
  tx: Tx,
  actor: Actor,
  input: { exportId: string },
): Promise<ResponseOf<typeof contract.cancelExport>> {
  const row = await readExport(tx, actor, input)
  const stopped = await platform(tx)
    .updateTable('platform.export')
    .set({ state: 'cancelled' })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', row.id)
    .where('state', 'in', ['waiting', 'writing', 'ready'])
    .returning('id')
    .executeTakeFirst()
  if (!stopped) throw refuse.exportNotRunning()
  await enqueue(tx, dropExport, input)
  return readExport(tx, actor, input)
}
