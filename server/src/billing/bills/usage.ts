/** Usage: what registers read, how it is cut by days, and what steps of a price take of it. Exact decimals. */
import { cutDecimals, type Decimal, dec, decimalText, parseDecimal, toUnits } from '../../platform/decimals.ts'
import { allocateByLargestRemainder } from '../../platform/money.ts'
import type { Band, Tier, TierTerms } from '../rules/rule.ts'

/** One register between two readings. A meter that was replaced is two of them (E25). */
export type Register = {
  meter: string
  previous: string
  current: string
  /** the transformer ratio (倍率); 1 when absent */
  multiplier?: string
  /** how many digits it shows; needed where it rolled over */
  digits?: number | null
  /** it went past its last digit: current is below previous, and that is right (E26) */
  rolledOver?: boolean
}

export type UsageProblem = { code: 'reading-backwards' | 'reading-wrong'; at: string }

/** What a register used: (current − previous) × multiplier, over the rollover when it is said to be one. */
export function usedOf(register: Register): { used: Decimal } | { problem: UsageProblem } {
  const { meter, previous, current, digits, rolledOver } = register
  const [from, to, times] = [parseDecimal(previous), parseDecimal(current), parseDecimal(register.multiplier ?? '1')]
  const wrong = { problem: { code: 'reading-wrong' as const, at: meter } }
  if (from === null || to === null || times === null || times.lte(0) || from.lt(0) || to.lt(0)) return wrong
  if (to.gte(from)) return rolledOver ? wrong : { used: to.minus(from).times(times) }
  if (!rolledOver) return { problem: { code: 'reading-backwards', at: meter } }
  const range = digits && digits > 0 && digits <= 12 ? dec(10n ** BigInt(digits)) : null
  if (range === null || from.gte(range) || to.gte(range)) return wrong
  return { used: range.minus(from).plus(to).times(times) }
}

/** Decimals that a part of a usage may have: what meters show. */
const PART_PLACES = 4

/** Cuts a usage by days so that the parts add up to it exactly (R6, E28): 31 m³ over 16 and 15 days are 16 and 15. */
export function cutByDays(usage: Decimal, days: readonly number[]): Decimal[] {
  if (days.length === 1) return [usage]
  const units = toUnits(usage, PART_PLACES, 'DOWN')
  const parts = allocateByLargestRemainder(
    units,
    days.map((count, index) => ({ id: String(index).padStart(4, '0'), weight: String(count) })),
  )
  const cut = [...parts.values()].map(part => dec(part).div(dec(10n ** BigInt(PART_PLACES))))
  // What is finer than that stays with the last, so that nothing is lost.
  const rest = usage.minus(cut.reduce((a, b) => a.plus(b)))
  return cut.map((part, index) => (index === cut.length - 1 ? part.plus(rest) : part))
}

/** Some of a usage at one price. */
export type UsagePart = { name: string | null; quantity: Decimal; unitPrice: string; upTo: string | null }

/** Days of so many. */
export type DayShare = { days: number; of: number }

/**
 * The limits of each step for a household: larger ones get more of each (E23). `months` is how many a reading covers; of steps by the month
 * whoever pays for some of its days only has the days' share of each.
 */
export function tiersFor(
  tiers: readonly Tier[],
  terms: TierTerms,
  persons: number,
  months: number,
  shares: readonly DayShare[] = [],
): Tier[] {
  const extra = terms.persons ? dec(terms.persons.each).times(Math.max(0, persons - terms.persons.above)) : dec('0')
  const limitOf = (upTo: string): Decimal => {
    const limit = dec(upTo).plus(extra)
    if (terms.span !== 'month') return limit
    const { days, of } = productOf(shares)
    return days === of ? limit.times(months) : cutDecimals(limit.times(months).times(days).div(of), PART_PLACES)
  }
  return tiers.map(tier => ({ ...tier, upTo: tier.upTo === null ? null : decimalText(limitOf(tier.upTo)) }))
}

/** One share of another; the whole when there are none. */
export function productOf(shares: readonly DayShare[]): DayShare {
  return shares.reduce((all, { days, of }) => ({ days: all.days * days, of: all.of * of }), { days: 1, of: 1 })
}

/**
 * Spreads a usage over the steps, going on where `usedBefore` stopped (E22, E24). A negative usage, which takes back an
 * estimate, goes down the steps the same way.
 */
export function spreadOverTiers(usage: Decimal, usedBefore: Decimal, tiers: readonly Tier[]): UsagePart[] {
  const low = usage.lt(0) ? usedBefore.plus(usage) : usedBefore
  const high = usage.lt(0) ? usedBefore : usedBefore.plus(usage)
  const sign = usage.lt(0) ? -1 : 1
  const parts: UsagePart[] = []
  let from = dec('0')
  for (const { upTo, unitPrice } of tiers) {
    const to = upTo === null ? high : dec(upTo)
    const start = low.gt(from) ? low : from
    const end = high.lt(to) || upTo === null ? high : to
    // What lies below zero belongs to the first step: an estimate taken back beyond this year.
    const bottom = from.isZero() && low.lt(0) ? low : start
    if (end.gt(bottom)) parts.push({ name: null, quantity: end.minus(bottom).times(sign), unitPrice, upTo })
    from = to
  }
  return parts
}

/** Usage by the part of the day, each at its price; null when a part has no price, or a price no part. */
export function spreadOverBands(
  usage: readonly { name: string; quantity: string }[],
  bands: readonly Band[],
): UsagePart[] | null {
  const prices = new Map(bands.map(band => [band.name, band.unitPrice]))
  if (usage.length !== prices.size) return null
  const parts: UsagePart[] = []
  for (const { name, quantity } of usage) {
    const unitPrice = prices.get(name)
    const value = parseDecimal(quantity)
    if (unitPrice === undefined || value === null || value.lt(0)) return null
    parts.push({ name, quantity: value, unitPrice, upTo: null })
  }
  return parts
}
