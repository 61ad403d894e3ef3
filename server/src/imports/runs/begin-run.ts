import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { imports } from '../tables.ts'
import type { ImportState } from './import-state.ts'

/**
 * Begins a new run of an import: its state, progress from nothing, and a number by which an older run that still works finds that
 * it is not meant any more. Answers that number, for the job. The import must be locked.
 */
export async function beginRun(
  tx: Tx,
  actor: Actor,
  importId: string,
  state: Extract<ImportState, 'reading' | 'committing' | 'reverting'>,
): Promise<number> {
  const tenantId = tenantOf(actor)
  await imports(tx)
    .updateTable('imports.import')
    .set({ state, failure: null })
    .where('tenantId', '=', tenantId)
    .where('id', '=', importId)
    .execute()
  const { run } = await imports(tx)
    .insertInto('imports.progress')
    .values({ tenantId, importId, phase: 'waiting', at: now() })
    .onConflict(conflict =>
      conflict.columns(['tenantId', 'importId']).doUpdateSet(({ eb }) => ({
        run: eb('imports.progress.run', '+', 1),
        attempts: 0,
        phase: 'waiting',
        done: 0,
        total: 0,
        rowsWritten: 0,
        ...(state === 'reading' ? { rowsRead: 0, rowsPlanned: 0 } : {}),
        cancelAskedAt: null,
        at: now(),
      })),
    )
    .returning('run')
    .executeTakeFirstOrThrow()
  return run
}
