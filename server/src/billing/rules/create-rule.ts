import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { ensureRules, type RuleInput, refuseVague } from './ensure-rules.ts'
import { type RuleView, readRule } from './rule-view.ts'

/**
 * Makes a charge rule with its first price version; the charge item is made when missing.
 * Errors: platform.not_found (community), billing.rule_wrong, billing.rule_code_taken.
 */
export async function createRule(
  tx: Tx,
  actor: Actor,
  input: RuleInput & { id: string; communityId: string },
): Promise<RuleView> {
  requireWholeCommunities(actor)
  const { communityId, ...rule } = input
  await requireCommunity(tx, actor, communityId)
  refuseVague(rule)
  const { created } = await ensureRules(tx, actor, communityId, [rule])
  if (created === 0) throw refuse.ruleCodeTaken({ code: input.code })
  return readRule(tx, actor, input.id)
}
