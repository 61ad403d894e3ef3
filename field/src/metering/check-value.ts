import { roundDecimal } from '@anju/ui'
import type { Stop } from './queries.ts'

/** What may be odd about a reading while it is typed; the server decides. */
export type Odd = 'missingValue' | 'wrongValue' | 'backwards' | 'jump' | null

type Counted = Pick<Stop, 'digits' | 'decimals' | 'previousOn' | 'previousValue' | 'multiplier' | 'dailyMean'>

const DAY_MS = 24 * 3600_000
const MUCH = 3n
/** Registers, multipliers and means have at most so many decimals; what is worked out from two of them has twice as many. */
const PLACES = 6
const SHOWN_PLACES = 2

/** A number as it was typed: the keyboards of phones write the point in their own ways. */
export function typedNumber(text: string): string {
  return text.replace(/[。，,]/g, '.').trim()
}

/** Whether a text can stand on this register. */
export function standsOn(text: string, stop: Pick<Stop, 'digits' | 'decimals'>): boolean {
  const [whole = '', part = ''] = text.split('.')
  return /^\d+(\.\d+)?$/.test(text) && whole.length <= stop.digits && part.length <= stop.decimals
}

/**
 * Used since the last reading, exact, as decimal text rounded half up to two decimals; null while it goes backwards. The text stands
 * on the register.
 */
export function usedSince(text: string, stop: Counted): string | null {
  const used = exactlyUsed(text, stop)
  if (used < 0n) return null
  const digits = String(used).padStart(2 * PLACES + 1, '0')
  return roundDecimal(`${digits.slice(0, -2 * PLACES)}.${digits.slice(-2 * PLACES)}`, SHOWN_PLACES)
}

/** What is odd about a reading on a day, `today` as a civil date. */
export function oddOf(text: string, stop: Counted, today: string): Odd {
  if (!text) return 'missingValue'
  if (!standsOn(text, stop)) return 'wrongValue'
  const used = exactlyUsed(text, stop)
  if (used < 0n) return 'backwards'
  const days = BigInt(Math.max(1, (Date.parse(today) - Date.parse(stop.previousOn)) / DAY_MS))
  const usual = stop.dailyMean === null ? 0n : integerOf(stop.dailyMean) * days * 10n ** BigInt(PLACES)
  return usual > 0n && used > usual * MUCH ? 'jump' : null
}

/** In units of 10^−12, after the multiplier. */
function exactlyUsed(text: string, stop: Pick<Stop, 'previousValue' | 'multiplier'>): bigint {
  return (integerOf(text) - integerOf(stop.previousValue)) * integerOf(stop.multiplier)
}

/** A plain decimal in units of 10^−6. */
function integerOf(decimal: string): bigint {
  const [whole = '', part = ''] = decimal.split('.')
  return BigInt(`${whole}${part.slice(0, PLACES).padEnd(PLACES, '0')}`)
}
