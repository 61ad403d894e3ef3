/** The arithmetic of a line as data, stored with it: whoever reads it can do the sum again. Decimals are strings. */
import type { CivilDate } from '../../platform/period.ts'
import type { PenaltyExplanation } from '../penalties/penalty-explanation.ts'
import type { Rounding } from '../rules/rounding.ts'
import type { MonthlyRule, OnceRule, Proration } from '../rules/rule.ts'
import type { MonthDetail } from './month.ts'
import type { DayShare } from './usage.ts'

/** What every line says. */
type Explained = {
  ruleCode: string
  ruleName: string
  ruleVersionId: string
  versionEffectiveFrom: CivilDate
  segmentStart: CivilDate
  segmentEnd: CivilDate
  /** yuan before rounding, at least 2 decimals; cut after 6 decimals (not rounded) when `exactIsCut` */
  exact: string
  exactIsCut: boolean
  roundedFen: number
  /** absent when half up to the fen */
  rounding?: Rounding
  /** one of several payers: so many percent of the line, of which the last gets what is left (R6) */
  payerPart?: { percent: string; ofFen: number }
  /** of a correction (R7): red takes back the line of a bill that said so before, blue says what is right, and why */
  correction?: LineCorrection
  /** of a reading or a shared cost that came after the run of its month, with which a later run charges it */
  late?: { month: string }
}

/** Which colour a line of a correction has, of which bill, and why. */
export type LineCorrection = { color: 'red' | 'blue'; ofBill: string; because: CorrectionReason[] }

/** What changed since the bill was issued; `by-hand`: somebody said so. */
export type CorrectionReason =
  | 'price'
  | 'area'
  | 'discount'
  | 'measure'
  | 'payer'
  | 'days'
  | 'usage'
  | 'ended'
  | 'rule'
  | 'void'
  | 'by-hand'
  | 'penalty'

/** A month, or what is charged once: its full amount × percent × the days' share. */
export type MonthExplanation = Explained & {
  kind: (MonthlyRule | OnceRule)['kind']
  /** at least 2 decimals; null when the charge does not depend on it */
  areaM2: string | null
  /** yuan per m²·month, or per unit of what is counted, at least 4 decimals; null for a fixed charge */
  unitPrice: string | null
  /** yuan per month, at least 2 decimals */
  fixedAmount: string
  /** the full amount of one month in yuan, all digits, at least 2 decimals; cut after 6 when it never ends */
  monthFullExact: string
  /** what is charged of the full amount, '100' unless a span of the object says otherwise */
  percent: string
  proration: Proration
  /** days of this line, and of the charge month it lies in */
  days: number
  daysOfMonth: number
  /** the share of the month: monthFullExact × percent ÷ 100 × shareNumerator ÷ shareDenominator = exact */
  shareNumerator: number
  shareDenominator: number
  /** what else went into the month's price; absent for area prices and fixed amounts */
  detail?: MonthDetail
  /** why the percentage is not 100, and the most it lets off of a month, when that was reached */
  percentReason?: string
  capYuan?: string
}

/** A reading, or the part of it that lies in a year and under a price. */
export type MeteredExplanation = Explained & {
  kind: 'metered'
  /** each register read: (current − previous, over the rollover) × multiplier = used */
  registers: {
    meter: string
    previous: string
    current: string
    multiplier: string
    digits: number | null
    used: string
  }[]
  /** what the whole reading used, and what was billed of it before by estimate */
  usage: string
  billedBefore: string | null
  /** days of this line, and of the whole reading; the usage is cut by days when they differ */
  days: number
  daysOfReading: number
  /** what this line charges, and at which price; tiers say from where they go on */
  charged: string
  parts: { name: string | null; quantity: string; unitPrice: string; upTo: string | null }[]
  tier: { span: 'month' | 'year'; usedBefore: string } | null
  estimated: boolean
  /** the basic fee, yuan per month; absent when there is none */
  fixedAmount?: string
  /** yuan per month, where the reading comes to less and this is charged; and what it would come to */
  minimum?: string
  beforeMinimum?: string
  /** months that the reading covers, where the fee or the minimum counts them */
  months?: number
  /** days of whoever pays this, of those of the reading, where the payer changed within it: steps by the month are of these days */
  ofPayer?: DayShare
  /** of the month, where it was read because the payer changed: the share of what is by the month */
  ofMonth?: DayShare
  /** absent when the whole is charged; with the reason, and the most it lets off of a month when that was reached */
  percent?: string
  percentReason?: string
  capYuan?: string
}

/** A share of a cost. */
export type PoolExplanation = Explained & {
  kind: 'pool'
  poolName: string
  totalFen: number
  /** usage × price = total; null when the total is an amount */
  usage: { quantity: string; unit: string; unitPrice: string } | null
  basis: 'area' | 'household' | 'usage' | 'factor' | 'custom'
  weight: string
  /** where quantities changed within the days, every weight is quantity × days: of which parts this one is */
  byDays?: { quantity: string; days: number }[]
  weightSum: string
  members: number
  /** a fen more or less than its own rounding, so that the shares add up (R6) */
  byRemainder: boolean
  /** this line is so many of the days, where the payer changed within them, of a share of so much */
  ofPayer?: DayShare & { shareFen: number }
}

/** What a former system left owing: how it came about there, in yuan; null where it did not say. */
export type OpeningExplanation = Omit<Explained, 'ruleCode' | 'ruleName' | 'ruleVersionId' | 'versionEffectiveFrom'> & {
  kind: 'opening'
  itemName: string
  receivable: string | null
  paid: string | null
  waived: string | null
}

export type LineExplanation =
  | MonthExplanation
  | MeteredExplanation
  | PoolExplanation
  | PenaltyExplanation
  | OpeningExplanation
