/**
 * The lines of metered charges: one per reading, cut where a year, a price or a discount begins or ends (E28, E29) and where its payer changes
 * (E63), each rounded once. A reading that cannot be right is an exception and bills nothing.
 */
import { cutDecimals, type Decimal, dec, decimalText, parseDecimal } from '../../platform/decimals.ts'
import { addDays, type CivilDate, type CivilRange, daysInclusive, daysInMonth } from '../../platform/period.ts'
import { isUsual, roundToFen } from '../rules/rounding.ts'
import type { MeteredRule, PercentSpan, RuleVersion } from '../rules/rule.ts'
import type { ProposedException, ProposedLine } from './compute-lines.ts'
import type { MeteredExplanation } from './explanation.ts'
import {
  cutByDays,
  type DayShare,
  productOf,
  type Register,
  spreadOverBands,
  spreadOverTiers,
  tiersFor,
  type UsagePart,
  usedOf,
} from './usage.ts'

/** A reading of an object: its days, both included, and what its registers showed. */
export type Reading = {
  from: CivilDate
  to: CivilDate
  registers: readonly Register[]
  /** usage by the part of the day, when the price asks for it; sums to the usage of the registers or stands alone */
  bands?: readonly { name: string; quantity: string }[]
  /** what estimates have billed already of these days; taken off, even below zero (E27) */
  billedBefore?: string | null
  estimated?: boolean
  /** used in a calendar year before this reading, by year; none when absent */
  usedInYear?: Readonly<Record<string, string>>
  /** of the household, for larger steps */
  persons?: number
  /** charge months that the reading covers, for what is by the month: steps, the basic fee, the minimum; 1 when absent */
  months?: number
}

export type MeteredCharge = {
  rule: MeteredRule
  premisesId: string
  readings: readonly Reading[]
  /** of this charge, where not the whole is charged; they must not overlap */
  percents?: readonly PercentSpan[]
  /** days from which somebody else pays than before; what was read on such a day is the reading of the change, and wholly of who paid before */
  payerChanges?: readonly CivilDate[]
}

/** Days of a reading under one price, one percentage and one payer; `span` is undefined for the whole, null when two claim them. */
type Stretch = {
  from: CivilDate
  to: CivilDate
  days: number
  version: RuleVersion
  span: PercentSpan | undefined | null
  /** of the days of the reading, those of this payer */
  payer: CivilRange & DayShare
}

/** Lines in order of readings and days; the lines of a reading are one bill, made on the day after its last. */
export function computeMeteredLines({ rule, premisesId, readings, percents = [], payerChanges = [] }: MeteredCharge): {
  lines: ProposedLine<MeteredExplanation>[]
  exceptions: ProposedException[]
} {
  const lines: ProposedLine<MeteredExplanation>[] = []
  const exceptions: ProposedException[] = []
  for (const reading of readings) {
    const found = linesOfReading(rule, reading, percents, payerChanges)
    if (Array.isArray(found)) lines.push(...found)
    else
      exceptions.push({
        ...found,
        ...cycleOf(rule, reading),
        premisesId,
        ruleId: rule.id,
        segmentStart: reading.from,
        segmentEnd: reading.to,
      })
  }
  return { lines, exceptions }
}

function cycleOf(rule: MeteredRule, { from, to }: Reading) {
  const billingOn = addDays(to, 1)
  return { cycleStart: from, cycleEnd: to, billingOn, dueOn: addDays(billingOn, rule.dueDays) }
}

type Problem = Pick<ProposedException, 'code' | 'at'>

function linesOfReading(
  rule: MeteredRule,
  reading: Reading,
  percents: readonly PercentSpan[],
  payerChanges: readonly CivilDate[],
): ProposedLine<MeteredExplanation>[] | Problem {
  const registers: MeteredExplanation['registers'] = []
  let usage = dec('0')
  for (const register of reading.registers) {
    const result = usedOf(register)
    if ('problem' in result) return result.problem
    usage = usage.plus(result.used)
    const { meter, previous, current, multiplier = '1', digits = null, rolledOver } = register
    registers.push({
      meter,
      previous,
      current,
      multiplier,
      digits: rolledOver ? digits : null,
      used: decimalText(result.used),
    })
  }
  if (reading.registers.length === 0 && !reading.bands) return { code: 'no-reading' }
  const byBand = reading.registers.length === 0 || reading.bands ? sumOf(reading.bands ?? []) : usage
  if (reading.registers.length > 0 && !byBand.eq(usage)) return { code: 'reading-wrong', at: 'bands' }
  const stretches = stretchesOf(rule, reading, percents, payerChanges)
  if (stretches === null) return { code: 'no-price' }
  if (stretches.some(({ span }) => span === null)) return { code: 'percents-overlap' }
  const toBill = byBand.minus(dec(reading.billedBefore ?? '0'))
  const ofMonth = partOfMonth(reading, payerChanges)
  return priceStretches(rule, reading, { registers, usage: byBand, toBill, ofMonth }, stretches)
}

/**
 * A reading of less than a month that a change of payer began or ended counts as its days' share of the month for what is by the month, or the
 * two who pay would pay two months. Null for any other.
 */
