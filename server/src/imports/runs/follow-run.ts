import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { type Actor, inNameOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { isWorkbookFault } from '../../platform/excel/workbook-fault.ts'
import type { JobDoor } from '../../platform/jobs.ts'
import { log } from '../../platform/log.ts'
import { importCommitted, importPlanned, importReverted } from '../events.ts'
import { imports } from '../tables.ts'
import { type ImportRow, type ImportState, importRow, setState } from './import-state.ts'
import { tellEnd } from './tell-end.ts'

export type Phase = 'waiting' | 'reading' | 'planning' | 'checking' | 'writing' | 'reverting'

export interface Progress {
  phase: Phase
  done: number
  total: number
  rowsRead?: number
  rowsPlanned?: number
  rowsWritten?: number
}

/** A run as its work sees it. */
export interface Run {
  importId: string
  run: number
  /**
   * Tells how far the run is and lets other work have a turn; throws when somebody asked to stop. Written a few times a second at
   * most, in a transaction of its own, so that screens see it while the run's own transaction is open.
   */
  tick(progress: Progress): Promise<void>
  /** The last thing before the commit, in the transaction that writes: whoever asks to stop from here on is too late. */
  close(tx: Tx): Promise<void>
}

/** Thrown out of a run that is to stop: asked by a person, or because a newer run has begun. */
class RunStopped extends Error {
  superseded: boolean
  constructor(superseded: boolean) {
    super(superseded ? 'A newer run has begun.' : 'Asked to stop.')
    this.superseded = superseded
  }
}

/** Tries of a run, crashes included; then it counts as failed. */
const ATTEMPTS_MAX = 3
/** The queue tries longer than we do, so that the try after the last finds the run and says that it failed. */
export const JOB_ATTEMPTS = 12
const TICK_MS = 250

/** Who let the run begin, for whom it writes. */
export const By = { by: z.string().default(''), byId: z.uuid().nullable().default(null) }

/** The system in the name of who let the run begin. */
export function inNameOfWho(system: Actor, { by, byId }: { by: string; byId: string | null }): Actor {
  return inNameOf(system, { id: byId, name: by })
}

type Busy = Extract<ImportState, 'reading' | 'committing' | 'reverting'>

/**
 * Does the work of a run and sees to its end, whatever it is: done, stopped, refused, a file that cannot be read, an error that
 * stays, or a process that died in the middle three times.
 */
export async function followRun(
  door: JobDoor,
  actor: Actor,
  { importId, run }: { importId: string; run: number },
  during: Busy,
  work: (run: Run, row: ImportRow) => Promise<void>,
): Promise<void> {
  const begun = await door.run(async tx => {
    const row = await importRow(tx, actor, importId)
    return row.state === during ? { row, attempts: await beginAttempt(tx, actor, importId, run) } : null
  })
  if (!begun || begun.attempts === null) return
  const end = (state: ImportState, failure: string | null) =>
    endRun(door, actor, { importId, run }, during, state, failure)
  const failed: ImportState = during === 'reverting' ? 'committed' : 'failed'
  if (begun.attempts > ATTEMPTS_MAX) return end(failed, 'imports.broken_off')
  try {
    await work(runOf(door, actor, importId, run), begun.row)
  } catch (error) {
    if (error instanceof RunStopped) {
      if (!error.superseded) await end(during === 'reverting' ? 'committed' : 'cancelled', null)
    } else if (isWorkbookFault(error)) await end(failed, `imports.${error.code}`)
    else if (error instanceof Refusal) await end(failed, error.code)
    else {
      log.error({ err: error, importId, attempt: begun.attempts }, 'an import broke off')
      if (begun.attempts < ATTEMPTS_MAX) throw error
      await end(failed, 'imports.broken_off')
    }
  }
}

/** Counts the attempt; null when a newer run has begun meanwhile. */
async function beginAttempt(tx: Tx, actor: Actor, importId: string, run: number): Promise<number | null> {
  const row = await imports(tx)
    .updateTable('imports.progress')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), done: 0, total: 0, at: now() }))
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .where('run', '=', run)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? null
}

function runOf(door: JobDoor, actor: Actor, importId: string, run: number): Run {
  let told: { phase: Phase | null; at: number } = { phase: null, at: 0 }
  const stopWhenAsked = (row: { cancelAskedAt: Date | null } | undefined) => {
    if (!row) throw new RunStopped(true)
    if (row.cancelAskedAt) throw new RunStopped(false)
  }
  return {
    importId,
    run,
    tick: async progress => {
      await nextTurn()
      const at = performance.now()
      if (progress.phase === told.phase && at - told.at < TICK_MS && progress.done < progress.total) return
      told = { phase: progress.phase, at }
      stopWhenAsked(
        await door.run(tx =>
          imports(tx)
            .updateTable('imports.progress')
            .set({ ...progress, at: now() })
            .where('tenantId', '=', tenantOf(actor))
            .where('importId', '=', importId)
            .where('run', '=', run)
            .returning('cancelAskedAt')
            .executeTakeFirst(),
        ),
      )
    },
    close: async tx =>
      stopWhenAsked(
        await imports(tx)
          .selectFrom('imports.progress')
          .select('cancelAskedAt')
          .where('tenantId', '=', tenantOf(actor))
          .where('importId', '=', importId)
          .where('run', '=', run)
          .forNoKeyUpdate()
          .executeTakeFirst(),
      ),
  }
}

/** Ends a run that did not come to its own end; a newer run, or another end, is left alone. */
async function endRun(
  door: JobDoor,
  actor: Actor,
  { importId, run }: { importId: string; run: number },
  during: Busy,
  state: ImportState,
  failure: string | null,
): Promise<void> {
  await door.run(async tx => {
    const row = await imports(tx)
      .selectFrom('imports.import as i')
      .innerJoin('imports.progress as p', join =>
        join.onRef('p.tenantId', '=', 'i.tenantId').onRef('p.importId', '=', 'i.id'),
      )
      .select(['i.state', 'i.communityId', 'p.run'])
      .where('i.tenantId', '=', tenantOf(actor))
      .where('i.id', '=', importId)
      .forNoKeyUpdate('i')
      .executeTakeFirst()
    if (row?.state !== during || row.run !== run) return
    await setState(tx, actor, importId, { state, failure })
    if (failure !== null) await tellEnd(tx, actor, importId, { kind: 'import-failed' })
    const event = { reading: importPlanned, committing: importCommitted, reverting: importReverted }[during]
    await publish(tx, event, { communityId: row.communityId, importId })
  })
}
