import type { billing as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { ensureItems, refuseVague, refuseWrong, ruleColumns } from './ensure-rules.ts'
import { ruleOf } from './flat.ts'
import { type RuleView, readRule } from './rule-view.ts'

/** What cuts cycles and lines: bills that exist were made with it. */
const FIXED_ONCE_BILLED = [
  'kind',
  'cycleMonths',
  'timing',
  'lineGrain',
  'proration',
  'measure',
  'effectiveFrom',
] as const

/**
 * Changes a rule, from the version that was read; its prices change by versions of their own. Bills that exist are not
 * touched, so what would cut their cycles anew is fixed once there are some.
 * Errors: platform.not_found, platform.changed_meanwhile, billing.rule_wrong, billing.rule_in_use, billing.rule_code_taken.
 */
export async function editRule(tx: Tx, actor: Actor, input: RequestOf<typeof contract.editRule>): Promise<RuleView> {
  requireWholeCommunities(actor)
  const { ruleId, version, itemName, ...rule } = input
  const tenantId = tenantOf(actor)
  const before = await billing(tx)
    .selectFrom('billing.rule')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', ruleId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw refusePlatform.notFound()
  if (before.version !== version) throw refusePlatform.changedMeanwhile({ version: before.version })
  const known = await readRule(tx, actor, ruleId)
  if (known.billed) {
    const field = FIXED_ONCE_BILLED.find(name => known[name] !== rule[name])
    if (field) throw refuse.ruleInUse({ field })
  }
  refuseVague(rule)
  refuseWrong(ruleOf({ ...rule, id: ruleId, itemName, versions: known.versions }), 'any')
  const taken = await billing(tx)
    .selectFrom('billing.rule')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', before.communityId)
    .where('code', '=', rule.code)
    .where('id', '<>', ruleId)
    .executeTakeFirst()
  if (taken) throw refuse.ruleCodeTaken({ code: rule.code })
  const itemId = (await ensureItems(tx, actor, [itemName])).get(itemName) ?? before.itemId
  const after = await billing(tx)
    .updateTable('billing.rule')
    .set({ ...ruleColumns(rule), itemId, version: version + 1 })
    .where('tenantId', '=', tenantId)
    .where('id', '=', ruleId)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordChanges(tx, compared(before), compared(after))
  return readRule(tx, actor, ruleId)
}

/** A row as its history shows it: the terms by their names, no counters. */
function compared<R extends { version: number; terms: unknown; createdAt: Date; tenantId: string }>(row: R) {
  const { version: _, terms, createdAt: __, tenantId: ___, ...columns } = row
  return { ...columns, ...(terms as object) }
}