function partOfMonth({ from, to }: Reading, payerChanges: readonly CivilDate[]): DayShare | null {
  const isBounded = payerChanges.some(day => [to, addDays(to, 1), from, addDays(from, -1)].includes(day))
  const [days, of] = [daysInclusive(from, to), daysInMonth(to)]
  return isBounded && days < of ? { days, of } : null
}

function sumOf(bands: readonly { quantity: string }[]): Decimal {
  return bands.reduce((sum, { quantity }) => sum.plus(dec(quantity)), dec('0'))
}

/** The reading's days cut at the first of January, when steps are by the year, and where a price, a percentage or a payer begins or ends. */
function stretchesOf(
  rule: MeteredRule,
  { from, to }: Reading,
  percents: readonly PercentSpan[],
  payerChanges: readonly CivilDate[],
): Stretch[] | null {
  const versions = rule.versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  const handovers = payerChanges.filter(day => day > from && day < to)
  const starts = [
    ...versions.map(version => version.effectiveFrom),
    ...percents.flatMap(span => [span.from, ...(span.to === null ? [] : [addDays(span.to, 1)])]),
    ...handovers,
  ]
  if (rule.tierTerms?.span === 'year') {
    for (let year = Number(from.slice(0, 4)) + 1; `${year}-01-01` <= to; year += 1) starts.push(`${year}-01-01`)
  }
  const payers = rangesFrom(handovers, { from, to })
  const stretches: Stretch[] = []
  for (const days of rangesFrom(starts, { from, to })) {
    const version = versions.findLast(known => known.effectiveFrom <= days.from)
    if (!version) return null
    const spans = percents.filter(span => span.from <= days.from && (span.to === null || span.to >= days.from))
    const span = spans.length > 1 ? null : spans[0]
    const own = payers.findLast(payer => payer.from <= days.from) ?? { from, to }
    const payer = { ...own, days: daysInclusive(own.from, own.to), of: daysInclusive(from, to) }
    stretches.push({ ...days, days: daysInclusive(days.from, days.to), version, span, payer })
  }
  return stretches
}

/** Days cut where others begin: in order, without gap or overlap. */
function rangesFrom(starts: readonly CivilDate[], { from, to }: CivilRange): CivilRange[] {
  const days = [...new Set([from, ...starts.filter(day => day > from && day <= to)])].sort()
  return days.map((start, index) => {
    const next = days[index + 1]
    return { from: start, to: next === undefined ? to : addDays(next, -1) }
  })
}

/** `ofMonth`: of what is by the month, where the reading is less than one because its payer changed. */
type Used = { registers: MeteredExplanation['registers']; usage: Decimal; toBill: Decimal; ofMonth: DayShare | null }

/** A stretch as it is priced, before the minimum and the percentage: exact yuan. */
type Priced = {
  stretch: Stretch
  quantity: Decimal
  parts: readonly UsagePart[]
  tier: MeteredExplanation['tier']
  exact: Decimal
}

function priceStretches(
  rule: MeteredRule,
  reading: Reading,
  used: Used,
  stretches: readonly Stretch[],
): ProposedLine<MeteredExplanation>[] | Problem {
  const days = stretches.map(stretch => stretch.days)
  const quantities = cutByDays(used.toBill, days)
  const bands = (reading.bands ?? []).map(({ name, quantity }) => ({ name, parts: cutBand(quantity, days) }))
  const before = new Map<string, Decimal>()
  const priced: Priced[] = []
  for (const [index, stretch] of stretches.entries()) {
    const quantity = quantities[index]
    if (!quantity) throw new Error('Each stretch has its part.')
    const span = rule.tierTerms?.span ?? 'month'
    // Steps of the year go on with the home; each payer of a month has the steps of the days.
    const key = span === 'year' ? stretch.from.slice(0, 4) : stretch.payer.from
    const usedBefore = before.get(key) ?? dec(span === 'year' ? (reading.usedInYear?.[key] ?? '0') : '0')
    before.set(key, usedBefore.plus(quantity))
    const ofBands = bands.map(({ name, parts }) => ({ name, quantity: parts[index] ?? '' }))
    const parts = partsOf(rule, reading, ofBands, stretch, { quantity, usedBefore, ofMonth: used.ofMonth })
    if (parts === null) return { code: 'reading-wrong', at: 'bands' }
    const tier = stretch.version.tiers?.length ? { span, usedBefore: decimalText(usedBefore) } : null
    const usage = parts.reduce((sum, part) => sum.plus(part.quantity.times(dec(part.unitPrice))), dec('0'))
    const fee = ofMonths(stretch.version.fixedAmount, reading, used, stretch)
    priced.push({ stretch, quantity, parts, tier, exact: usage.plus(fee) })
  }
  const total = priced.reduce((sum, { exact }) => sum.plus(exact), dec('0'))
  const least = rule.minimum && !used.toBill.lt(0) ? rule.minimum : null
  const { days: part, of } = productOf(used.ofMonth ? [used.ofMonth] : [])
  const isLess = least !== null && total.times(of).lt(dec(least).times((reading.months ?? 1) * part))
  return priced.map(one => lineOf(rule, reading, used, one, isLess ? least : null))
}

