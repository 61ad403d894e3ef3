/**
 * The lines of the bills of one assignment: pure arithmetic under domain.md R2–R7. A bill is one whole cycle; a line is
 * one charge month, cut where the price, the area or the percentage changes. Each line is rounded once, by itself.
 */
import type { Decimal } from '../../platform/decimals.ts'
import { cutDecimals, dec, decimalText } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import type { CivilDate, CivilRange } from '../../platform/period.ts'
import { addDays } from '../../platform/period.ts'
import { isUsual, roundToFen } from '../rules/rounding.ts'
import type { Assignment, ChargedObject, MonthlyRule, OnceRule, RuleVersion } from '../rules/rule.ts'
import type { Cycle } from './cycle.ts'
import { cyclesBilledIn, monthAnchor, onceBilledIn } from './cycle.ts'
import type { LineExplanation, MonthExplanation } from './explanation.ts'
import { withFreeDays } from './free.ts'
import { type MonthProblem, type Plan, planOf, priceMonth } from './month.ts'
import type { Segment, Share } from './segment.ts'
import { cutSegments } from './segment.ts'
import type { UsageProblem } from './usage.ts'

/** A line of a bill that does not exist yet. */
export type ProposedLine<E extends LineExplanation = MonthExplanation> = {
  segmentStart: CivilDate
  segmentEnd: CivilDate
  cycleStart: CivilDate
  cycleEnd: CivilDate
  billingOn: CivilDate
  dueOn: CivilDate
  ruleVersionId: string
  areaM2: string | null
  amountFen: Fen
  explanation: E
}

/** Why a cycle yields no bill: nothing is billed as zero, or in part, because something is missing. */
export type ProposedException = {
  code:
    | 'no-price'
    | 'no-area'
    | 'zero-amount'
    | 'percents-overlap'
    | 'no-reading'
    | 'ambiguous-meter'
    | 'payer-cut'
    | 'no-members'
    | MonthProblem['code']
    | UsageProblem['code']
  /** the measure that is missing, or what is wrong with the formula */
  at?: string
  premisesId: string
  ruleId: string
  cycleStart: CivilDate
  cycleEnd: CivilDate
  billingOn: CivilDate
  /** the days that could not be priced */
  segmentStart: CivilDate
  segmentEnd: CivilDate
}

/** What equally priced lines of one call have in common. */
type Quote = Pick<
  MonthExplanation,
  | 'areaM2'
  | 'unitPrice'
  | 'fixedAmount'
  | 'monthFullExact'
  | 'percent'
  | 'exact'
  | 'exactIsCut'
  | 'detail'
  | 'percentReason'
  | 'capYuan'
> & { version: RuleVersion; amountFen: Fen; roundedFen: number }

type Problem = Pick<ProposedException, 'code' | 'at'>

/** Identity of a line (domain.md R11): billing the same days of the same charge again gives the same key. */
export function lineKey(
  premisesId: string,
  ruleId: string,
  line: { segmentStart: CivilDate; segmentEnd: CivilDate },
): string {
  return `${premisesId}/${ruleId}/${line.segmentStart}/${line.segmentEnd}`
}

function wholeNumberOf(fen: Fen): number {
  const value = Number(fen)
  if (!Number.isSafeInteger(value)) throw new RangeError(`a line of ${fen} fen is beyond any real charge`)
  return value
}

/** Prices a segment: exact products, one division, one rounding (R2). Or says why it cannot. */
function priceSegment(plan: Plan, segment: Segment): Quote | Problem {
  const { version, areaM2, percent, share } = segment
  if (version === undefined) return { code: 'no-price' }
  if (areaM2 === undefined) return { code: 'no-area' }
  if (percent === null) return { code: 'percents-overlap' }
  const area = dec(areaM2 ?? '0')
  if (areaM2 !== null && area.lte(0)) return { code: 'no-area' }
  const month = priceMonth(plan, segment, area)
  if ('code' in month) return month
  const { numerator, divisor, detail } = month
  if (numerator.isZero() && !plan.rule.zeroIsFree && !isNone(plan, segment)) return { code: 'zero-amount' }
  const { charged, cap } = afterPercent(segment, numerator, divisor)
  const exact = exactShare(charged, share, divisor)
  // A quotient that never ends fills all 60 digits; one that ends is far shorter.
  const exactIsCut = exact.decimalPlaces() > 30
  const amountFen = roundToFen(exact, plan.rule.rounding ?? undefined)
  const full = divisor === 1 ? numerator : cutDecimals(numerator.div(divisor), 6)
  return {
    version,
    areaM2: areaM2 === null ? null : decimalText(area, 2),
    unitPrice: hasUnitPrice(plan.rule, version) ? decimalText(dec(version.unitPrice), 4) : null,
    fixedAmount: decimalText(dec(version.fixedAmount), 2),
    monthFullExact: decimalText(full, 2),
    percent,
    exact: decimalText(exactIsCut ? cutDecimals(exact, 6) : exact, 2),
    exactIsCut,
    amountFen,
    roundedFen: wholeNumberOf(amountFen),
    ...(detail && Object.keys(detail).length > 0 ? { detail } : {}),
    ...(segment.span?.reason ? { percentReason: segment.span.reason } : {}),
    ...(cap ? { capYuan: cap } : {}),
  }
}

