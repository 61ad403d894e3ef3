import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { billingPeriod } from '../bills/billing-months.ts'
import { countCharges } from '../bills/propose-bills.ts'
import { refuse } from '../errors.ts'
import { requireCommunity } from '../rules/create-rule.ts'
import { readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'
import { generateBills } from './generate-bills.ts'
import { type RunView, readBillRun } from './run-view.ts'

/**
 * Starts generating draft bills of a community for months, by a job; only what does not exist yet will be added. The
 * same id again is the same run; it takes up a run that failed.
 * Errors: platform.not_found (community or a named rule), billing.period_wrong, billing.run_id_taken.
 */
export async function startBillRun(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.startBillRun>,
): Promise<RunView> {
  requireWholeCommunities(actor)
  const { communityId, ruleIds } = input
  await requireCommunity(tx, actor, communityId)
  const period = billingPeriod(input.from, input.to)
  const rules = await readChargeRules(tx, actor, communityId, ruleIds)
  if (ruleIds?.some(id => !rules.has(id))) throw refusePlatform.notFound()
  const added = await billing(tx)
    .insertInto('billing.billRun')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId,
      fromMonth: input.from,
      toMonth: input.to,
      ruleIds: ruleIds ?? null,
      state: 'generating',
      progressOf: await countCharges(tx, actor, { communityId, period, rules }),
      startedAt: now(),
      startedBy: accountOf(actor),
      startedByName: actor.name,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  const resumed = !added && (await resumeFailed(tx, actor, input))
  if (added || resumed) await enqueue(tx, generateBills, { billRunId: input.id })
  return readBillRun(tx, actor, { billRunId: input.id })
}

/** Whether the known run of this id had failed and goes on now. Errors: billing.run_id_taken. */
async function resumeFailed(tx: Tx, actor: Actor, input: RequestOf<typeof contract.startBillRun>): Promise<boolean> {
  const run = await billing(tx)
    .selectFrom('billing.billRun')
    .select(['communityId', 'fromMonth', 'toMonth', 'state'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  const same = run?.communityId === input.communityId && run.fromMonth === input.from && run.toMonth === input.to
  if (!same) throw refuse.runIdTaken()
  if (run.state !== 'failed') return false
  await billing(tx)
    .updateTable('billing.billRun')
    .set({ state: 'generating' })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.id)
    .execute()
  return true
}
