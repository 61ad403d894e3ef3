import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { enqueue } from '../../platform/jobs.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuseFlightOfRun } from '../debits/flight-view.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { lockRun } from './generate-bills.ts'
import { issueBills } from './issue-bills.ts'
import { runApproval } from './run-settings.ts'
import { type RunView, readBillRun } from './run-view.ts'
import { closeRunNotices } from './tell-approvers.ts'

/**
 * Starts issuing the drafts of a run, by a job. Asking again while it goes on, or when it is done, changes nothing.
 * Errors: platform.not_found, billing.run_not_generated, billing.run_not_approved (where a setting asks for approval),
 * billing.bill_in_flight (the bank is asked for a bill that the run corrects).
 */
export async function issueBillRun(tx: Tx, actor: Actor, input: { billRunId: string }): Promise<RunView> {
  requireWholeCommunities(actor)
  const run = await lockRun(tx, actor, input.billRunId)
  if (!run) throw refusePlatform.notFound()
  if (run.state === 'generating' || run.state === 'failed') throw refuse.runNotGenerated({ state: run.state })
  if (run.state === 'generated') {
    const rule = await readSetting(tx, runApproval, { communityId: run.communityId })
    if (rule !== 'none' && run.approvedAt === null) throw refuse.runNotApproved()
    await refuseFlightOfRun(tx, actor, run.id)
    await billing(tx)
      .updateTable('billing.billRun')
      .set({ state: 'issuing', resumeAfter: null, progressDone: 0, progressOf: run.billCount })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', run.id)
      .execute()
    await closeRunNotices(tx, actor, run.id)
    await enqueue(tx, issueBills, { billRunId: run.id })
  }
  return readBillRun(tx, actor, input)
}
