/** Collection rates as finance counts them (domain.md §1.3); every report states its formula by these names. */
import { percentOf } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'

/** Of a span of months, in fen. */
export type CollectionSums = {
  /** 期初欠费: owed at the beginning, of older months */
  openingArrearsFen: Fen
  /** 应收: lines whose charge period lies in the span */
  billedFen: Fen
  /** 红冲 of these lines, as a positive amount */
  reversedFen: Fen
  /** 减免 of these lines */
  waivedFen: Fen
  /** 当期实收: settled of these lines within the span, offsets from prepayment included */
  settledCurrentFen: Fen
  /** of which by 预存冲抵 */
  settledFromPrepaidFen: Fen
  /** 清欠: settled of older lines within the span */
  settledOldFen: Fen
  /** 预收 at the beginning, and newly paid in for later */
  openingPrepaidFen: Fen
  newPrepaidFen: Fen
  /** 退款 within the span */
  refundedFen: Fen
}

/** Rates in percent, two decimals; null where there is nothing to collect. */
export type CollectionReport = {
  netReceivableFen: Fen
  currentRateA: string | null
  currentRateB: string | null
  oldRate: string | null
  overallRate: string | null
  closingArrearsFen: Fen
  cashFen: Fen
  closingPrepaidFen: Fen
}

/** 净应收, 收缴率 A (减免 leaves both sides) and B, 清欠率, 综合收缴率, 期末欠费, 现金口径, 期末预收 (E67, E68). */
export function collectionReport(sums: CollectionSums): CollectionReport {
  const net = sums.billedFen - sums.reversedFen - sums.waivedFen
  const settled = sums.settledCurrentFen + sums.settledOldFen
  return {
    netReceivableFen: net,
    currentRateA: percentOf(sums.settledCurrentFen, net),
    currentRateB: percentOf(sums.settledCurrentFen + sums.waivedFen, sums.billedFen - sums.reversedFen),
    oldRate: percentOf(sums.settledOldFen, sums.openingArrearsFen),
    overallRate: percentOf(settled, net + sums.openingArrearsFen),
    closingArrearsFen: sums.openingArrearsFen - sums.settledOldFen + net - sums.settledCurrentFen,
    cashFen: settled - sums.settledFromPrepaidFen + sums.newPrepaidFen - sums.refundedFen,
    closingPrepaidFen: sums.openingPrepaidFen + sums.newPrepaidFen - sums.settledFromPrepaidFen,
  }
}
