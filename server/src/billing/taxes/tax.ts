/** VAT inside amounts: prices include it; the net is rounded once, the tax is what is left (E72–E75). */
import { dec } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import { roundToFen, yuanOf } from '../rules/rounding.ts'

export type TaxSplit = { netFen: Fen; taxFen: Fen }

/** Splits a gross amount at a rate in percent: 254.70 at 6 → 240.28 + 14.42. Symmetric for negative amounts. */
export function splitTax(grossFen: Fen, ratePercent: string): TaxSplit {
  const netFen = roundToFen(yuanOf(grossFen).times(100).div(dec(ratePercent).plus(100)))
  return { netFen, taxFen: grossFen - netFen }
}

/**
 * What the tax inside several amounts together is more than the taxes inside each: the last of a bill takes it, so that the bill's tax is
 * that of its whole amount (E74: twelve times 254.70 at 6 bear 173.00 and not 12 × 14.42, so the last bears 14.38). In fen, either sign.
 */
export function taxLeft(grossFens: readonly Fen[], ratePercent: string): Fen {
  const together = splitTax(
    grossFens.reduce((sum, fen) => sum + fen, 0n),
    ratePercent,
  )
  return grossFens.reduce((left, fen) => left - splitTax(fen, ratePercent).taxFen, together.taxFen)
}

/** Tax on the margin, where a resale is taxed by what is left of it (差额征税): 5865 sold, 5200 bought, 3 % → 19.37. */
export function splitMarginTax(soldFen: Fen, boughtFen: Fen, ratePercent: string): TaxSplit {
  return splitTax(soldFen > boughtFen ? soldFen - boughtFen : 0n, ratePercent)
}

/** What was sold and bought of an item in a month, in fen with tax. */
export type MarginMonth = {
  month: string
  legalEntityId: string | null
  ratePercent: string
  soldFen: Fen
  boughtFen: Fen
}

/** With what was bought and not used before, and the tax of the month. */
export type MarginTax = MarginMonth & { carriedFen: Fen; taxFen: Fen }

/** What of the deductions is left for the next month: bought beyond what was sold, a month of corrections adding to it. */
function carriedOn({ carriedFen, boughtFen, soldFen }: Omit<MarginTax, 'taxFen' | 'month'>): Fen {
  const left = carriedFen + boughtFen - soldFen
  return left > 0n ? left : 0n
}

/**
 * The tax of months in order, each of its own margin and never below nothing (E75): what was bought beyond what was sold is taken off
 * later months of the same entity, since suppliers and households are rarely billed in the same month.
 */
export function taxMargins(
  months: readonly MarginMonth[],
  before: { legalEntityId: string | null; carriedFen: Fen } | null,
): MarginTax[] {
  let last = before
  return months.map(month => {
    const carriedFen = last?.legalEntityId === month.legalEntityId ? last.carriedFen : 0n
    const { taxFen } = splitMarginTax(month.soldFen, month.boughtFen + carriedFen, month.ratePercent)
    const taxed = { ...month, carriedFen, taxFen }
    last = { legalEntityId: month.legalEntityId, carriedFen: carriedOn(taxed) }
    return taxed
  })
}

/** A rate in force from a date on for a charge item, of one legal entity or, when null, of all without a rate of their own. */
export type DatedRate = {
  legalEntityId: string | null
  effectiveFrom: string
  ratePercent: string
  taxCode: string | null
}

/** Of the whole amount, line by line; or of a month's margin (差额征税). */
export type TaxRegime = 'full' | 'margin'

/** The rate of an entity on a day: its own before the common one; null when none is in force. */
export function rateOn<R extends DatedRate>(rates: readonly R[], legalEntityId: string | null, on: string): R | null {
  const latest = (ofEntity: string | null): R | null => {
    let found: R | null = null
    for (const rate of rates) {
      if (rate.legalEntityId !== ofEntity || rate.effectiveFrom > on) continue
      if (found === null || rate.effectiveFrom > found.effectiveFrom) found = rate
    }
    return found
  }
  return (legalEntityId === null ? null : latest(legalEntityId)) ?? latest(null)
}
