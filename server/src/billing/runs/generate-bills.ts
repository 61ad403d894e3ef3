import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob } from '../../platform/jobs.ts'
import { billingPeriod, chunkSize } from '../bills/billing-months.ts'
import { insertBills } from '../bills/insert-bills.ts'
import { type ChargeException, proposeBills } from '../bills/propose-bills.ts'
import { billsGenerated } from '../events.ts'
import { readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'

/** Exceptions kept with a run; all are counted. */
const MAX_EXCEPTIONS = 200

/**
 * Works a run through in chunks, a transaction each, so that memory stays flat and a crash loses one chunk at most: the
 * run remembers where it is, and goes on there. Worked by two at once, the chunks take turns.
 */
export const generateBills = defineManualJob(
  'billing.generateBills',
  z.object({ billRunId: z.uuid() }),
  async (door, actor, { billRunId }) => {
    try {
      while ((await door.run(tx => generateChunk(tx, actor, billRunId))) === 'more');
    } catch (error) {
      await door.run(tx => markFailed(tx, actor, billRunId))
      throw error
    }
  },
)

/**
 * The next chunk of a run: drafts of what does not exist yet, and the run's counts, in one transaction. Answers whether
 * there is more. `limit` is for tests.
 */
export async function generateChunk(
  tx: Tx,
  actor: Actor,
  billRunId: string,
  limit?: number,
): Promise<'more' | 'done'> {
  const run = await lockRun(tx, actor, billRunId)
  if (!run || (run.state !== 'generating' && run.state !== 'failed')) return 'done'
  const { communityId } = run
  const period = billingPeriod(run.fromMonth, run.toMonth)
  const rules = await readChargeRules(tx, actor, communityId, run.ruleIds)
  const size = limit ?? chunkSize(period)
  let t=performance.now(); const G=globalThis as any; G.T??={}; 
 const proposal = await proposeBills(tx, actor, { communityId, period, rules }, run.resumeAfter, size)
G.T.propose=(G.T.propose??0)+performance.now()-t;  const added = await insertBills(
    tx,
    actor,
    run,
    proposal.bills.filter(bill => !bill.exists),
  )
  const more = proposal.assignmentCount === size
  const exceptions = [...(run.exceptions as unknown as ChargeException[]), ...proposal.exceptions]
  const progressDone = run.progressDone + proposal.assignmentCount
  await billing(tx)
    .updateTable('billing.billRun')
    .set({
      state: more ? 'generating' : 'generated',
      billCount: run.billCount + added.billCount,
      lineCount: run.lineCount + added.lineCount,
      totalFen: run.totalFen + added.totalFen,
      exceptionCount: run.exceptionCount + proposal.exceptions.length,
      exceptions: JSON.stringify(exceptions.slice(0, MAX_EXCEPTIONS)),
      progressDone,
      // Assignments made or ended meanwhile move the end.
      progressOf: more ? Math.max(run.progressOf, progressDone) : progressDone,
      resumeAfter: proposal.lastAssignmentId ?? run.resumeAfter,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .execute()
  if (!more) await publish(tx, billsGenerated, { communityId, billRunId })
  return more ? 'more' : 'done'
}

/** The run's row, locked until the transaction ends: whoever else works on the run waits. */
export async function lockRun(tx: Tx, actor: Actor, billRunId: string) {
  return billing(tx)
    .selectFrom('billing.billRun')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .forUpdate()
    .executeTakeFirst()
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
