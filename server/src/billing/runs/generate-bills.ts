import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob } from '../../platform/jobs.ts'
import { billingPeriod, chunkSize } from '../bills/billing-months.ts'
import { insertBills } from '../bills/insert-bills.ts'
import { type ChargeException, type Proposal, proposeBills } from '../bills/propose-bills.ts'
import { billsGenerated } from '../events.ts'
import { readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'

/** Exceptions kept with a run; all are counted. */
const MAX_EXCEPTIONS = 200

/**
 * Works a run through in chunks, a transaction each, so that memory stays flat and a crash loses one chunk at most: the
 * run remembers where it is, and goes on there. While one chunk is written the next is worked out.
 */
export const generateBills = defineManualJob(
  'billing.generateBills',
  z.object({ billRunId: z.uuid() }),
  async (door, actor, { billRunId }) => {
    try {
      await generateRun(work => door.run(work), actor, billRunId)
    } catch (error) {
      await door.run(tx => markFailed(tx, actor, billRunId))
      throw error
    }
  },
)

/** Does `work` in a transaction of its own. */
type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** Generates the whole run; `limit` is the size of a chunk in assignments, for tests. */
export async function generateRun(run: Run, actor: Actor, billRunId: string, limit?: number): Promise<void> {
  const work = (after?: Chunk) => run(tx => workOutChunk(tx, actor, billRunId, { after, limit }))
  let chunk = await work()
  while (chunk) {
    const ahead = chunk.isLast ? null : work(chunk)
    // A failure ahead is met when it is awaited; until then it must not count as unhandled.
    ahead?.catch(() => undefined)
    const current = chunk
    const written = await run(tx => writeChunk(tx, actor, billRunId, current))
    // Another worker was faster: go on where the run is now.
    chunk = written ? await ahead : await work()
  }
}

/** What a chunk of assignments gives, not written yet. */
export interface Chunk extends Proposal {
  /** The run stood here; the chunk is void when it does not any more. */
  resumeAfter: string | null
  isLast: boolean
}

/** The chunk after another, or where the run stands; null when the run is not (or no longer) to be generated. */
export async function workOutChunk(
  tx: Tx,
  actor: Actor,
  billRunId: string,
  options: { after?: Chunk; limit?: number } = {},
): Promise<Chunk | null> {
  const run = await readRunRow(tx, actor, billRunId).executeTakeFirst()
  if (!run || !isOpen(run)) return null
  const period = billingPeriod(run.fromMonth, run.toMonth)
  const rules = await readChargeRules(tx, actor, run.communityId, run.ruleIds)
  const size = options.limit ?? chunkSize(period)
  const resumeAfter = options.after ? options.after.lastAssignmentId : run.resumeAfter
  const proposal = await proposeBills(tx, actor, { communityId: run.communityId, period, rules }, resumeAfter, size)
  return { ...proposal, resumeAfter, isLast: proposal.assignmentCount < size }
}

/**
 * Writes a chunk: drafts of what does not exist yet, and the run's counts, in one transaction. Answers false, having
 * done nothing, when the run does not stand where the chunk begins: then somebody else wrote it.
 */
export async function writeChunk(tx: Tx, actor: Actor, billRunId: string, chunk: Chunk): Promise<boolean> {
  const run = await lockRun(tx, actor, billRunId)
  if (!run || !isOpen(run) || run.resumeAfter !== chunk.resumeAfter) return false
  const added = await insertBills(
    tx,
    actor,
    run,
    chunk.bills.filter(bill => !bill.exists),
  )
  const exceptions = [...(run.exceptions as unknown as ChargeException[]), ...chunk.exceptions]
  const progressDone = run.progressDone + chunk.assignmentCount
  await billing(tx)
    .updateTable('billing.billRun')
    .set({
      state: chunk.isLast ? 'generated' : 'generating',
      billCount: run.billCount + added.billCount,
      lineCount: run.lineCount + added.lineCount,
      totalFen: run.totalFen + added.totalFen,
      exceptionCount: run.exceptionCount + chunk.exceptions.length,
      exceptions: JSON.stringify(exceptions.slice(0, MAX_EXCEPTIONS)),
      progressDone,
      // Assignments made or ended meanwhile move the end.
      progressOf: chunk.isLast ? progressDone : Math.max(run.progressOf, progressDone),
      resumeAfter: chunk.lastAssignmentId ?? run.resumeAfter,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .execute()
  if (chunk.isLast) await publish(tx, billsGenerated, { communityId: run.communityId, billRunId })
  return true
}

function isOpen(run: { state: string }): boolean {
  return run.state === 'generating' || run.state === 'failed'
}

function readRunRow(tx: Tx, actor: Actor, billRunId: string) {
  return billing(tx)
    .selectFrom('billing.billRun')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
}

/** The run's row, locked until the transaction ends: whoever else works on the run waits. */
export async function lockRun(tx: Tx, actor: Actor, billRunId: string) {
  return readRunRow(tx, actor, billRunId).forUpdate().executeTakeFirst()
}

/** Shows that the run stands still; the queue tries again later, and goes on where it stood. */
async function markFailed(tx: Tx, actor: Actor, billRunId: string): Promise<void> {
  await billing(tx)
    .updateTable('billing.billRun')
    .set({ state: 'failed' })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .where('state', '=', 'generating')
    .execute()
}
