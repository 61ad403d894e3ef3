import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { lockCharges } from '../assignments/lock-charges.ts'
import { refuse, unlessBilled } from '../errors.ts'
import { billing } from '../tables.ts'
import { type RuleView, readRule } from './rule-view.ts'

/**
 * Takes back a price that was entered by mistake, so that the one before it goes on. Not the first, without which a rule has no price on
 * its first days. Errors: platform.not_found, billing.rule_version_only, billing.rule_version_billed (a bill of days from it on, drafts as well, or a closing that made rent even by it).
 */
export async function removeRuleVersion(
  tx: Tx,
  actor: Actor,
  { ruleId, versionId }: RequestOf<typeof contract.removeRuleVersion>,
): Promise<RuleView> {
  requireWholeCommunities(actor)
  const rule = await readRule(tx, actor, ruleId)
  const version = rule.versions.find(({ id }) => id === versionId)
  if (!version) throw refusePlatform.notFound()
  const { effectiveFrom, unitPrice, fixedAmount } = version
  if (!rule.versions.some(other => other.effectiveFrom < effectiveFrom)) throw refuse.ruleVersionOnly()
  await lockCharges(tx, actor, 'take-back')
  await unlessBilled(
    'rule_version_billed',
    () => refuse.ruleVersionBilled({ effectiveFrom }),
    () =>
      billing(tx)
        .deleteFrom('billing.ruleVersion')
        .where('tenantId', '=', tenantOf(actor))
        .where('ruleId', '=', ruleId)
        .where('id', '=', versionId)
        .execute(),
  )
  const gone = { effectiveFrom: null, unitPrice: null, fixedAmount: null }
  recordChanges<{ [K in keyof typeof gone]: string | null }>(tx, { effectiveFrom, unitPrice, fixedAmount }, gone)
  return readRule(tx, actor, ruleId)
}
