import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseHashList } from '../workbook/parse-words.ts'
import type { Parse } from '../workbook/parsed.ts'
import type { RefBook } from '../workbook/ref-book.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'
import type { ChargeRuleProposal } from './charge-rules.ts'

/** One charge of a room: which rule, and the day it starts, which anchors its cycles. */
export type Assignment = { ruleRef: string; startsOn: string }

/** In this format the charge `0` is the default charge of the former system. */
const DEFAULT_CHARGE = '0'

/** All items as dates; the first refusal refuses the cell. */
const parseDateList: Parse<string[]> = text => {
  const items = parseHashList(text)
  if ('error' in items) return items
  const dates: string[] = []
  let warning: { code: 'date_serial'; params: Record<string, string | number> } | undefined
  for (const item of items.value) {
    const date = parseCivilDate(item)
    if ('error' in date) return { error: { ...date.error, params: { value: item, ...date.error.params } } }
    if (date.warning) warning = { code: 'date_serial', params: { value: item, ...date.warning.params } }
    dates.push(date.value)
  }
  return { value: dates, ...(warning ? { warning } : {}) }
}

function checkRule(row: RowReader, rules: RefBook<ChargeRuleProposal>, { ruleRef, startsOn }: Assignment): void {
  const rule = rules.accepted.get(ruleRef)
  const rejected = rules.rejected.get(ruleRef)
  if (!rule && rules.known.has(ruleRef)) return
  if (!rule) {
    if (rejected) row.fail('charges', 'rule_rejected', { value: ruleRef, ...rejected })
    else row.fail('charges', 'rule_missing', { value: ruleRef })
    return
  }
  const params = { value: ruleRef, date: startsOn, from: rule.effectiveFrom, to: rule.effectiveTo ?? '' }
  if (startsOn < rule.effectiveFrom) row.warn('chargesFrom', 'charge_starts_early', params)
  if (rule.effectiveTo !== null && startsOn > rule.effectiveTo) row.warn('chargesFrom', 'charge_starts_late', params)
}

/** The charges of a room from two cells of the same length, `1#2` and `2020-06-10#2020-07-10`. */
export function readAssignments(row: RowReader, rules: RefBook<ChargeRuleProposal>): Assignment[] {
  const refs = row.optional('charges', parseHashList)
  if (refs === null) return []
  if (refs.length === 1 && refs[0] === DEFAULT_CHARGE && !rules.accepted.has(DEFAULT_CHARGE)) {
    row.warn('charges', 'charge_default_ignored')
    return []
  }
  const dates = row.required('chargesFrom', parseDateList)
  if (dates === null) return []
  if (refs.length !== dates.length) {
    const params = { count: refs.length, otherHeading: row.heading('chargesFrom'), otherCount: dates.length }
    row.fail('charges', 'list_lengths', params)
    return []
  }
  const assignments = refs.map((ruleRef, index) => ({ ruleRef, startsOn: dates[index] ?? '' }))
  const repeated = refs.find((ref, index) => refs.indexOf(ref) < index)
  if (repeated !== undefined) row.fail('charges', 'charge_repeated', { value: repeated })
  for (const assignment of assignments) checkRule(row, rules, assignment)
  return assignments
}
