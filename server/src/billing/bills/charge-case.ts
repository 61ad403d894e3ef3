/** For tests: one assignment said in a few words, and what it comes to. */
import { fenToYuan } from '../../platform/money.ts'
import type { CivilMonth } from '../../platform/period.ts'
import { monthRange } from '../../platform/period.ts'
import { type FlatRule, ruleOf } from '../rules/flat.ts'
import type {
  Assignment,
  ChargedObject,
  ChargeRule,
  MonthlyRule,
  OnceRule,
  PercentSpan,
  RuleVersion,
} from '../rules/rule.ts'
import type { ProposedLine } from './compute-lines.ts'
import { computeLines } from './compute-lines.ts'

export type Case = {
  rule?: Partial<Omit<FlatRule, 'versions'>>
  /** of every version, on top of its prices */
  version?: Partial<RuleVersion>
  measures?: ChargedObject['measures']
  prices?: [effectiveFrom: string, unitPrice: string, fixedAmount?: string][]
  areas?: [effectiveFrom: string, areaM2: string][]
  percents?: PercentSpan[]
  startsOn: string
  endsOn?: string
  period: [from: string, to: string]
}

/** Computes a case. What it does not say is the base unit U of domain.md §1.4: 89.37㎡ at 2.85, by calendar month. */
export function computeCase(given: Case): ReturnType<typeof computeLines> {
  const prices = given.prices ?? [['2000-01-01', '2.85']]
  const versions: RuleVersion[] = prices.map(([effectiveFrom, unitPrice, fixedAmount = '0'], index) => ({
    id: `v${index + 1}`,
    effectiveFrom,
    unitPrice,
    fixedAmount,
    ...given.version,
  }))
  const rule = ruleOf({
    id: 'rule',
    code: 'WYF',
    name: '物业费',
    itemName: '物业费',
    kind: 'area-price',
    cycleMonths: 1,
    timing: 'advance',
    lineGrain: 'natural-month',
    proration: 'ACTUAL',
    dueDays: 0,
    effectiveFrom: '2000-01-01',
    effectiveTo: null,
    ...given.rule,
    versions,
  })
  if (!isByMonthOrOnce(rule)) throw new Error(`${rule.kind} is charged by other data`)
  const { startsOn, endsOn = null } = given
  const assignment: Assignment = { id: 'assignment', ruleId: 'rule', premisesId: 'U', startsOn, endsOn }
  const areas = (given.areas ?? [['2000-01-01', '89.37']]).map(([effectiveFrom, areaM2]) => ({ effectiveFrom, areaM2 }))
  const object: ChargedObject = { premisesId: 'U', areas, measures: given.measures, percents: given.percents }
  return computeLines({ rule, assignment, object, period: { from: given.period[0], to: given.period[1] } })
}

function isByMonthOrOnce(rule: ChargeRule): rule is MonthlyRule | OnceRule {
  return rule.kind !== 'metered' && rule.kind !== 'pool'
}

/** The lines of a case in which everything can be priced. */
function pricedLines(given: Case): ProposedLine[] {
  const { lines, exceptions } = computeCase(given)
  if (exceptions.length > 0) throw new Error(`not everything was priced: ${JSON.stringify(exceptions)}`)
  return lines
}

/** The amounts of the lines, in yuan. */
export function amountsOf(given: Case): string[] {
  const lines = pricedLines(given)
  return lines.map(line => fenToYuan(line.amountFen))
}

/** What the lines come to, in yuan. */
export function totalOf(given: Case): string {
  const lines = pricedLines(given)
  return fenToYuan(lines.reduce((sum, line) => sum + line.amountFen, 0n))
}

/** The first and last day of a natural month, as the period of a case. */
export function daysOf(month: CivilMonth): [from: string, to: string] {
  const { from, to } = monthRange(month)
  return [from, to]
}
