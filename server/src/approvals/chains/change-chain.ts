import type { approvals as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { decidersOf } from '../requests/deciders-view.ts'
import { approvals } from '../tables.ts'
import { chainProblem, storedSteps } from './chain.ts'
import { chainOf, rolesOf, viewChain } from './chain-view.ts'

/**
 * Decides who approves requests of a kind. Requests that wait keep the steps they were asked with. Errors: approvals.chain_wrong,
 * approvals.nobody_decides (no active staff holds what a step needs), platform.changed_meanwhile; platform.beyond_scope for staff of some communities only.
 */
export async function changeChain(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.changeChain>,
): Promise<ResponseOf<typeof contract.changeChain>> {
  if (actor.communityIds !== null || actor.buildingIds !== null) throw platformRefuse.beyondScope()
  const roles = await rolesOf(tx, actor)
  const problem = chainProblem(input.steps, new Set(roles.map(role => role.id)))
  if (problem) throw refuse.chainWrong(problem)
  for (const [index, step] of input.steps.entries()) {
    const ground = { communityId: null, premisesId: null, askedBy: null, approvedBy: [] }
    if ((await decidersOf(tx, actor, step, ground)).length === 0) throw refuse.nobodyDecides({ step: index + 1 })
  }
  const before = await chainOf(tx, actor, input.kind)
  if (before.version !== input.version) throw platformRefuse.changedMeanwhile({ version: before.version })
  const steps = storedSteps(input.steps)
  const written = await approvals(tx)
    .insertInto('approvals.chain')
    .values({ tenantId: tenantOf(actor), kind: input.kind, steps, changedByName: actor.name, changedAt: now() })
    .onConflict(conflict =>
      conflict
        .columns(['tenantId', 'kind'])
        .doUpdateSet({ steps, version: input.version + 1, changedByName: actor.name, changedAt: now() })
        .where('approvals.chain.version', '=', input.version),
    )
    .returning('version')
    .executeTakeFirst()
  // Two at once: the row has the last word.
  if (!written) throw platformRefuse.changedMeanwhile({ version: before.version + 1 })
  recordChanges(tx, { steps: storedSteps(before.steps) }, { steps })
  return viewChain(await chainOf(tx, actor, input.kind))
}
