import { type Decimal, dec, decimalText, toFen } from '../../platform/decimals.ts'
import { addDays } from '../../platform/period.ts'

/** What a lease says of its rent. */
export interface Rent {
  rentKind: string
  /** For each period, of a fixed rent. */
  rentFen: bigint | null
  rentPeriod: string
  /** Yuan for each square metre and day. */
  unitPrice: string | null
  areaM2: string | null
}

const PERIODS_A_YEAR: Record<string, bigint> = { month: 12n, quarter: 4n, year: 1n }
const DAYS_A_YEAR = '365'

/**
 * The rent of a year of 365 days, to compare leases by: twelve months, four quarters, or price × area × 365, rounded once
 * (domain.md R2). What is billed follows the days of each period.
 */
export function yearRentFen({ rentKind, rentFen, rentPeriod, unitPrice, areaM2 }: Rent): bigint {
  if (rentKind === 'fixed') return (rentFen ?? 0n) * (PERIODS_A_YEAR[rentPeriod] ?? 0n)
  return toFen(
    dec(unitPrice ?? '0')
      .times(dec(areaM2 ?? '0'))
      .times(dec(DAYS_A_YEAR)),
  )
}

/** The sum of areas as text with two decimals; null when one of them is not known. */
export function sumOfAreas(areas: readonly (string | null)[]): string | null {
  let sum: Decimal = dec('0')
  for (const area of areas) {
    if (area === null) return null
    sum = sum.plus(dec(area))
  }
  return decimalText(sum, 2)
}

/** The field of a rent that is missing, or that belongs to the other kind of rent; null when it is whole. */
export function missingOfRent({
  rentKind,
  rentFen,
  unitPrice,
  areaM2,
}: Rent): 'rentFen' | 'unitPrice' | 'areaM2' | null {
  if (rentKind === 'fixed') return rentFen === null ? 'rentFen' : null
  if (unitPrice === null) return 'unitPrice'
  return areaM2 === null ? 'areaM2' : null
}

/** Only what its kind of rent is made of; the rest is forgotten. */
export function tidyRent<R extends Rent>(rent: R): R {
  return rent.rentKind === 'fixed' ? { ...rent, unitPrice: null } : { ...rent, rentFen: null }
}

/** The day a lease that ends on `lastOn` ended: the day before it began when it never came about. */
export function endOf(fromOn: string, lastOn: string): string {
  return lastOn < fromOn ? addDays(fromOn, -1) : lastOn
}
