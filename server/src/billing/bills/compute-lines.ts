/**
 * The lines of the bills of one assignment: pure arithmetic under domain.md R2–R7. A bill is one whole cycle; a line is
 * one charge month, cut where the price, the area or the percentage changes. Each line is rounded once, by itself.
 */
import type { Decimal } from '../../platform/decimals.ts'
import { cutDecimals, dec, decimalText, toFen } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import type { CivilDate, CivilRange } from '../../platform/period.ts'
import { addDays } from '../../platform/period.ts'
import type { Assignment, ChargedObject, ChargeRule, Proration, RuleKind, RuleVersion } from '../rules/rule.ts'
import type { Cycle } from './cycle.ts'
import { cyclesBilledIn, monthAnchor } from './cycle.ts'
import type { Segment, Share } from './segment.ts'
import { cutSegments } from './segment.ts'

/** The arithmetic of a line as data, stored with it: whoever reads it can do the sum again. Decimals are strings. */
export type LineExplanation = {
  kind: RuleKind
  ruleCode: string
  ruleName: string
  ruleVersionId: string
  versionEffectiveFrom: CivilDate
  segmentStart: CivilDate
  segmentEnd: CivilDate
  /** at least 2 decimals; null when the charge does not depend on it */
  areaM2: string | null
  /** yuan per m²·month, at least 4 decimals; null for a fixed charge */
  unitPrice: string | null
  /** yuan per month, at least 2 decimals */
  fixedAmount: string
  /** the full amount of one month in yuan, all digits, at least 2 decimals */
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
  /** yuan before rounding, at least 2 decimals; cut after 6 decimals (not rounded) when `exactIsCut` */
  exact: string
  exactIsCut: boolean
  roundedFen: number
}

export type ProposedLine = {
  segmentStart: CivilDate
  segmentEnd: CivilDate
  cycleStart: CivilDate
  cycleEnd: CivilDate
  billingOn: CivilDate
  dueOn: CivilDate
  ruleVersionId: string
  areaM2: string | null
  amountFen: Fen
  explanation: LineExplanation
}

/** Why a cycle yields no bill: nothing is billed as zero, or in part, because something is missing. */
export type ProposedException = {
  code: 'no-price' | 'no-area' | 'zero-amount' | 'percents-overlap'
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
  LineExplanation,
  'areaM2' | 'unitPrice' | 'fixedAmount' | 'monthFullExact' | 'percent' | 'exact' | 'exactIsCut'
> & { version: RuleVersion; amountFen: Fen; roundedFen: number }

/** Identity of a line (domain.md R11): billing the same days of the same charge again gives the same key. */
export function lineKey(
  premisesId: string,
  ruleId: string,
  line: { segmentStart: CivilDate; segmentEnd: CivilDate },
): string {
  return `${premisesId}/${ruleId}/${line.segmentStart}/${line.segmentEnd}`
}

/** The full amount of one month in yuan, by the kind of rule; not rounded. */
function monthFull(kind: RuleKind, version: RuleVersion, area: Decimal): Decimal {
  switch (kind) {
    case 'area-price':
      return area.times(dec(version.unitPrice)).plus(dec(version.fixedAmount))
    case 'fixed':
      return dec(version.fixedAmount)
  }
}

function wholeNumberOf(fen: Fen): number {
  const value = Number(fen)
  if (!Number.isSafeInteger(value)) throw new RangeError(`a line of ${fen} fen is beyond any real charge`)
  return value
}

/** Prices a segment: exact products, one division, one rounding (R2). Or says why it cannot. */
function priceSegment(rule: ChargeRule, segment: Segment): Quote | ProposedException['code'] {
  const { version, areaM2, percent, share } = segment
  if (version === undefined) return 'no-price'
  if (areaM2 === undefined) return 'no-area'
  if (percent === null) return 'percents-overlap'
  const area = dec(areaM2 ?? '0')
  if (areaM2 !== null && area.lte(0)) return 'no-area'
  const full = monthFull(rule.kind, version, area)
  if (full.isZero()) return 'zero-amount'
  const charged = percent === '100' ? full : full.times(dec(percent)).div(100)
  const exact = isWhole(share) ? charged : charged.times(share.numerator).div(share.denominator)
  // A quotient that never ends fills all 60 digits; one that ends is far shorter.
  const exactIsCut = exact.decimalPlaces() > 30
  const amountFen = toFen(exact)
  return {
    version,
    areaM2: areaM2 === null ? null : decimalText(area, 2),
    unitPrice: rule.kind === 'area-price' ? decimalText(dec(version.unitPrice), 4) : null,
    fixedAmount: decimalText(dec(version.fixedAmount), 2),
    monthFullExact: decimalText(full, 2),
    percent,
    exact: decimalText(exactIsCut ? cutDecimals(exact, 6) : exact, 2),
    exactIsCut,
    amountFen,
    roundedFen: wholeNumberOf(amountFen),
  }
}

function isWhole(share: Share): boolean {
  return share.numerator === share.denominator
}

/** `priceSegment` that remembers the last whole month: nearly every month of an assignment costs the same. */
function rememberingPricer(rule: ChargeRule): (segment: Segment) => Quote | ProposedException['code'] {
  let last: { of: Segment; quote: Quote } | undefined
  return segment => {
    const { version, areaM2, percent, share } = segment
    if (!isWhole(share)) return priceSegment(rule, segment)
    if (last && last.of.version === version && last.of.areaM2 === areaM2 && last.of.percent === percent) {
      return last.quote
    }
    const quote = priceSegment(rule, segment)
    if (typeof quote !== 'string') last = { of: segment, quote }
    return quote
  }
}

function explain(rule: ChargeRule, segment: Segment, quote: Quote): LineExplanation {
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
  }
}

