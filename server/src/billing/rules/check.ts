/** What is wrong with a rule before it is saved: each problem names its field. */
import { fitsScale, parseDecimal } from '../../platform/decimals.ts'
import { isCivilDate } from '../../platform/period.ts'
import { type FieldLabels, isNeverPositive, parseFormula } from './formula.ts'
import { isOfObject, measureNamed } from './measure.ts'
import type { ChargeRule, RuleVersion } from './rule.ts'

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
    | 'must-be-empty'
    | 'duplicate-date'
    | 'no-price-at-start'
    | 'not-ascending'
    | 'unknown-measure'
    | `formula-${string}`
  /** the place or the name that is meant */
  at?: string
}

/** Integer digits allowed before the point, so that every line stays far inside JavaScript's safe integers in fen. */
const PRICE_DIGITS = 8

type Want = 'any' | 'positive' | 'zero'

/** What each kind charges by; `either` wants one of both above zero. */
const WANTED: Record<ChargeRule['kind'], { unitPrice: Want; fixedAmount: Want; either?: true }> = {
  'area-price': { unitPrice: 'positive', fixedAmount: 'any' },
  fixed: { unitPrice: 'zero', fixedAmount: 'positive' },
  'count-price': { unitPrice: 'positive', fixedAmount: 'any' },
  rent: { unitPrice: 'any', fixedAmount: 'any', either: true },
  formula: { unitPrice: 'any', fixedAmount: 'any' },
  'one-off': { unitPrice: 'any', fixedAmount: 'any', either: true },
  deposit: { unitPrice: 'zero', fixedAmount: 'positive' },
  metered: { unitPrice: 'any', fixedAmount: 'any' },
  pool: { unitPrice: 'zero', fixedAmount: 'zero' },
}

function checkInteger(field: string, value: number, least: number, most: number): RuleProblem[] {
  return Number.isInteger(value) && value >= least && value <= most ? [] : [{ field, code: 'out-of-range' }]
}

function checkPrice(field: string, text: string, scale: number, want: Want): RuleProblem[] {
  const value = parseDecimal(text)
  if (value === null) return [{ field, code: 'not-a-decimal' }]
  if (!fitsScale(text, PRICE_DIGITS, scale)) return [{ field, code: 'too-many-digits' }]
  if (want === 'zero') return value.isZero() ? [] : [{ field, code: 'must-be-zero' }]
  if (value.lt(0)) return [{ field, code: 'negative' }]
  return want === 'positive' && value.isZero() ? [{ field, code: 'not-positive' }] : []
}

function checkVersion(rule: ChargeRule, version: RuleVersion, index: number, fields?: FieldLabels): RuleProblem[] {
  const field = `versions.${index}`
  const wanted = WANTED[rule.kind]
  const nothing = (text: string) => parseDecimal(text)?.isZero() === true
  const empty = wanted.either && nothing(version.unitPrice) && nothing(version.fixedAmount) && !version.turnoverPercent
  return [
    ...(isCivilDate(version.effectiveFrom)
      ? []
      : [{ field: `${field}.effectiveFrom`, code: 'not-a-date' } satisfies RuleProblem]),
    ...checkPrice(`${field}.unitPrice`, version.unitPrice, 4, wanted.unitPrice),
    ...checkPrice(`${field}.fixedAmount`, version.fixedAmount, 2, wanted.fixedAmount),
    ...(empty ? [{ field: `${field}.fixedAmount`, code: 'not-positive' } satisfies RuleProblem] : []),
    ...checkFormula(rule, version, field, fields),
    ...checkMetered(rule, version, field),
    ...checkTurnover(rule, version, field),
  ]
}

function checkFormula(rule: ChargeRule, version: RuleVersion, field: string, fields?: FieldLabels): RuleProblem[] {
  const at = `${field}.formula`
  if (rule.kind !== 'formula') return version.formula ? [{ field: at, code: 'must-be-empty' }] : []
  if (!version.formula) return [{ field: at, code: 'required' }]
  const read = parseFormula(version.formula, fields)
  if ('problem' in read) return [{ field: at, code: `formula-${read.problem.code}`, at: read.problem.at }]
  // Prices that are there already were checked when they came.
  if (fields === 'any') return []
  const prices = { price: version.unitPrice, fixed: version.fixedAmount }
  return isNeverPositive(read.formula, prices) ? [{ field: at, code: 'formula-never-positive', at: '' }] : []
}

