/**
 * Exact decimals for prices, areas, readings and rates (domain.md R1). decimal.js is configured here, once;
 * no other file imports it. A JavaScript `number` never takes part: `(100.10 * 2.35).toFixed(2)` is a fen short.
 */
import { Decimal as AnyDecimal } from 'decimal.js'

/**
 * 60 significant digits: twice `MAX_DIGITS`, so the product of two parsed decimals is always exact. ROUND_HALF_UP of
 * decimal.js rounds a tie away from zero, which is the symmetric HALF_UP of domain.md R2 (−0.005 → −0.01).
 */
const Exact = AnyDecimal.clone({ precision: 60, rounding: AnyDecimal.ROUND_HALF_UP, defaults: true })

export type Decimal = AnyDecimal

/** The longest number we read: 30 digits, before and after the point together. */
const MAX_DIGITS = 30
const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/

function isPlainDecimal(text: string): boolean {
  return text.length <= MAX_DIGITS + 2 && PLAIN_DECIMAL.test(text) && text.replace(/[-.]/g, '').length <= MAX_DIGITS
}

/**
 * Reads what somebody typed or a file contained: a plain decimal such as `-12.50`, at most 30 digits.
 * Returns null for anything else (exponents, separators, blanks, NaN), so that the caller can refuse it by name.
 */
export function parseDecimal(text: string): Decimal | null {
  return isPlainDecimal(text) ? new Exact(text) : null
}

/** A decimal from text already known to be good, or from an integer. Throws RangeError when it is not: that is a bug. */
export function dec(value: string | bigint): Decimal {
  const parsed = parseDecimal(value.toString())
  if (parsed === null) throw new RangeError(`not a plain decimal of at most ${MAX_DIGITS} digits: ${value}`)
  return parsed
}

/** True when the text is a plain decimal that fits `numeric(integerDigits + scale, scale)` without rounding. */
export function fitsScale(text: string, integerDigits: number, scale: number): boolean {
  const value = parseDecimal(text)
  return value !== null && value.decimalPlaces() <= scale && value.abs().lt(new Exact(10).pow(integerDigits))
}

/** Yuan to fen, HALF_UP symmetric (domain.md R2). This is the one rounding of a bill line: never round before it. */
export function toFen(yuan: Decimal): bigint {
  return BigInt(yuan.toFixed(2, AnyDecimal.ROUND_HALF_UP).replace('.', ''))
}

/** decimal.js numbers its roundings: all three are symmetric for negative values. */
const MODES = { HALF_UP: AnyDecimal.ROUND_HALF_UP, UP: AnyDecimal.ROUND_UP, DOWN: AnyDecimal.ROUND_DOWN } as const

/** How many units of 10^−places a value is, rounded: 12.345 in units of 2 places, HALF_UP → 1235n. */
export function toUnits(value: Decimal, places: number, mode: keyof typeof MODES): bigint {
  return BigInt(value.toFixed(places, MODES[mode]).replace('.', ''))
}

/** Plain text without exponent or idle zeros, but with at least `minScale` decimals: 142.928, 20.00, 1.3000. */
export function decimalText(value: Decimal, minScale = 0): string {
  return value.toFixed(Math.max(minScale, value.decimalPlaces()))
}

/** Rounded HALF_UP, symmetric, to exactly `scale` decimals: 82.36875 → `82.37`, 90 → `90.00`. */
export function roundedText(value: Decimal, scale: number): string {
  return value.toFixed(scale, AnyDecimal.ROUND_HALF_UP)
}

/** The first `scale` decimals, cut and not rounded, so that the digits shown are true digits of the value. */
export function cutDecimals(value: Decimal, scale: number): Decimal {
  return value.toDecimalPlaces(scale, AnyDecimal.ROUND_DOWN)
}

/**
 * `part ÷ whole` in percent, two decimals, HALF_UP: 46 of 50 → `92.00` (domain.md K4, E67). null when the whole is 0: nothing
 * to speak of is neither 0 nor 100 % (K7).
 */
export function percentOf(part: bigint, whole: bigint): string | null {
  return whole === 0n ? null : dec(part).times(100).div(dec(whole)).toFixed(2)
}
