/** Collection rates from what happened by charge month and by the month it happened in (domain.md §1.3, E67, E68). */
import { percentOf } from '../../../platform/decimals.ts'
import type { CivilMonth } from '../../../platform/period.ts'

/** What happened to the lines of a charge month in a month. */
export interface MonthFact {
  chargeMonth: CivilMonth
  factMonth: CivilMonth
  /** From which on it counts: not before its line is owed. */
  knownMonth: CivilMonth
  billed: bigint
  reversed: bigint
  waived: bigint
  writtenOff: bigint
  collected: bigint
  fromPurse: bigint
}

export interface CollectionSums {
  openingArrearsFen: bigint
  billedFen: bigint
  reversedFen: bigint
  waivedFen: bigint
  netFen: bigint
  collectedCurrentFen: bigint
  fromPurseFen: bigint
  collectedAheadFen: bigint
  collectedOldFen: bigint
  adjustedOldFen: bigint
  writtenOffFen: bigint
  closingArrearsFen: bigint
  rateA: string | null
  rateB: string | null
  oldRate: string | null
  overallRate: string | null
}

/**
 * The rates of the months from…to. A fact counts in the month it happened in, but not before its line is owed and not before the month it
 * is charged for: what was billed or paid ahead waits for its month, so each month begins with what the one before it ended with, and a
 * month is the same alone and within a year.
 */
export function collectionOf(facts: Iterable<MonthFact>, from: CivilMonth, to: CivilMonth): CollectionSums {
  const sums = {
    ...{
      openingArrearsFen: 0n,
      billedFen: 0n,
      reversedFen: 0n,
      waivedFen: 0n,
      collectedCurrentFen: 0n,
      fromPurseFen: 0n,
    },
    ...{ collectedAheadFen: 0n, collectedOldFen: 0n, adjustedOldFen: 0n, writtenOffFen: 0n },
  }
  for (const fact of facts) {
    if (fact.chargeMonth > to || fact.knownMonth > to) continue
    if (fact.chargeMonth >= from) {
      sums.billedFen += fact.billed
      sums.reversedFen += fact.reversed
      sums.waivedFen += fact.waived
      sums.writtenOffFen += fact.writtenOff
      sums.collectedCurrentFen += fact.collected
      sums.fromPurseFen += fact.fromPurse
      if (fact.factMonth < fact.chargeMonth) sums.collectedAheadFen += fact.collected
    } else {
      const adjusted = fact.billed - fact.reversed - fact.waived - fact.writtenOff
      if (fact.knownMonth < from) sums.openingArrearsFen += adjusted - fact.collected
      else {
        sums.adjustedOldFen += adjusted
        sums.collectedOldFen += fact.collected
      }
    }
  }
  const netFen = sums.billedFen - sums.reversedFen - sums.waivedFen
  return {
    ...sums,
    netFen,
    closingArrearsFen:
      sums.openingArrearsFen +
      sums.adjustedOldFen -
      sums.collectedOldFen +
      netFen -
      sums.collectedCurrentFen -
      sums.writtenOffFen,
    rateA: percentOf(sums.collectedCurrentFen, netFen),
    rateB: percentOf(sums.collectedCurrentFen + sums.waivedFen, sums.billedFen - sums.reversedFen),
    oldRate: percentOf(sums.collectedOldFen, sums.openingArrearsFen),
    overallRate: percentOf(sums.collectedCurrentFen + sums.collectedOldFen, netFen + sums.openingArrearsFen),
  }
}
