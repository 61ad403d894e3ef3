import type { imports as contract } from '@anju/contract'
import type { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'

export type ImportState = z.output<typeof contract.ImportState>

export interface ImportRow {
  id: string
  communityId: string
  fileId: string
  state: string
  sheets: unknown
}

/** The row of an import; in a job it must be there. */
export async function importRow(tx: Tx, actor: Actor, importId: string): Promise<ImportRow> {
  return imports(tx)
    .selectFrom('imports.import')
    .select(['id', 'communityId', 'fileId', 'state', 'sheets'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
}

interface LockedImport {
  state: ImportState
  communityId: string
  /** The number of its run. */
  version: number
}

/** Locks an import for a change of its state; refuses when there is none in the caller's scope. */
export async function lockImport(tx: Tx, actor: Actor, importId: string): Promise<LockedImport> {
  const row = await imports(tx)
    .selectFrom('imports.import')
    .select(['state', 'communityId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  // Only who holds this lock begins a run.
  const { run } = await imports(tx)
    .selectFrom('imports.progress')
    .select('run')
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .executeTakeFirstOrThrow()
  return { communityId: row.communityId, state: row.state as ImportState, version: run }
}

/** Refuses what is about another run of an import than stands now. Errors: platform.changed_meanwhile. */
export function requireSeen({ version }: LockedImport, seen: number): void {
  if (version !== seen) throw platformRefuse.changedMeanwhile({ version })
}

/** Changes the state of an import, and what goes with it. */
export async function setState(
  tx: Tx,
  actor: Actor,
  importId: string,
  values: {
    state: ImportState
    failure?: string | null
    committedAt?: Date | null
    revertedAt?: Date
    counts?: string
  },
): Promise<void> {
  await imports(tx)
    .updateTable('imports.import')
    .set(values)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .execute()
}
