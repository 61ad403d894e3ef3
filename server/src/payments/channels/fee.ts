/** What a channel takes for an order, and what comes to the bank (E66). Pure. */
import { dec, toUnits } from '../../platform/decimals.ts'

/** A part of the amount in percent, per order, rounded half up: 0.60 % of 254.70 is 1.53. */
export function feeOf(amountFen: bigint, ratePercent: string): bigint {
  return toUnits(dec(amountFen).times(dec(ratePercent)).div(dec('100')), 0, 'HALF_UP')
}

/** What is agreed for a row; of a refund what is given back, negative. */
export function expectedFee({ kind, amountFen }: { kind: string; amountFen: bigint }, ratePercent: string): bigint {
  const fee = feeOf(amountFen, ratePercent)
  return kind === 'refund' ? -fee : fee
}

export interface SettledRow {
  kind: 'payment' | 'refund'
  amountFen: bigint
  /** Of a refund what is given back, negative. */
  feeFen: bigint
}

export interface ChannelSums {
  grossFen: bigint
  refundedFen: bigint
  feeFen: bigint
  netFen: bigint
}

/** Gross − refunds − fees = net. */
export function sumsOf(rows: readonly SettledRow[]): ChannelSums {
  const sum = (of: readonly SettledRow[], what: 'amountFen' | 'feeFen') => of.reduce((fen, row) => fen + row[what], 0n)
  const grossFen = sum(
    rows.filter(row => row.kind === 'payment'),
    'amountFen',
  )
  const refundedFen = sum(
    rows.filter(row => row.kind === 'refund'),
    'amountFen',
  )
  const feeFen = sum(rows, 'feeFen')
  return { grossFen, refundedFen, feeFen, netFen: grossFen - refundedFen - feeFen }
}
