import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { readFieldLabels } from '../measures/field-view.ts'
import { billing } from '../tables.ts'
import { refuseWrong } from './ensure-rules.ts'
import { ruleOf } from './flat.ts'
import { type RuleView, readRule } from './rule-view.ts'
import { storedVersionTerms, type VersionTermsView } from './terms.ts'

type Whole = RequestOf<typeof contract.addRuleVersion>

/** A new price; what a kind needs beside its two amounts may be left out where there is none. */
type VersionInput = Omit<Whole, keyof VersionTermsView> & Partial<VersionTermsView>

/**
 * A new price from a date on (domain.md R7). Bills that exist are not touched: they keep the price they were made with.
 * Errors: platform.not_found, billing.rule_wrong, billing.rule_version_taken (a price of that date is there).
 */
export async function addRuleVersion(tx: Tx, actor: Actor, input: VersionInput): Promise<RuleView> {
  requireWholeCommunities(actor)
  const { ruleId, ...version } = input
  const rule = await readRule(tx, actor, ruleId)
  if (rule.versions.some(known => known.effectiveFrom === version.effectiveFrom)) {
    throw refuse.ruleVersionTaken({ effectiveFrom: version.effectiveFrom })
  }
  // Prices that are there already were checked when they came; a field that was archived since does not stop the next one.
  const alone = { ...rule, effectiveFrom: version.effectiveFrom, effectiveTo: null, versions: [version] }
  if (rule.kind === 'formula') refuseWrong(ruleOf(alone), await readFieldLabels(tx, actor))
  refuseWrong(ruleOf({ ...rule, versions: [...rule.versions, version] }), 'any')
  const { id, effectiveFrom, unitPrice, fixedAmount } = version
  const added = await billing(tx)
    .insertInto('billing.ruleVersion')
    .values({
      ...{ tenantId: tenantOf(actor), ruleId, createdAt: now(), id, effectiveFrom, unitPrice, fixedAmount },
      terms: JSON.stringify(storedVersionTerms(version)),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.ruleVersionTaken({ effectiveFrom: version.effectiveFrom })
  return readRule(tx, actor, ruleId)
}
