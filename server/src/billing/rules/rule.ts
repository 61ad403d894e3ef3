/** What is charged, at what price, how often and to whom: the words of the arithmetic in `bills/compute-lines.ts`. */
import { fitsScale, parseDecimal } from '../../platform/decimals.ts'
import type { CivilDate } from '../../platform/period.ts'
import { isCivilDate } from '../../platform/period.ts'

/** How a month that is not whole is charged (domain.md R4); a whole month is always the full amount. */
export type Proration = 'ACTUAL' | 'DAYS30' | 'YEAR365' | 'HALF_MONTH' | 'WHOLE_MONTH'

/** A price in force from a date until the next version's date. Decimal strings in yuan. */
export type RuleVersion = {
  id: string
  effectiveFrom: CivilDate
  /** yuan per m²·month, up to 4 decimals; '0' for a fixed charge */
  unitPrice: string
  /** yuan per month, up to 2 decimals: the surcharge (附加费) of an area price, the whole of a fixed charge */
  fixedAmount: string
}

type RuleTerms = {
  id: string
  code: string
  name: string
  itemName: string
  /** how many charge months one bill covers */
  cycleMonths: number
  /** advance: billed on the cycle's first day; arrears: on the day after its last */
  timing: 'advance' | 'arrears'
  /** contract-month: months from the assignment's own start (R5); natural-month: calendar months, part months at the ends */
  lineGrain: 'contract-month' | 'natural-month'
  proration: Proration
  /** the bill is due this many days after its billing date */
  dueDays: number
  effectiveFrom: CivilDate
  /** last day, included; null while it has no end */
  effectiveTo: CivilDate | null
}

/** area × unitPrice + fixedAmount per month */
type AreaPriceRule = RuleTerms & { kind: 'area-price'; versions: readonly RuleVersion[] }
/** fixedAmount per month */
type FixedRule = RuleTerms & { kind: 'fixed'; versions: readonly RuleVersion[] }

/** A new kind joins the union with the versions it needs; the compiler then names each place that must learn it. */
export type ChargeRule = AreaPriceRule | FixedRule
export type RuleKind = ChargeRule['kind']

/** A rule laid on premises. `startsOn` is the anchor of its cycles (R5); `endsOn` is the last day charged. */
export type Assignment = {
  id: string
  ruleId: string
  premisesId: string
  startsOn: CivilDate
  endsOn: CivilDate | null
}

/** The part of the full amount that is charged for a while, such as 70 % while vacant (E12, E13). */
export type PercentSpan = { from: CivilDate; to: CivilDate | null; percent: string }

/** What the charge is measured by. Each area holds from its date until the next one's (R7). */
export type ChargedObject = {
  premisesId: string
  areas: readonly { effectiveFrom: CivilDate; areaM2: string }[]
  /** spans of this charge that are not at 100 %; none when absent. They must not overlap. */
  percents?: readonly PercentSpan[]
}

/** A field of the rule, as `cycleMonths` or `versions.0.unitPrice`, and what is wrong with it. */
export type RuleProblem = {
  field: string
  code:
    | 'required'
    | 'out-of-range'
    | 'not-a-date'
    | 'ends-before-start'
    | 'not-a-decimal'
    | 'too-many-digits'
    | 'negative'
    | 'not-positive'
    | 'must-be-zero'
    | 'duplicate-date'
    | 'no-price-at-start'
}

/** Integer digits allowed before the point, so that every line stays far inside JavaScript's safe integers in fen. */
const PRICE_DIGITS = 8

function checkInteger(field: string, value: number, least: number, most: number): RuleProblem[] {
  return Number.isInteger(value) && value >= least && value <= most ? [] : [{ field, code: 'out-of-range' }]
}

function checkPrice(field: string, text: string, scale: number, want: 'any' | 'positive' | 'zero'): RuleProblem[] {
  const value = parseDecimal(text)
  if (value === null) return [{ field, code: 'not-a-decimal' }]
  if (!fitsScale(text, PRICE_DIGITS, scale)) return [{ field, code: 'too-many-digits' }]
  if (want === 'zero') return value.isZero() ? [] : [{ field, code: 'must-be-zero' }]
  if (value.lt(0)) return [{ field, code: 'negative' }]
  return want === 'positive' && value.isZero() ? [{ field, code: 'not-positive' }] : []
}

function checkVersion(rule: ChargeRule, version: RuleVersion, index: number): RuleProblem[] {
  const field = `versions.${index}`
  const wantArea = rule.kind === 'area-price'
  return [
    ...(isCivilDate(version.effectiveFrom)
      ? []
      : [{ field: `${field}.effectiveFrom`, code: 'not-a-date' } satisfies RuleProblem]),
    ...checkPrice(`${field}.unitPrice`, version.unitPrice, 4, wantArea ? 'positive' : 'zero'),
    ...checkPrice(`${field}.fixedAmount`, version.fixedAmount, 2, wantArea ? 'any' : 'positive'),
  ]
}

function checkVersionDates(rule: ChargeRule): RuleProblem[] {
  const problems: RuleProblem[] = []
  const seen = new Set<string>()
  rule.versions.forEach(({ effectiveFrom }, index) => {
    if (seen.has(effectiveFrom)) problems.push({ field: `versions.${index}.effectiveFrom`, code: 'duplicate-date' })
    seen.add(effectiveFrom)
  })
  if (rule.versions.length === 0) problems.push({ field: 'versions', code: 'required' })
  else if (rule.versions.every(version => version.effectiveFrom > rule.effectiveFrom))
    problems.push({ field: 'versions', code: 'no-price-at-start' })
  return problems
}

function checkDates(rule: ChargeRule): RuleProblem[] {
  const problems: RuleProblem[] = []
  const { effectiveFrom, effectiveTo } = rule
  if (!isCivilDate(effectiveFrom)) problems.push({ field: 'effectiveFrom', code: 'not-a-date' })
  if (effectiveTo === null) return problems
  if (!isCivilDate(effectiveTo)) problems.push({ field: 'effectiveTo', code: 'not-a-date' })
  else if (effectiveTo < effectiveFrom) problems.push({ field: 'effectiveTo', code: 'ends-before-start' })
  return problems
}

/** Everything wrong with a rule before it is saved; an empty list when it can be charged by. */
export function checkRule(rule: ChargeRule): RuleProblem[] {
  const texts = { code: rule.code, name: rule.name, itemName: rule.itemName }
  return [
    ...Object.entries(texts)
      .filter(([, text]) => text.trim() === '')
      .map(([field]): RuleProblem => ({ field, code: 'required' })),
    ...checkInteger('cycleMonths', rule.cycleMonths, 1, 120),
    ...checkInteger('dueDays', rule.dueDays, 0, 366),
    ...checkDates(rule),
    ...checkVersionDates(rule),
    ...rule.versions.flatMap((version, index) => checkVersion(rule, version, index)),
  ]
}