function proposeLine(rule: ChargeRule, cycle: Cycle, segment: Segment, quote: Quote): ProposedLine {
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
    explanation: explain(rule, segment, quote),
  }
}

/** Adds the segment to the exceptions of its cycle, or to the one before it when that goes on. */
function noteException(
  found: ProposedException[],
  code: ProposedException['code'],
  charge: { rule: ChargeRule; assignment: Assignment },
  cycle: Cycle,
  segment: Segment,
): void {
  const last = found.at(-1)
  if (last?.code === code && addDays(last.segmentEnd, 1) === segment.from) {
    last.segmentEnd = segment.to
    return
  }
  found.push({
    code,
    premisesId: charge.assignment.premisesId,
    ruleId: charge.rule.id,
    cycleStart: cycle.start,
    cycleEnd: cycle.end,
    billingOn: cycle.billingOn,
    segmentStart: segment.from,
    segmentEnd: segment.to,
  })
}

/**
 * The lines of every cycle billed in the period (both ends included), in order of days; lines with the same `cycleStart`
 * are one bill. A cycle of which some days cannot be priced yields no line at all, only its exceptions, so that a bill
 * is never short of a month. Expects a rule that passes `checkRule`; throws RangeError on text that is not a date or a
 * decimal, and when rule, assignment and object do not belong together.
 */
export function computeLines(charge: {
  rule: ChargeRule
  assignment: Assignment
  object: ChargedObject
  period: CivilRange
}): { lines: ProposedLine[]; exceptions: ProposedException[] } {
  const { rule, assignment, object, period } = charge
  if (assignment.ruleId !== rule.id || assignment.premisesId !== object.premisesId) {
    throw new RangeError(`assignment ${assignment.id} is not of rule ${rule.id} and premises ${object.premisesId}`)
  }
  const lines: ProposedLine[] = []
  const exceptions: ProposedException[] = []
  const price = rememberingPricer(rule)
  const anchor = monthAnchor(rule, assignment)
  for (const cycle of cyclesBilledIn(rule, assignment, period)) {
    const proposed: ProposedLine[] = []
    const found: ProposedException[] = []
    for (const segment of cutSegments(rule, object, anchor, cycle)) {
      const quote = price(segment)
      if (typeof quote === 'string') noteException(found, quote, charge, cycle, segment)
      else proposed.push(proposeLine(rule, cycle, segment, quote))
    }
    if (found.length === 0) lines.push(...proposed)
    exceptions.push(...found)
  }
  return { lines, exceptions }
}
