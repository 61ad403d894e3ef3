/**
 * The lines of metered charges: one per reading, cut where a year or a price begins (E28, E29), each rounded once. A
 * reading that cannot be right is an exception and bills nothing.
 */
import { type Decimal, dec, decimalText } from '../../platform/decimals.ts'
import { addDays, type CivilDate, daysInclusive } from '../../platform/period.ts'
import { isUsual, roundToFen } from '../rules/rounding.ts'
import type { MeteredRule, RuleVersion } from '../rules/rule.ts'
import type { ProposedException, ProposedLine } from './compute-lines.ts'
import type { MeteredExplanation } from './explanation.ts'
import {
  cutByDays,
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
  /** charge months that the reading covers, for steps by the month; 1 when absent */
  months?: number
}

export type MeteredCharge = {
  rule: MeteredRule
  premisesId: string
  readings: readonly Reading[]
}

type Stretch = { from: CivilDate; to: CivilDate; days: number; version: RuleVersion }

/** Lines in order of readings and days; the lines of a reading are one bill, made on the day after its last. */
export function computeMeteredLines({ rule, premisesId, readings }: MeteredCharge): {
  lines: ProposedLine<MeteredExplanation>[]
  exceptions: ProposedException[]
} {
  const lines: ProposedLine<MeteredExplanation>[] = []
  const exceptions: ProposedException[] = []
  for (const reading of readings) {
    const found = linesOfReading(rule, reading)
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

function linesOfReading(rule: MeteredRule, reading: Reading): ProposedLine<MeteredExplanation>[] | Problem {
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
  const stretches = stretchesOf(rule, reading)
  if (stretches === null) return { code: 'no-price' }
  const whole = stretches.length === 1
  if (!whole && stretches.some(({ version }) => version.bands?.length)) return { code: 'reading-wrong', at: 'bands' }
  const toBill = byBand.minus(dec(reading.billedBefore ?? '0'))
  return priceStretches(rule, reading, { registers, usage: byBand, toBill }, stretches)
}

function sumOf(bands: readonly { quantity: string }[]): Decimal {
  return bands.reduce((sum, { quantity }) => sum.plus(dec(quantity)), dec('0'))
}

/** The reading's days cut at the first of January, when steps are by the year, and where a price begins. */
function stretchesOf(rule: MeteredRule, { from, to }: Reading): Stretch[] | null {
  const versions = rule.versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  const starts = versions.map(version => version.effectiveFrom).filter(day => day > from && day <= to)
  if (rule.tierTerms?.span === 'year') {
    for (let year = Number(from.slice(0, 4)) + 1; `${year}-01-01` <= to; year += 1) starts.push(`${year}-01-01`)
  }
  const days = [...new Set([from, ...starts])].sort()
  const stretches: Stretch[] = []
  for (const [index, start] of days.entries()) {
    const next = days[index + 1]
    const end = next === undefined ? to : addDays(next, -1)
    const version = versions.findLast(known => known.effectiveFrom <= start)
    if (!version) return null
    stretches.push({ from: start, to: end, days: daysInclusive(start, end), version })
  }
  return stretches
}

type Used = { registers: MeteredExplanation['registers']; usage: Decimal; toBill: Decimal }

function priceStretches(
  rule: MeteredRule,
  reading: Reading,
  used: Used,
  stretches: readonly Stretch[],
): ProposedLine<MeteredExplanation>[] | Problem {
  const quantities = cutByDays(
    used.toBill,
    stretches.map(({ days }) => days),
  )
  const before = new Map<string, Decimal>()
  const lines: ProposedLine<MeteredExplanation>[] = []
  for (const [index, stretch] of stretches.entries()) {
    const quantity = quantities[index]
    if (!quantity) throw new Error('Each stretch has its part.')
    const span = rule.tierTerms?.span ?? 'month'
    const key = span === 'year' ? stretch.from.slice(0, 4) : 'reading'
    const usedBefore = before.get(key) ?? dec(span === 'year' ? (reading.usedInYear?.[key] ?? '0') : '0')
    before.set(key, usedBefore.plus(quantity))
    const parts = partsOf(rule, reading, stretch, quantity, usedBefore)
    if (parts === null) return { code: 'reading-wrong', at: 'bands' }
    const tier = stretch.version.tiers?.length ? { span, usedBefore: decimalText(usedBefore) } : null
    lines.push(lineOf(rule, reading, used, stretch, quantity, parts, tier))
  }
  return lines
}

function partsOf(
  rule: MeteredRule,
  reading: Reading,
  { version }: Stretch,
  quantity: Decimal,
  usedBefore: Decimal,
): UsagePart[] | null {
  if (version.bands?.length) return spreadOverBands(reading.bands ?? [], version.bands)
  if (version.tiers?.length && rule.tierTerms) {
    const tiers = tiersFor(version.tiers, rule.tierTerms, reading.persons ?? 0, reading.months ?? 1)
    return spreadOverTiers(quantity, usedBefore, tiers)
  }
  return [{ name: null, quantity, unitPrice: version.unitPrice, upTo: null }]
}

function lineOf(
  rule: MeteredRule,
  reading: Reading,
  used: Used,
  stretch: Stretch,
  quantity: Decimal,
  parts: readonly UsagePart[],
  tier: MeteredExplanation['tier'],
): ProposedLine<MeteredExplanation> {
  const exact = parts.reduce((sum, part) => sum.plus(part.quantity.times(dec(part.unitPrice))), dec('0'))
  const amountFen = roundToFen(exact, rule.rounding ?? undefined)
  const { version, from, to, days } = stretch
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
      exact: decimalText(exact, 2),
      exactIsCut: false,
      roundedFen: Number(amountFen),
      ...(rule.rounding && !isUsual(rule.rounding) ? { rounding: rule.rounding } : {}),
    },
  }
}
