import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { readFieldLabels } from '../measures/field-view.ts'
import { billing } from '../tables.ts'
import { checkRule } from './check.ts'
import { ruleOf } from './flat.ts'
import type { FieldLabels } from './formula.ts'
import type { ChargeRule, RuleVersion } from './rule.ts'
import { type RuleTermsView, storedTerms, storedVersionTerms, type VersionTermsView } from './terms.ts'

type Whole = Omit<RequestOf<typeof contract.createRule>, 'id' | 'communityId'>
type Optional = 'measure' | keyof RuleTermsView | keyof VersionTermsView

/** A rule with its first price, as `createRule` takes it; an id is made when none is given, terms are the usual ones. */
export type RuleInput = Omit<Whole, Optional> & Partial<Pick<Whole, Optional>> & { id?: string }

/**
 * Makes the rules of a community whose code is not there yet, each with its first price version and, when missing, its
 * charge item; a rule that is there stays as it is. Set-based. Answers the ids by code.
 * Errors: billing.rule_wrong (the first that cannot be charged by).
 */
export async function ensureRules(
  tx: Tx,
  actor: Actor,
  communityId: string,
  rules: readonly RuleInput[],
): Promise<{ idByCode: Map<string, string>; created: number }> {
  if (rules.length === 0) return { idByCode: new Map(), created: 0 }
  const fields = rules.some(rule => rule.kind === 'formula') ? await readFieldLabels(tx, actor) : undefined
  for (const rule of rules) refuseWrong(draftOf(rule), fields)
  const itemIds = await ensureItems(
    tx,
    actor,
    rules.map(rule => rule.itemName),
  )
  const tenantId = tenantOf(actor)
  const createdAt = now()
  const added = await billing(tx)
    .insertInto('billing.rule')
    .values(
      rules.map(rule => ({
        ...ruleColumns(rule),
        tenantId,
        id: rule.id ?? newId(),
        communityId,
        itemId: itemIds.get(rule.itemName) ?? '',
        createdAt,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning(['id', 'code'])
    .execute()
  await insertFirstVersions(tx, actor, rules, new Map(added.map(row => [row.code, row.id])))
  const all = await billing(tx)
    .selectFrom('billing.rule')
    .select(['id', 'code'])
    .where('tenantId', '=', tenantId)
    .where('communityId', '=', communityId)
    .where('code', '=', sql<string>`any(${rules.map(rule => rule.code)}::text[])`)
    .execute()
  return { idByCode: new Map(all.map(row => [row.code, row.id])), created: added.length }
}

/** The columns of a rule that forms fill. */
export function ruleColumns(
  rule: Omit<RuleInput, 'id' | 'itemName' | 'unitPrice' | 'fixedAmount' | keyof VersionTermsView>,
) {
  const { code, name, kind, cycleMonths, timing, lineGrain, proration, dueDays, effectiveFrom, effectiveTo } = rule
  const columns = { code, name, kind, cycleMonths, timing, lineGrain, proration, dueDays, effectiveFrom, effectiveTo }
  return { ...columns, measure: rule.measure ?? null, terms: JSON.stringify(storedTerms(rule)) }
}

async function insertFirstVersions(
  tx: Tx,
  actor: Actor,
  rules: readonly RuleInput[],
  addedByCode: Map<string, string>,
): Promise<void> {
  const versions = rules.flatMap(rule => {
    const ruleId = addedByCode.get(rule.code)
    if (!ruleId) return []
    // A code given twice made one rule: its first price counts.
    addedByCode.delete(rule.code)
    const { effectiveFrom, unitPrice, fixedAmount } = rule
    return [{ ruleId, effectiveFrom, unitPrice, fixedAmount, terms: JSON.stringify(storedVersionTerms(rule)) }]
  })
  if (versions.length === 0) return
  await billing(tx)
    .insertInto('billing.ruleVersion')
    .values(versions.map(version => ({ tenantId: tenantOf(actor), id: newId(), createdAt: now(), ...version })))
    .execute()
}

/** The ids of charge items by name, made when missing. */
export async function ensureItems(tx: Tx, actor: Actor, names: readonly string[]): Promise<Map<string, string>> {
  const tenantId = tenantOf(actor)
  const distinct = [...new Set(names)]
  await billing(tx)
    .insertInto('billing.chargeItem')
    .values(distinct.map(name => ({ tenantId, id: newId(), name })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const rows = await billing(tx)
    .selectFrom('billing.chargeItem')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantId)
    .where('name', 'in', distinct)
    .execute()
  return new Map(rows.map(row => [row.name, row.id]))
}

function draftOf(rule: RuleInput): ChargeRule {
  const first: RuleVersion = {
    id: '',
    effectiveFrom: rule.effectiveFrom,
    unitPrice: rule.unitPrice,
    fixedAmount: rule.fixedAmount,
    formula: rule.formula,
    tiers: rule.tiers,
    bands: rule.bands,
    turnoverPercent: rule.turnoverPercent,
  }
  return ruleOf({ ...rule, id: rule.id ?? '', versions: [first] })
}

/**
 * For whoever makes or changes a rule by hand: which meters a price is for is asked, since a home may get meters of another kind.
 * Rules of a former system may leave it open; a run names the homes of which it cannot be told. Errors: billing.rule_wrong.
 */
export function refuseVague(rule: Pick<RuleInput, 'kind' | 'meterKind'>): void {
  if (rule.kind === 'metered' && !rule.meterKind)
    throw refuse.ruleWrong({ problems: [{ field: 'meterKind', code: 'required' }] })
}

/** Errors: billing.rule_wrong with every problem. `fields`: custom fields that formulas may name. */
export function refuseWrong(rule: ChargeRule, fields?: FieldLabels): void {
  const problems = checkRule(rule, fields)
  if (problems.length > 0) throw refuse.ruleWrong({ problems })
}