/** What a part of the day used, cut by days as the whole is (E29); empty where it is no quantity. */
function cutBand(quantity: string, days: readonly number[]): string[] {
  const value = parseDecimal(quantity)
  return value === null || value.lt(0) ? days.map(() => '') : cutByDays(value, days).map(part => decimalText(part))
}

/** The days' share of an amount by the month; nothing when the reading only takes back what an estimate billed. */
function ofMonths(amount: string, reading: Reading, { toBill, ofMonth }: Used, { days }: Stretch): Decimal {
  if (toBill.lt(0)) return dec('0')
  const share = productOf([{ days, of: daysInclusive(reading.from, reading.to) }, ...(ofMonth ? [ofMonth] : [])])
  const whole = dec(amount).times(reading.months ?? 1)
  return share.days === share.of ? whole : whole.times(share.days).div(share.of)
}

function partsOf(
  rule: MeteredRule,
  reading: Reading,
  bands: readonly { name: string; quantity: string }[],
  { version, payer }: Stretch,
  { quantity, usedBefore, ofMonth }: { quantity: Decimal; usedBefore: Decimal; ofMonth: DayShare | null },
): UsagePart[] | null {
  if (version.bands?.length) return spreadOverBands(bands, version.bands)
  if (version.tiers?.length && rule.tierTerms) {
    const shares = ofMonth ? [payer, ofMonth] : [payer]
    const tiers = tiersFor(version.tiers, rule.tierTerms, reading.persons ?? 0, reading.months ?? 1, shares)
    return spreadOverTiers(quantity, usedBefore, tiers)
  }
  return [{ name: null, quantity, unitPrice: version.unitPrice, upTo: null }]
}

/** What a percentage leaves, and the cap when it lets off no more than that of a month. */
function afterPercent(amount: Decimal, { span }: Stretch, capOf: (yuan: string) => Decimal) {
  if (!span || span.percent === '100') return { charged: amount, cap: null }
  const charged = amount.times(dec(span.percent)).div(100)
  if (!span.capYuan) return { charged, cap: null }
  const capped = amount.minus(capOf(span.capYuan))
  return capped.gt(charged) ? { charged: capped, cap: span.capYuan } : { charged, cap: null }
}

/** `minimum` is what is charged for a month instead, where the reading comes to less; null otherwise. */
function lineOf(
  rule: MeteredRule,
  reading: Reading,
  used: Used,
  { stretch, quantity, parts, tier, exact: priced }: Priced,
  minimum: string | null,
): ProposedLine<MeteredExplanation> {
  const { version, from, to, days, span, payer } = stretch
  const amount = minimum === null ? priced : ofMonths(minimum, reading, used, stretch)
  const { charged: exact, cap } = afterPercent(amount, stretch, yuan => ofMonths(yuan, reading, used, stretch))
  const exactIsCut = exact.decimalPlaces() > 30
  const amountFen = roundToFen(exact, rule.rounding ?? undefined)
  const hasFee = !dec(version.fixedAmount).isZero() && !used.toBill.lt(0)
  return {
    segmentStart: from,
    segmentEnd: to,
    ...cycleOf(rule, reading),
    ruleVersionId: version.id,
    areaM2: null,
    amountFen,
    explanation: {
      kind: 'metered',
      ruleCode: rule.code,
      ruleName: rule.name,
      ruleVersionId: version.id,
      versionEffectiveFrom: version.effectiveFrom,
      segmentStart: from,
      segmentEnd: to,
      registers: used.registers,
      usage: decimalText(used.usage),
      billedBefore: reading.billedBefore ?? null,
      days,
      daysOfReading: daysInclusive(reading.from, reading.to),
      charged: decimalText(quantity),
      parts: parts.map(part => ({ ...part, quantity: decimalText(part.quantity) })),
      tier,
      estimated: reading.estimated ?? false,
      ...(hasFee ? { fixedAmount: decimalText(dec(version.fixedAmount), 2) } : {}),
      ...(minimum === null ? {} : { minimum: decimalText(dec(minimum), 2), beforeMinimum: shown(priced) }),
      ...(hasFee || minimum !== null ? { months: reading.months ?? 1 } : {}),
      ...(payer.days === payer.of ? {} : { ofPayer: { days: payer.days, of: payer.of } }),
      ...(used.ofMonth && (hasFee || minimum !== null || tier?.span === 'month') ? { ofMonth: used.ofMonth } : {}),
      ...(span && span.percent !== '100' ? { percent: span.percent } : {}),
      ...(span?.reason ? { percentReason: span.reason } : {}),
      ...(cap ? { capYuan: cap } : {}),
      exact: shown(exact),
      exactIsCut,
      roundedFen: Number(amountFen),
      ...(rule.rounding && !isUsual(rule.rounding) ? { rounding: rule.rounding } : {}),
    },
  }
}

/** A quotient that never ends fills all 60 digits; one that ends is far shorter. */
function shown(exact: Decimal): string {
  return decimalText(exact.decimalPlaces() > 30 ? cutDecimals(exact, 6) : exact, 2)
}
