import { type Decimal, dec, decimalText } from '../../platform/decimals.ts'

export interface SharePeriod {
  share: string | null
  fromOn: string
  toOn: string | null
}

/** The sum of the shares on a day; null when nobody has one. */
export function shareTotalOn(periods: readonly SharePeriod[], on: string): string | null {
  const total = sumOn(periods, on)
  return total === null ? null : decimalText(total)
}

/** The first day on which the shares exceed the whole, with their sum; null when on none. Shares grow only where a period begins. */
export function excessOf(periods: readonly SharePeriod[]): { on: string; total: string } | null {
  const days = periods.filter(one => one.share !== null).map(one => one.fromOn)
  for (const on of [...new Set(days)].sort()) {
    const total = sumOn(periods, on)
    if (total?.gt(dec('1'))) return { on, total: decimalText(total) }
  }
  return null
}

/** No owner has a share, or all have and they make exactly the whole. */
export function sharesComplete(owners: readonly { share: string | null }[]): boolean {
  const shares = owners.flatMap(owner => (owner.share === null ? [] : [dec(owner.share)]))
  if (shares.length === 0) return true
  return shares.length === owners.length && shares.reduce((sum, share) => sum.plus(share), dec('0')).eq(dec('1'))
}

function sumOn(periods: readonly SharePeriod[], on: string): Decimal | null {
  let total: Decimal | null = null
  for (const { share, fromOn, toOn } of periods) {
    if (share === null || fromOn > on || (toOn !== null && toOn < on)) continue
    total = (total ?? dec('0')).plus(dec(share))
  }
  return total
}