/** What is counted is not there on these days. */
function isNone({ noneIsFree }: Plan, { measures }: Segment): boolean {
  return noneIsFree === true && measures?.quantity !== undefined && dec(measures.quantity).isZero()
}

function hasUnitPrice(rule: Plan['rule'], version: RuleVersion): boolean {
  return rule.kind === 'area-price' || (rule.kind !== 'fixed' && !dec(version.unitPrice).isZero())
}

/** What a percentage leaves of numerator ÷ divisor, and the cap when it lets off no more than that. */
function afterPercent(
  { percent, span }: Segment,
  numerator: Decimal,
  divisor: number,
): { charged: Decimal; cap: string | null } {
  if (percent === null || percent === '100') return { charged: numerator, cap: null }
  const charged = numerator.times(dec(percent)).div(100)
  if (!span?.capYuan) return { charged, cap: null }
  const capped = numerator.minus(dec(span.capYuan).times(divisor))
  return capped.gt(charged) ? { charged: capped, cap: span.capYuan } : { charged, cap: null }
}

/** The days' share of a month: one division at most. */
function exactShare(charged: Decimal, share: Share, divisor: number): Decimal {
  if (isWhole(share)) return divisor === 1 ? charged : charged.div(divisor)
  return charged.times(share.numerator).div(share.denominator * divisor)
}

function isWhole(share: Share): boolean {
  return share.numerator === share.denominator
}

/** `priceSegment` that remembers the last whole month: nearly every month of an assignment costs the same. */
function rememberingPricer(plan: Plan): (segment: Segment) => Quote | Problem {
  let last: { of: Segment; quote: Quote } | undefined
  // What is priced by more than version, area and percentage is priced anew each time.
  const isPlain = plan.rule.kind === 'area-price' || plan.rule.kind === 'fixed'
  return segment => {
    const { version, areaM2, span, share } = segment
    if (!isPlain || !isWhole(share)) return priceSegment(plan, segment)
    if (last && last.of.version === version && last.of.areaM2 === areaM2 && last.of.span === span) return last.quote
    const quote = priceSegment(plan, segment)
    if (!('code' in quote)) last = { of: segment, quote }
    return quote
  }
}

function explain({ rule }: Plan, segment: Segment, quote: Quote): MonthExplanation {
  return {
    kind: rule.kind,
    ruleCode: rule.code,
    ruleName: rule.name,
    ruleVersionId: quote.version.id,
    versionEffectiveFrom: quote.version.effectiveFrom,
    segmentStart: segment.from,
    segmentEnd: segment.to,
    areaM2: quote.areaM2,
    unitPrice: quote.unitPrice,
    fixedAmount: quote.fixedAmount,
    monthFullExact: quote.monthFullExact,
    percent: quote.percent,
    proration: rule.proration,
    days: segment.days,
    daysOfMonth: segment.daysOfMonth,
    shareNumerator: segment.share.numerator,
    shareDenominator: segment.share.denominator,
    exact: quote.exact,
    exactIsCut: quote.exactIsCut,
    roundedFen: quote.roundedFen,
    ...(quote.detail ? { detail: quote.detail } : {}),
    ...(quote.percentReason ? { percentReason: quote.percentReason } : {}),
    ...(quote.capYuan ? { capYuan: quote.capYuan } : {}),
    ...(rule.rounding && !isUsual(rule.rounding) ? { rounding: rule.rounding } : {}),
  }
}

