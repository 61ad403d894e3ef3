import { decimalText, parseDecimal } from '../decimals.ts'

const STORED_NUMBER = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/
/** Excel shows and calculates with 15 significant digits; the rest of what it stores is noise of binary fractions. */
const EXCEL_DIGITS = 15

/**
 * The number that a person sees in a numeric cell, as plain decimal text without exponent or idle zeros: `33.0` → `33`,
 * `1.8999999999E10` → `18999999999`, `94.560000000000002` (how Excel stores 94.56) → `94.56`. Nothing else is rounded.
 * Null for what is no number.
 */
export function plainNumber(text: string): string | null {
  const match = STORED_NUMBER.exec(text.trim())
  if (!match) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const padded = point <= 0 ? digits.padStart(digits.length + 1 - point, '0') : digits.padEnd(point, '0')
  const cut = Math.max(point, 1)
  const plain = padded.slice(0, cut) + (padded.length > cut ? `.${padded.slice(cut)}` : '')
  const significant = plain.replace('.', '').replace(/^0+/, '')
  // Longer ones are left to the caller as they stand.
  const value = parseDecimal(shorten(plain.replace(/^0+(?=\d)/, ''), significant.length))
  if (value === null) return null
  const rounded = value.toSignificantDigits(EXCEL_DIGITS)
  return decimalText(sign === '-' && !rounded.isZero() ? rounded.negated() : rounded)
}

/** Cuts digits behind the point that lie far beyond Excel's precision, so that the number can be read exactly. */
function shorten(plain: string, significant: number): string {
  const excess = significant - EXCEL_DIGITS - 5
  const behind = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : 0
  return excess > 0 && behind > excess ? plain.slice(0, plain.length - excess) : plain
}
