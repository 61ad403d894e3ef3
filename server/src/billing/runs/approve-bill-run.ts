import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { lockRun } from './generate-bills.ts'
import { runApproval } from './run-settings.ts'
import { type RunView, readBillRun } from './run-view.ts'
import { tellApproved } from './tell-approvers.ts'

/**
 * Approves the drafts of a run as they were seen: refused when they come to another sum by now. By a setting the approver is
 * not who started it. Approving again changes nothing.
 * Errors: platform.not_found, platform.beyond_scope, platform.own_request, billing.run_not_generated, billing.run_changed.
 */
export async function approveBillRun(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.approveBillRun>,
): Promise<RunView> {
  requireWholeCommunities(actor)
  const run = await lockRun(tx, actor, input.billRunId)
  if (!run) throw refusePlatform.notFound()
  if (run.state !== 'generated') throw refuse.runNotGenerated({ state: run.state })
  if (input.totalFen !== undefined && run.totalFen !== input.totalFen)
    throw refuse.runChanged({ totalFen: Number(run.totalFen) })
  const rule = await readSetting(tx, runApproval, { communityId: run.communityId })
  if (rule === 'somebody-else') requireSomebodyElse(actor, run.startedBy)
  if (run.approvedAt === null) {
    await billing(tx)
      .updateTable('billing.billRun')
      .set({ approvedAt: now(), approvedBy: accountOf(actor), approvedByName: actor.name })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', run.id)
      .execute()
    await tellApproved(tx, actor, run.id)
  }
  return readBillRun(tx, actor, input)
}