function proposeLine(plan: Plan, cycle: Cycle, segment: Segment, quote: Quote): ProposedLine {
  return {
    segmentStart: segment.from,
    segmentEnd: segment.to,
    cycleStart: cycle.start,
    cycleEnd: cycle.end,
    billingOn: cycle.billingOn,
    dueOn: cycle.dueOn,
    ruleVersionId: quote.version.id,
    areaM2: quote.areaM2,
    amountFen: quote.amountFen,
    explanation: explain(plan, segment, quote),
  }
}

/** Adds the segment to the exceptions of its cycle, or to the one before it when that goes on. */
function noteException(
  found: ProposedException[],
  { code, at }: Problem,
  charge: { rule: MonthlyRule | OnceRule; assignment: Assignment },
  cycle: Cycle,
  segment: Segment,
): void {
  const last = found.at(-1)
  if (last?.code === code && last.at === at && addDays(last.segmentEnd, 1) === segment.from) {
    last.segmentEnd = segment.to
    return
  }
  found.push({
    code,
    ...(at === undefined ? {} : { at }),
    premisesId: charge.assignment.premisesId,
    ruleId: charge.rule.id,
    cycleStart: cycle.start,
    cycleEnd: cycle.end,
    billingOn: cycle.billingOn,
    segmentStart: segment.from,
    segmentEnd: segment.to,
  })
}

/** An assignment of a rule to an object, and the days of which the bills are asked for. */
export type Charge = {
  rule: MonthlyRule | OnceRule
  assignment: Assignment
  object: ChargedObject
  period: CivilRange
}

/**
 * The lines of every cycle billed in the period (both ends included), in order of days; lines with the same `cycleStart`
 * are one bill. A cycle of which some days cannot be priced yields no line at all, only its exceptions, so that a bill
 * is never short of a month; one that is free from end to end yields nothing. Expects a rule that passes `checkRule`;
 * throws RangeError on text that is not a date or a decimal, and when rule, assignment and object do not belong together.
 */
export function computeLines(charge: Charge): { lines: ProposedLine[]; exceptions: ProposedException[] } {
  const { rule, assignment, period } = charge
  if (assignment.ruleId !== rule.id || assignment.premisesId !== charge.object.premisesId) {
    throw new RangeError(
      `assignment ${assignment.id} is not of rule ${rule.id} and premises ${charge.object.premisesId}`,
    )
  }
  const lines: ProposedLine[] = []
  const exceptions: ProposedException[] = []
  const isOnce = rule.kind === 'one-off' || rule.kind === 'deposit'
  const cycles = isOnce ? onceBilledIn(rule, assignment, period) : cyclesBilledIn(rule, assignment, period)
  const last = cycles.at(-1)
  if (!last) return { lines, exceptions }
  const plan = { ...planOf(rule, assignment.startsOn, last.end), noneIsFree: charge.object.noneIsFree }
  const price = rememberingPricer(plan)
  const anchor = monthAnchor(rule, assignment)
  // A deposit is owed back: no day and no discount makes it less.
  const object =
    rule.kind === 'deposit' ? { ...charge.object, percents: [] } : withFreeDays(rule, assignment, charge.object)
  for (const cycle of cycles) {
    const proposed: ProposedLine[] = []
    const found: ProposedException[] = []
    const segments = isOnce ? [onceSegment(plan, object, cycle)] : cutSegments(plan, object, anchor, cycle)
    for (const segment of segments) {
      const quote = price(segment)
      if ('code' in quote) noteException(found, quote, charge, cycle, segment)
      else proposed.push(proposeLine(plan, cycle, segment, quote))
    }
    if (found.length === 0 && !proposed.every(isFree)) lines.push(...proposed)
    exceptions.push(...found)
  }
  return { lines, exceptions }
}

/** The whole of the charge, on its one day. */
function onceSegment(plan: Plan, object: ChargedObject, cycle: Cycle): Segment {
  const [segment] = cutSegments(plan, object, cycle.start, { start: cycle.start, end: cycle.start })
  if (!segment) throw new Error('A day has a segment.')
  return { ...segment, daysOfMonth: segment.days, share: { numerator: 1, denominator: 1 } }
}

/** Nothing is asked for by the rule or a percentage, other than an amount that rounds to nothing. */
function isFree({ explanation }: ProposedLine): boolean {
  return explanation.percent === '0' || dec(explanation.monthFullExact).isZero()
}
