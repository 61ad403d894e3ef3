import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { notify } from './notify-accounts.ts'

/** Tells who asked for an export that its file is ready; short ones, which download by themselves, are not worth a notice. */
const ROWS_WORTH_A_NOTICE = 5_000

export async function tellExportReady(
  tx: Tx,
  actor: Actor,
  { exportId, accountIds, name, rows }: { exportId: string; accountIds: string[]; name: string; rows: number },
): Promise<void> {
  if (rows < ROWS_WORTH_A_NOTICE) return
  await notify(tx, actor, {
    kind: 'export-ready',
    params: { name, rows: rows.toLocaleString('en') },
    about: { kind: 'export', id: exportId },
    to: { staffIds: accountIds },
  })
}

/** Tells who asked for an export that its file could not be written. */
export async function tellExportFailed(
  tx: Tx,
  actor: Actor,
  { exportId, accountIds, name }: { exportId: string; accountIds: string[]; name: string },
): Promise<void> {
  const about = { kind: 'export', id: exportId } as const
  await notify(tx, actor, { kind: 'export-failed', params: { name }, about, to: { staffIds: accountIds } })
}
