/** What a whole month comes to by the kind of rule: exact, before any share of days, percentage or rounding. */
import { type Decimal, dec, decimalText } from '../../platform/decimals.ts'
import type { CivilDate } from '../../platform/period.ts'
import { escalatedVersions, type SteppedVersion } from '../rules/escalation.ts'
import { evaluateFormula, type Formula, parseFormula } from '../rules/formula.ts'
import { isOfObject, type MeasureName } from '../rules/measure.ts'
import type { ChargeRule, MonthlyRule, OnceRule } from '../rules/rule.ts'
import type { Segment } from './segment.ts'

/** A rule made ready for one assignment: versions with their steps, formulas parsed, what it is measured by. */
export type Plan = {
  rule: MonthlyRule | OnceRule
  versions: readonly SteppedVersion[]
  /** measures of the object other than the area */
  measures: readonly MeasureName[]
  needsArea: boolean
  formulas: ReadonlyMap<string, Formula>
  /** of the object: a quantity of none is free */
  noneIsFree?: boolean | undefined
}

/** Reads a rule once for an assignment that starts on a day and is charged until another at most. */
export function planOf(rule: MonthlyRule | OnceRule, startsOn: CivilDate, until: CivilDate): Plan {
  const formulas = new Map<string, Formula>()
  if (rule.kind === 'formula') {
    for (const version of rule.versions) {
      const read = parseFormula(version.formula ?? '', 'any')
      if ('formula' in read) formulas.set(version.id, read.formula)
    }
  }
  const escalation = rule.kind === 'rent' ? rule.rent.escalation : null
  const versions = escalation ? escalatedVersions(rule.versions, escalation, startsOn, until) : rule.versions
  const names = new Set(namesOf(rule, formulas))
  const needsArea = names.delete('area')
  return { rule, versions, measures: [...names], needsArea, formulas }
}

function namesOf(rule: MonthlyRule | OnceRule, formulas: ReadonlyMap<string, Formula>): MeasureName[] {
  switch (rule.kind) {
    case 'area-price':
      return ['area']
    case 'fixed':
    case 'deposit':
      return []
    case 'count-price':
      return [rule.measure]
    case 'one-off':
      return rule.measure === null ? [] : [rule.measure]
    case 'rent': {
      const byArea = rule.versions.some(version => !dec(version.unitPrice).isZero())
      const byTurnover = rule.versions.some(version => version.turnoverPercent)
      return [...(byArea ? ['area'] : []), ...(byTurnover ? ['turnover'] : [])]
    }
    case 'formula':
      return [...formulas.values()].flatMap(formula => formula.measures.filter(isOfObject))
  }
}

/** What an object must be measured by for a rule; nothing for readings and shares, which come with their own. */
export function measuresNeeded(rule: ChargeRule): MeasureName[] {
  if (rule.kind === 'metered' || rule.kind === 'pool') return []
  const plan = planOf(rule, '1900-01-01', '1900-01-01')
  return [...(plan.needsArea ? ['area'] : []), ...plan.measures]
}

/** Of a month's price what a plain product does not say; stored with the line. */
export type MonthDetail = {
  /** what was counted, or went into the formula: name and value */
  measures?: { name: MeasureName; value: string }[]
  formula?: string
  /** rent by the day: × days of the month; by the year: × 365 ÷ 12 */
  basis?: 'day' | 'year'
  escalated?: SteppedVersion['escalated']
  /** the turnover's share is what is charged when `applied` */
  turnover?: { value: string; percent: string; applied: boolean }
  /** the floor that was applied, yuan per month */
  minimum?: string
}

/** numerator ÷ divisor yuan */
export type MonthPrice = { numerator: Decimal; divisor: number; detail: MonthDetail | null }

export type MonthProblem = { code: 'no-measure' | 'formula-failed' | 'negative-amount'; at: string }

