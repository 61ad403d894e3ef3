import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import type { Treatment } from '../items/treatment.ts'
import { billing } from '../tables.ts'
import { ruleOf } from './flat.ts'
import type { ChargeRule, RuleVersion } from './rule.ts'
import { formulaWords } from './rule-words.ts'
import { termsFrom, versionTermsFrom } from './terms.ts'

type Page = ResponseOf<typeof contract.listRules>
export type RuleView = Page['items'][number]

const SORTS = {
  code: { by: sql`r.code`, type: 'text' },
  name: { by: sql`r.name`, type: 'text' },
  createdAt: { by: sql`r.created_at`, type: 'timestamptz' },
} as const

/** Charge rules with their price versions, by code. `text` is part of a code, a name or the item's name. */
export async function listRules(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listRules>): Promise<Page> {
  const keys = keyset(input, sql<string>`r.id`, SORTS, 'code')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'code')
  return { ...page, items: await withVersions(tx, actor, page.items) }
}

/** One rule, for the route. Errors: platform.not_found. */
export async function readRuleById(tx: Tx, actor: Actor, input: { ruleId: string }): Promise<RuleView> {
  return readRule(tx, actor, input.ruleId)
}

/** One rule. Errors: platform.not_found. */
export async function readRule(tx: Tx, actor: Actor, ruleId: string): Promise<RuleView> {
  const rows = await filtered(tx, actor, {}).where('r.id', '=', ruleId).execute()
  const [rule] = await withVersions(tx, actor, rows)
  if (!rule) throw refuse.notFound()
  return rule
}

interface Filters {
  communityId?: string
  text?: string
  kind?: string
  itemId?: string
}

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  let query = billing(tx)
    .selectFrom('billing.rule as r')
    .innerJoin('billing.chargeItem as i', join =>
      join.onRef('i.tenantId', '=', 'r.tenantId').onRef('i.id', '=', 'r.itemId'),
    )
    .select(['r.id', 'r.communityId', 'r.code', 'r.name', 'r.itemId', 'i.name as itemName', 'r.kind', 'r.cycleMonths'])
    .select(['r.timing', 'r.lineGrain', 'r.proration', 'r.dueDays', 'r.effectiveFrom', 'r.effectiveTo'])
    .select(['r.version', 'r.measure', 'r.terms'])
    .select(
      // By its assignments, for which bills have an index; assignments have one by community, which is the rule's.
      sql<boolean>`exists (select from billing.assignment a
        join billing.bill b on b.tenant_id = a.tenant_id and b.assignment_id = a.id and b.kind = 'charge'
        where a.tenant_id = r.tenant_id and a.community_id = r.community_id and a.rule_id = r.id)`.as('billed'),
    )
    .select(
      sql<number>`(select count(*)::int from billing.assignment a
        where a.tenant_id = r.tenant_id and a.community_id = r.community_id and a.rule_id = r.id)`.as(
        'assignmentCount',
      ),
    )
    .where('r.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('r.communityId', '=', filters.communityId)
  if (filters.kind) query = query.where('r.kind', '=', filters.kind)
  if (filters.itemId) query = query.where('r.itemId', '=', filters.itemId)
  if (filters.text) {
    const pattern = `%${filters.text.trim().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(sql<SqlBool>`(r.code ilike ${pattern} or r.name ilike ${pattern} or i.name ilike ${pattern})`)
  }
  return query
}

/** A row of the database; its text columns hold the contract's words, as their check constraints say. */
export interface RuleRow {
  id: string
  communityId: string
  code: string
  name: string
  itemId: string
  itemName: string
  kind: string
  cycleMonths: number
  timing: string
  lineGrain: string
  proration: string
  dueDays: number
  effectiveFrom: string
  effectiveTo: string | null
  version: number
  measure: string | null
  terms: unknown
}

async function withVersions<R extends RuleRow & { assignmentCount: number; billed: boolean }>(
  tx: Tx,
  actor: Actor,
  rows: R[],
): Promise<RuleView[]> {
  const versions = await readVersions(
    tx,
    actor,
    rows.map(row => row.id),
  )
  return rows.map(row => {
    const known = versions.get(row.id) ?? []
    const { terms, ...columns } = row
    return {
      ...columns,
      ...wordsOf(row),
      ...termsFrom(terms),
      versions: known,
      formulaWords: formulaWords(chargeRuleOf(row, known), today()),
    }
  })
}

type VersionView = RuleView['versions'][number]

async function readVersions(tx: Tx, actor: Actor, ruleIds: string[]): Promise<Map<string, VersionView[]>> {
  const found = new Map<string, VersionView[]>()
  if (ruleIds.length === 0) return found
  const rows = await billing(tx)
    .selectFrom('billing.ruleVersion')
    .select(['ruleId', 'id', 'effectiveFrom', 'unitPrice', 'fixedAmount', 'terms'])
    .where('tenantId', '=', tenantOf(actor))
    .where('ruleId', 'in', ruleIds)
    .orderBy('effectiveFrom')
    .execute()
  for (const { ruleId, terms, ...version } of rows) {
    found.set(ruleId, [...(found.get(ruleId) ?? []), { ...version, ...versionTermsFrom(terms) }])
  }
  return found
}

/** The columns that hold one of few words. */
function wordsOf(row: RuleRow): Pick<RuleView, 'kind' | 'timing' | 'lineGrain' | 'proration'> {
  return {
    kind: row.kind as RuleView['kind'],
    timing: row.timing as RuleView['timing'],
    lineGrain: row.lineGrain as RuleView['lineGrain'],
    proration: row.proration as RuleView['proration'],
  }
}

/** A rule ready for arithmetic, of its row and its versions. */
export function chargeRuleOf(row: RuleRow, versions: readonly RuleVersion[]): ChargeRule {
  const { id, code, name, itemName, cycleMonths, dueDays, effectiveFrom, effectiveTo, measure } = row
  const columns = { id, code, name, itemName, cycleMonths, dueDays, effectiveFrom, effectiveTo, measure }
  const { penalty: _, ...terms } = termsFrom(row.terms)
  return ruleOf({ ...columns, ...wordsOf(row), ...terms, versions })
}

/** A rule ready for arithmetic, with the item its bills are of, and what the item's money is. */
export interface ChargedRule {
  rule: ChargeRule
  itemId: string
  treatment: Treatment
  /** its item is one of penalties */
  isPenalty: boolean
  /** Of its row, as it was read. */
  version: number
}

/** The rules of a community, or those named of them, by id. A named rule that is not there is missing in the answer. */
export async function readChargeRules(
  tx: Tx,
  actor: Actor,
  communityId: string,
  ruleIds?: readonly string[] | null,
): Promise<Map<string, ChargedRule>> {
  let query = filtered(tx, actor, { communityId })
    .clearSelect()
    .selectAll('r')
    .select(['i.name as itemName', 'i.treatment', 'i.category'])
  if (ruleIds) query = query.where('r.id', '=', sql<string>`any(${ruleIds}::uuid[])`)
  const rows = await query.execute()
  const versions = await readVersions(
    tx,
    actor,
    rows.map(row => row.id),
  )
  return new Map(
    rows.map(row => {
      const { id, itemId, version } = row
      const rule = chargeRuleOf(row, versions.get(id) ?? [])
      const isPenalty = row.category === 'penalty'
      return [id, { rule, itemId, treatment: row.treatment as Treatment, isPenalty, version }]
    }),
  )
}
