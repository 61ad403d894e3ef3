import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob, enqueue } from '../../platform/jobs.ts'
import { lockCharges } from '../assignments/lock-charges.ts'
import { billingPeriod, chunkSize } from '../bills/billing-months.ts'
import { type Compared, compareBills } from '../bills/compare-bills.ts'
import { type ChargeException, nextCharges, type ProposalScope, proposeBills } from '../bills/propose-bills.ts'
import { type StoredTallies, storedSum, talliesFrom } from '../bills/tally.ts'
import { writeChanges } from '../bills/write-changes.ts'
import { billsGenerated } from '../events.ts'
import { readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { type ChargeMarks, isMarkedAnew, readChargeMarks } from './charge-marks-view.ts'
import { recountRun } from './recount-run.ts'
import { tellApprovers } from './tell-approvers.ts'
import { readUntaxedItems } from './untaxed-items.ts'

/** Exceptions kept with a run; all are counted. */
const MAX_EXCEPTIONS = 200

/** Chunks in a row that others made void. */
const MOST_VOIDED = 20

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
  let voided = 0
  while (chunk) {
    const ahead = chunk.isLast ? null : work(chunk)
    // A failure ahead is met when it is awaited; until then it must not count as unhandled.
    ahead?.catch(() => undefined)
    const current = chunk
    const written = await run(tx => writeChunk(tx, actor, billRunId, current))
    voided = written ? 0 : voided + 1
    // The queue tries again later, when less is being changed.
    if (voided > MOST_VOIDED) throw new Error('What a chunk was worked out by changed each time before it was written.')
    // Another worker was faster, or something was taken back: go on where the run is now.
    chunk = written ? await ahead : await work()
  }
}

/** What a chunk of assignments gives, compared with what exists, not written yet. */
export interface Chunk extends Compared {
  exceptions: ChargeException[]
  assignmentCount: number
  lastAssignmentId: string | null
  /** What it was worked out by; the chunk is void when that changed. */
  marks: ChargeMarks
  /** The run stood here; the chunk is void when it does not any more. */
  resumeAfter: string | null
  isLast: boolean
}

type RunRow = NonNullable<Awaited<ReturnType<typeof lockRun>>>

/** The chunk after another, or where the run stands; null when the run is not (or no longer) to be generated. */
export async function workOutChunk(
  tx: Tx,
  actor: Actor,
  billRunId: string,
  options: { after?: Chunk; limit?: number } = {},
): Promise<Chunk | null> {
  const run = await readRunRow(tx, actor, billRunId).executeTakeFirst()
  if (!run || !isOpen(run)) return null
  const { period, ...asked } = await scopeOfRun(tx, actor, run)
  const size = options.limit ?? chunkSize(period)
  const resumeAfter = options.after ? options.after.lastAssignmentId : run.resumeAfter
  // Before all else, so that what changes while the rest is read makes the chunk void as well: the rules are read once more.
  const charges = nextCharges(tx, actor, { period, ...asked }, resumeAfter, size)
  const marks = await readChargeMarks(tx, actor, charges, [...asked.rules.keys()])
  const scope = await scopeOfRun(tx, actor, run)
  const proposal = await proposeBills(tx, actor, scope, resumeAfter, size)
  const { exceptions, assignmentCount, lastAssignmentId } = proposal
  const compared = await compareBills(tx, actor, scope, proposal)
  const isLast = assignmentCount < size
  return { ...compared, exceptions, marks, assignmentCount, lastAssignmentId, resumeAfter, isLast }
}

/** What a run is about: months that get bills, and with `correctFrom` earlier ones whose issued bills are looked at. */
async function scopeOfRun(
  tx: Tx,
  actor: Actor,
  run: Pick<RunRow, 'communityId' | 'fromMonth' | 'toMonth' | 'correctFrom' | 'ruleIds' | 'premisesId'>,
): Promise<ProposalScope & { addFrom: string; on: string }> {
  const rules = await readChargeRules(tx, actor, run.communityId, run.ruleIds)
  return {
    communityId: run.communityId,
    period: billingPeriod(run.correctFrom ?? run.fromMonth, run.toMonth),
    addFrom: billingPeriod(run.fromMonth, run.toMonth).from,
    on: today(),
    rules,
    ...(run.premisesId ? { premisesId: run.premisesId } : {}),
  }
}

/**
 * Writes a chunk: what differs, and the run's counts, in one transaction. Answers false, having done nothing, when the run
 * does not stand where the chunk begins: then somebody else wrote it; or when what it was made by was taken back meanwhile: then it is to be worked out anew.
 */
export async function writeChunk(tx: Tx, actor: Actor, billRunId: string, chunk: Chunk): Promise<boolean> {
  const run = await lockRun(tx, actor, billRunId)
  if (!run || !isOpen(run) || run.resumeAfter !== chunk.resumeAfter) return false
  if (await isStale(tx, actor, chunk)) return false
  const written = await writeChanges(tx, actor, run, chunk)
  const untaxed = chunk.isLast ? await readUntaxedItems(tx, actor, billRunId) : []
  // Few, and first: of many homes with something missing only so many are kept.
  const exceptions = [...untaxed, ...(run.exceptions as unknown as ChargeException[]), ...chunk.exceptions]
  const progressDone = run.progressDone + chunk.assignmentCount
  const tookFrom = [...new Set([...run.tookFrom, ...written.tookFrom])]
  await billing(tx)
    .updateTable('billing.billRun')
    .set({
      state: chunk.isLast ? 'generated' : 'generating',
      billCount: run.billCount + written.billCount,
      lineCount: run.lineCount + written.lineCount,
      totalFen: run.totalFen + written.totalFen,
      compared: JSON.stringify(storedSum(talliesFrom(run.compared as StoredTallies), written.tallies)),
      tookFrom,
      exceptionCount: run.exceptionCount + untaxed.length + chunk.exceptions.length,
      exceptions: JSON.stringify(exceptions.slice(0, MAX_EXCEPTIONS)),
      progressDone,
      // Assignments made or ended meanwhile move the end.
      progressOf: chunk.isLast ? progressDone : Math.max(run.progressOf, progressDone),
      resumeAfter: chunk.lastAssignmentId ?? run.resumeAfter,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .execute()
  if (chunk.isLast) await finish(tx, actor, run, tookFrom)
  return true
}

/**
 * Whether anything that a chunk was worked out by (charges, who pays, prices, discounts, measures, areas, owners, premises that ended) is another by
 * now. Whoever takes something back from here on waits until the chunk is written, and sees it.
 */
async function isStale(tx: Tx, actor: Actor, { marks }: Chunk): Promise<boolean> {
  await lockCharges(tx, actor, 'bill')
  return isMarkedAnew(tx, actor, marks)
}

/** The run is done: open screens and who approves it hear of it, and runs that lost drafts to it count anew, each by itself. */
async function finish(
  tx: Tx,
  actor: Actor,
  run: { id: string; communityId: string },
  tookFrom: readonly string[],
): Promise<void> {
  for (const billRunId of tookFrom) await enqueue(tx, recountRun, { billRunId })
  await publish(tx, billsGenerated, { communityId: run.communityId, billRunId: run.id })
  await tellApprovers(tx, actor, run.id)
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