/** Prices a whole month, floor included. `area` is 0 when the charge does not depend on it. */
export function priceMonth(plan: Plan, segment: Segment, area: Decimal): MonthPrice | MonthProblem {
  const price = priceByKind(plan, segment, area)
  const { minimum } = plan.rule
  if ('code' in price || !minimum) return price
  const floor = dec(minimum)
  if (price.numerator.gte(floor.times(price.divisor))) return price
  return { numerator: floor, divisor: 1, detail: { ...price.detail, minimum: decimalText(floor, 2) } }
}

function priceByKind(plan: Plan, segment: Segment, area: Decimal): MonthPrice | MonthProblem {
  const { rule } = plan
  const { version, measures } = segment
  if (!version) throw new Error('A month is priced by a version.')
  const fixed = dec(version.fixedAmount)
  switch (rule.kind) {
    case 'area-price':
      return { numerator: area.times(dec(version.unitPrice)).plus(fixed), divisor: 1, detail: null }
    case 'fixed':
    case 'deposit':
      return { numerator: fixed, divisor: 1, detail: null }
    case 'count-price':
    case 'one-off': {
      if (rule.measure === null) return { numerator: fixed, divisor: 1, detail: null }
      if (rule.measure === 'area')
        return { numerator: area.times(dec(version.unitPrice)).plus(fixed), divisor: 1, detail: null }
      const value = measures?.[rule.measure]
      if (value === undefined) return { code: 'no-measure', at: rule.measure }
      const numerator = dec(value).times(dec(version.unitPrice)).plus(fixed)
      return { numerator, divisor: 1, detail: { measures: [{ name: rule.measure, value }] } }
    }
    case 'rent':
      return priceRent(rule, version, segment, area)
    case 'formula':
      return priceFormula(plan, version, segment, area)
  }
}

function priceRent(
  rule: Extract<MonthlyRule, { kind: 'rent' }>,
  version: SteppedVersion,
  segment: Segment,
  area: Decimal,
): MonthPrice | MonthProblem {
  const { basis } = rule.rent
  const divisor = basis === 'year' ? 12 : 1
  const times = basis === 'year' ? 365 : basis === 'day' ? segment.daysOfMonth : 1
  const byArea = area.times(dec(version.unitPrice)).times(times)
  const numerator = byArea.plus(dec(version.fixedAmount).times(divisor))
  const detail: MonthDetail = {
    ...(basis === 'month' || byArea.isZero() ? {} : { basis }),
    ...(version.escalated ? { escalated: version.escalated } : {}),
  }
  if (!version.turnoverPercent) return { numerator, divisor, detail }
  const value = segment.measures?.turnover
  if (value === undefined) return { code: 'no-measure', at: 'turnover' }
  const share = dec(value).times(dec(version.turnoverPercent)).div(100)
  const applied = share.times(divisor).gt(numerator)
  const turnover = { value, percent: version.turnoverPercent, applied }
  if (applied) return { numerator: share, divisor: 1, detail: { ...detail, turnover } }
  return { numerator, divisor, detail: { ...detail, turnover } }
}

/** More digits than any price has; a quotient that comes back (10 ÷ 3 × 3) is whole again. */
const FORMULA_PLACES = 30

function priceFormula(plan: Plan, version: SteppedVersion, segment: Segment, area: Decimal): MonthPrice | MonthProblem {
  const formula = plan.formulas.get(version.id)
  if (!formula) return { code: 'formula-failed', at: 'syntax' }
  const values: Record<MeasureName, string | undefined> = {
    ...segment.measures,
    area: plan.needsArea ? decimalText(area, 2) : undefined,
    price: version.unitPrice,
    fixed: version.fixedAmount,
    days: String(segment.daysOfMonth),
  }
  const result = evaluateFormula(formula, values)
  if ('failure' in result) {
    const { code, at } = result.failure
    return code === 'no-measure' ? { code, at } : { code: 'formula-failed', at: code }
  }
  const numerator = result.value.toDecimalPlaces(FORMULA_PLACES, 4)
  if (numerator.lt(0)) return { code: 'negative-amount', at: decimalText(numerator) }
  const measures = formula.measures.flatMap(name => {
    const value = values[name]
    return value === undefined ? [] : [{ name, value }]
  })
  return { numerator, divisor: 1, detail: { formula: formula.text, measures } }
}
