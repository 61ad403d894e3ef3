/** What is charged, at what price, how often and to whom: the words of the arithmetic in `bills/compute-lines.ts`. */
import type { billing as contract, ResponseOf } from '@anju/contract'
import type { CivilDate, CivilRange } from '../../platform/period.ts'
import type { MeasureName, MeasureValue } from './measure.ts'
import type { Rounding } from './rounding.ts'

/** How a month that is not whole is charged (domain.md R4); a whole month is always the full amount. */
export type Proration = 'ACTUAL' | 'DAYS30' | 'YEAR365' | 'HALF_MONTH' | 'WHOLE_MONTH'

/** A price in force from a date until the next version's date. Decimal strings in yuan. */
export type RuleVersion = {
  id: string
  effectiveFrom: CivilDate
  /** yuan per unit of what is measured, and month: per m² of an area price; up to 4 decimals; '0' for a fixed charge */
  unitPrice: string
  /** yuan per month, up to 2 decimals: the surcharge (附加费) of a price, the whole of a fixed charge */
  fixedAmount: string
  /** what a month comes to, in words of `formula.ts`; of the formula kind only */
  formula?: string | null
  /** metered: the price of each step; empty or absent when there is one price */
  tiers?: readonly Tier[] | null
  /** metered by time of use: each part of the day with its own price */
  bands?: readonly Band[] | null
  /** rent: the share of the turnover, in percent, that is charged when it is more */
  turnoverPercent?: string | null
}

/** A step of a tiered price: what is used up to a limit costs so much; the last step has no limit. */
export type Tier = { upTo: string | null; unitPrice: string }

/** A part of the day with its price: 峰, 平, 谷. */
export type Band = { name: string; unitPrice: string }

/** What a meter counts; the words of metering. */
export type MeterKind = NonNullable<ResponseOf<typeof contract.readRule>['meterKind']>

/** How tiers are counted: within each reading's months, or over the calendar year; larger households get more of each. */
export type TierTerms = {
  span: 'month' | 'year'
  /** above so many persons each one more moves every limit */
  persons?: { above: number; each: string } | null
}

/** How rent is worked out of its version. */
export type RentTerms = {
  /** month: unitPrice is per m² and month; day: per m² and day, by the days of the month; year: per m² and day × 365 ÷ 12 */
  basis: 'month' | 'day' | 'year'
  escalation?: Escalation | null
}

/** 递增: at each anniversary so many percent more, of the last (compound) or of the first amount (simple). */
export type Escalation = {
  percent: string
  mode: 'compound' | 'simple'
  everyMonths: number
  /** counted from here; from the assignment's first day when null */
  countedFrom?: CivilDate | null
}

/** What every rule has. */
export type RuleTerms = {
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
  /** a month is at least this much, in yuan; null or absent when there is no floor */
  minimum?: string | null
  /** half up to the fen when absent (R2) */
  rounding?: Rounding | null
  /** days nobody pays for: a campaign, a rent-free time (免租期); both ends included */
  freeSpans?: readonly CivilRange[]
  /** so many charge months from the start of an assignment are free */
  freeMonths?: number
  /** a month that comes to 0 is free; otherwise it is an exception, so that nothing is billed 0 by mistake */
  zeroIsFree?: boolean
}

type Rule<Kind extends string, Terms = unknown> = RuleTerms & { kind: Kind; versions: readonly RuleVersion[] } & Terms

/** Kinds whose amount is worked out for a month and then cut to its days. */
export type MonthlyRule =
  /** area × unitPrice + fixedAmount per month */
  | Rule<'area-price'>
  /** fixedAmount per month */
  | Rule<'fixed'>
  /** what the measure counts × unitPrice + fixedAmount: households, persons, spaces, a quantity */
  | Rule<'count-price', { measure: MeasureName }>
  /** area × unitPrice + fixedAmount by the basis, escalated, or the share of the turnover when that is more */
  | Rule<'rent', { rent: RentTerms }>
  /** what the version's formula comes to */
  | Rule<'formula'>

/** Once, on the assignment's first day: unitPrice × measure + fixedAmount. A deposit is owed back. */
export type OnceRule = Rule<'one-off', { measure: MeasureName | null }> | Rule<'deposit'>

/** usage × unitPrice, by tiers or by the time of use: a line per reading, year and price */
export type MeteredRule = Rule<
  'metered',
  {
    tierTerms: TierTerms | null
    /** which meters of the home: 冷水, 电 …; null or absent: the only kind it has */
    meterKind?: MeterKind | null
  }
>

/** A share of a cost: a line per member of a pool and its days */
export type PoolRule = Rule<'pool'>

/** A new kind joins the union with the terms it needs; the compiler then names each place that must learn it. */
export type ChargeRule = MonthlyRule | OnceRule | MeteredRule | PoolRule
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
export type PercentSpan = {
  from: CivilDate
  to: CivilDate | null
  percent: string
  /** at most so many yuan of a month are let off */
  capYuan?: string | null
  /** why, in words for the payer: 空置房 */
  reason?: string
}

/** What the charge is measured by. Each area holds from its date until the next one's (R7). */
export type ChargedObject = {
  premisesId: string
  areas: readonly { effectiveFrom: CivilDate; areaM2: string }[]
  /** values other than the area, by name; one that is missing when it is needed is an exception */
  measures?: Readonly<Record<MeasureName, readonly MeasureValue[]>>
  /** spans of this charge that are not at 100 %; none when absent. They must not overlap. */
  percents?: readonly PercentSpan[]
  /** a quantity of none is free, not a mistake */
  noneIsFree?: boolean
  /** days that begin a line, such as those of its payers */
  cuts?: readonly CivilDate[]
}
