import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { enqueue } from '../../platform/jobs.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { billingPeriod } from '../bills/billing-months.ts'
import { countCharges } from '../bills/propose-bills.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { generateBills } from './generate-bills.ts'
import { readScopedRules } from './run-scope.ts'
import { type RunView, readBillRun } from './run-view.ts'

/**
 * Starts generating draft bills of a community for months, by a job; only the difference to what exists will be written. With
 * `correctFrom` issued bills of earlier months are looked at, too. The same id again is the same run; it takes up a run that failed.
 * Errors: platform.not_found (community, premises or a named rule), billing.period_wrong, billing.run_id_taken.
 */
export async function startBillRun(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.startBillRun>,
): Promise<RunView> {
  requireWholeCommunities(actor)
  const { communityId, premisesId, correctFrom } = input
  await requireCommunity(tx, actor, communityId)
  billingPeriod(input.from, input.to)
  const period = billingPeriod(correctFrom ?? input.from, input.to)
  const rules = await readScopedRules(tx, actor, input)
  if (premisesId) await requirePremises(tx, actor, communityId, premisesId)
  const added = await billing(tx)
    .insertInto('billing.billRun')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId,
      fromMonth: input.from,
      toMonth: input.to,
      ruleIds: input.ruleIds || input.itemIds ? [...rules.keys()] : null,
      correctFrom: correctFrom === input.from ? null : (correctFrom ?? null),
      premisesId: premisesId ?? null,
      state: 'generating',
      progressOf: await countCharges(tx, actor, { communityId, period, rules, premisesId }),
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
    .select(['communityId', 'fromMonth', 'toMonth', 'premisesId', 'state'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  const same = run?.communityId === input.communityId && run.fromMonth === input.from && run.toMonth === input.to
  if (!same || run.premisesId !== (input.premisesId ?? null)) throw refuse.runIdTaken()
  if (run.state !== 'failed') return false
  await billing(tx)
    .updateTable('billing.billRun')
    .set({ state: 'generating' })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.id)
    .execute()
  return true
}

/** Errors: platform.not_found unless the premises are of the community and within reach. */
async function requirePremises(tx: Tx, actor: Actor, communityId: string, premisesId: string): Promise<void> {
  const found = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('id', '=', premisesId)
    .executeTakeFirst()
  if (!found) throw refusePlatform.notFound()
}