/** Tiers rise, each to its limit, and the last has none; bands have names of their own; not both. */
function checkMetered(rule: ChargeRule, version: RuleVersion, field: string): RuleProblem[] {
  const tiers = version.tiers ?? []
  const bands = version.bands ?? []
  const priced = tiers.length > 0 || bands.length > 0
  if (rule.kind !== 'metered') return priced ? [{ field: `${field}.tiers`, code: 'must-be-empty' }] : []
  if (!priced) return checkPrice(`${field}.unitPrice`, version.unitPrice, 4, 'positive')
  const problems: RuleProblem[] = checkPrice(`${field}.unitPrice`, version.unitPrice, 4, 'zero')
  if (tiers.length > 0 && bands.length > 0) problems.push({ field: `${field}.bands`, code: 'must-be-empty' })
  if (tiers.length > 0 && rule.tierTerms === null) problems.push({ field: 'tierTerms', code: 'required' })
  tiers.forEach((tier, index) => {
    const at = `${field}.tiers.${index}`
    problems.push(...checkPrice(`${at}.unitPrice`, tier.unitPrice, 4, 'positive'))
    const isLast = index === tiers.length - 1
    if (isLast !== (tier.upTo === null))
      problems.push({ field: `${at}.upTo`, code: isLast ? 'must-be-empty' : 'required' })
    if (tier.upTo === null) return
    problems.push(...checkPrice(`${at}.upTo`, tier.upTo, 4, 'positive'))
    const before = parseDecimal(tiers[index - 1]?.upTo ?? '0')
    const limit = parseDecimal(tier.upTo)
    if (before && limit?.lte(before)) problems.push({ field: `${at}.upTo`, code: 'not-ascending' })
  })
  const names = new Set<string>()
  bands.forEach((band, index) => {
    const at = `${field}.bands.${index}`
    problems.push(...checkPrice(`${at}.unitPrice`, band.unitPrice, 4, 'positive'))
    if (band.name.trim() === '' || names.has(band.name)) problems.push({ field: `${at}.name`, code: 'required' })
    names.add(band.name)
  })
  return problems
}

function checkTurnover(rule: ChargeRule, version: RuleVersion, field: string): RuleProblem[] {
  const at = `${field}.turnoverPercent`
  if (!version.turnoverPercent) return []
  return rule.kind === 'rent' ? checkPercent(at, version.turnoverPercent) : [{ field: at, code: 'must-be-empty' }]
}

/** Above 0, at most 100, 4 decimals. */
function checkPercent(field: string, text: string): RuleProblem[] {
  const problems = checkPrice(field, text, 4, 'positive')
  return problems.length === 0 && parseDecimal(text)?.gt(100) ? [{ field, code: 'out-of-range' }] : problems
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

/** What a kind needs beside prices, and what any rule may have on top. */
function checkTerms(rule: ChargeRule): RuleProblem[] {
  const problems: RuleProblem[] = []
  if (rule.kind === 'count-price' || (rule.kind === 'one-off' && rule.measure !== null)) {
    const name = measureNamed(rule.measure ?? '')
    if (name === null || !isOfObject(name)) problems.push({ field: 'measure', code: 'unknown-measure' })
  }
  if (rule.kind === 'rent' && rule.rent.escalation) {
    const { percent, everyMonths, countedFrom } = rule.rent.escalation
    problems.push(...checkPercent('rent.escalation.percent', percent))
    problems.push(...checkInteger('rent.escalation.everyMonths', everyMonths, 1, 120))
    if (countedFrom && !isCivilDate(countedFrom))
      problems.push({ field: 'rent.escalation.countedFrom', code: 'not-a-date' })
  }
  if (rule.kind === 'metered' && rule.tierTerms?.persons) {
    problems.push(...checkInteger('tierTerms.persons.above', rule.tierTerms.persons.above, 1, 20))
    problems.push(...checkPrice('tierTerms.persons.each', rule.tierTerms.persons.each, 4, 'positive'))
  }
  if (rule.minimum) problems.push(...checkPrice('minimum', rule.minimum, 2, 'any'))
  problems.push(...checkInteger('freeMonths', rule.freeMonths ?? 0, 0, 120))
  rule.freeSpans?.forEach((span, index) => {
    if (!isCivilDate(span.from)) problems.push({ field: `freeSpans.${index}.from`, code: 'not-a-date' })
    else if (!isCivilDate(span.to)) problems.push({ field: `freeSpans.${index}.to`, code: 'not-a-date' })
    else if (span.to < span.from) problems.push({ field: `freeSpans.${index}.to`, code: 'ends-before-start' })
  })
  for (const field of NOT_FOR[rule.kind] ?? []) if (isSet(rule, field)) problems.push({ field, code: 'must-be-empty' })
  return problems
}

type Optional = 'minimum' | 'rounding' | 'freeSpans' | 'freeMonths' | 'zeroIsFree'

/**
 * Terms that a kind has no use for, so that nobody relies on them: what is used is charged however little it is, the shares of a cost add up to
 * it, and a deposit is one amount that is owed back.
 */
const NOT_FOR: Partial<Record<ChargeRule['kind'], readonly Optional[]>> = {
  metered: ['freeSpans', 'freeMonths', 'zeroIsFree'],
  pool: ['minimum', 'rounding', 'freeSpans', 'freeMonths', 'zeroIsFree'],
  deposit: ['minimum', 'freeSpans', 'freeMonths', 'zeroIsFree'],
}

function isSet(rule: ChargeRule, field: Optional): boolean {
  const value = rule[field]
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** Everything wrong with a rule before it is saved; an empty list when it can be charged by. `fields`: custom fields that formulas may name. */
export function checkRule(rule: ChargeRule, fields?: FieldLabels): RuleProblem[] {
  const texts = { code: rule.code, name: rule.name, itemName: rule.itemName }
  return [
    ...Object.entries(texts)
      .filter(([, text]) => text.trim() === '')
      .map(([field]): RuleProblem => ({ field, code: 'required' })),
    ...checkInteger('cycleMonths', rule.cycleMonths, 1, 120),
    ...checkInteger('dueDays', rule.dueDays, 0, 366),
    ...checkDates(rule),
    ...checkTerms(rule),
    ...checkVersionDates(rule),
    ...rule.versions.flatMap((version, index) => checkVersion(rule, version, index, fields)),
  ]
}
