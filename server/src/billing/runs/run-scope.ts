import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { type ChargedRule, readChargeRules } from '../rules/rule-view.ts'

interface Scope {
  communityId: string
  ruleIds?: readonly string[]
  itemIds?: readonly string[]
}

/** The rules that a run or a preview is about: those named, of the items named. Errors: platform.not_found (a named rule). */
export async function readScopedRules(tx: Tx, actor: Actor, scope: Scope): Promise<Map<string, ChargedRule>> {
  const rules = await readChargeRules(tx, actor, scope.communityId, scope.ruleIds)
  if (scope.ruleIds?.some(id => !rules.has(id))) throw refuse.notFound()
  const { itemIds } = scope
  return itemIds ? new Map([...rules].filter(([, { itemId }]) => itemIds.includes(itemId))) : rules
}
