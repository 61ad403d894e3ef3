/** Shares of ownership as people write them, added up exactly. */
import { parseDecimalText } from '../workbook/parse-number.ts'
import { accept, type Parse, refuse, tidyText } from '../workbook/parsed.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'

/** A share as written, exact: `1/3` is 1 over 3, `33.33%` 3333 over 10000. */
export interface Fraction {
  top: bigint
  bottom: bigint
}

/** The decimals that a share is stored with. */
const SCALE = 100_000_000n
const NONE: Fraction = { top: 0n, bottom: 1n }

const parseWhole = parseDecimalText({ scale: 8, positive: true, max: '100' })

/** A share as people write it: `0.5`, `50%`, `1/2`; a bare number above 1 is a percentage. */
export const parseShare: Parse<Fraction> = text => {
  const tidy = tidyText(text)
  const fraction = /^(\d{1,6})\/(\d{1,6})$/.exec(tidy)
  if (fraction) {
    const written = { top: BigInt(fraction[1] ?? '0'), bottom: BigInt(fraction[2] ?? '0') }
    return isPart(written) ? accept(written) : refuse('share_invalid')
  }
  const number = parseWhole(tidy.replace(/%$/, ''))
  if ('error' in number) return refuse('share_invalid')
  const whole = fractionOf(number.value)
  const percent = tidy.endsWith('%') || whole.top > whole.bottom
  const share = percent ? { top: whole.top, bottom: whole.bottom * 100n } : whole
  return isPart(share) ? accept(share) : refuse('share_invalid')
}

/** Shares that stand in one cell for several people, in their order: `50%、50%`, `1/3、2/3`, `50%/50%`; one for all of them is one. */
export const parseShares: Parse<Fraction[]> = text => {
  const tidy = tidyText(text)
  const parts = tidy.split(/[、,;|]|(?<=%)\//)
  const shares: Fraction[] = []
  for (const part of parts) {
    const parsed = parseShare(part)
    if ('error' in parsed) return parsed
    shares.push(parsed.value)
  }
  return accept(shares)
}

function isPart({ top, bottom }: Fraction): boolean {
  return bottom > 0n && top > 0n && top <= bottom
}

/** Decimal text as a fraction. */
export function fractionOf(decimal: string): Fraction {
  const [whole = '0', part = ''] = decimal.split('.')
  return { top: BigInt(whole + part), bottom: 10n ** BigInt(part.length) }
}

function plus(a: Fraction, b: Fraction): Fraction {
  return a.bottom === b.bottom
    ? { top: a.top + b.top, bottom: a.bottom }
    : { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }
}

/** In units of the last decimal that is stored; the rest is cut off. */
function unitsOf({ top, bottom }: Fraction): bigint {
  return (top * SCALE) / bottom
}

function decimals(units: bigint): string {
  const text = units.toString().padStart(9, '0')
  return `${text.slice(0, -8)}.${text.slice(-8)}`.replace(/\.?0+$/, '')
}

/** The shares of a home against the whole, and each as decimal text. Shares that make exactly 1 do so as decimals, too: the last takes the rest. */
export function settleShares(written: readonly (Fraction | null)[], others: readonly Fraction[] = []) {
  const total = [...others, ...written].reduce<Fraction>((sum, share) => (share ? plus(sum, share) : sum), NONE)
  // What is stored was cut off to the last decimal when it was written.
  const off = total.top > total.bottom ? total.top - total.bottom : total.bottom - total.top
  const whole = off * SCALE <= BigInt(others.length) * total.bottom
  const units = written.map(share => (share ? unitsOf(share) : null))
  const last = written.findLastIndex(share => share !== null)
  if (whole && last >= 0) {
    const rest = [...units.filter((_, index) => index !== last), ...others.map(unitsOf)]
    units[last] = rest.reduce<bigint>((left, one) => left - (one ?? 0n), SCALE)
  }
  return {
    whole,
    exceeds: !whole && total.top > total.bottom,
    total: percentText(total),
    shares: units.map(one => (one === null || one === 0n ? null : decimals(one))),
  }
}

/** `66.67%`: for a sentence, with at most four decimals. */
function percentText({ top, bottom }: Fraction): string {
  const text = ((top * 1_000_000n + bottom / 2n) / bottom).toString().padStart(5, '0')
  return `${`${text.slice(0, -4)}.${text.slice(-4)}`.replace(/\.?0+$/, '')}%`
}

/** The share of each of several people in one row; for several people one share counts for each when that makes the whole. */
export function sharesOfRow(row: RowReader, people: number): (Fraction | null)[] {
  const shares = row.optional('share', parseShares) ?? []
  const [first = null] = shares
  if (shares.length === people || first === null)
    return Array.from({ length: people }, (_, index) => shares[index] ?? null)
  const [only] = shares.length === 1 ? shares : []
  if (only && only.top * BigInt(people) === only.bottom) return Array.from({ length: people }, () => only)
  row.fail('share', 'share_unclear', { people })
  return Array.from({ length: people }, () => null)
}
