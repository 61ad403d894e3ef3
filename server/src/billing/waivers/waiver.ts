/** 减免 and 核销: a part of what is owed, spread over bills and lines so that the parts add up exactly (R6, E51, E56). */
import { dec } from '../../platform/decimals.ts'
import { allocateByLargestRemainder, type Fen } from '../../platform/money.ts'
import { roundToFen, yuanOf } from '../rules/rounding.ts'

export interface OwedLine {
  billId: string
  lineId: string
  owedFen: Fen
}

/** How much is to be given up: a percentage of all that is owed, an amount, or all of it. */
export interface WaiverMeasure {
  percent: string | null
  amountFen: Fen | null
}

/** The amount that a measure means of what is owed; a percentage is rounded once, of the sum (E51). */
export function waivedFen(owedFen: Fen, { percent, amountFen }: WaiverMeasure): Fen {
  if (amountFen !== null) return amountFen
  return percent === null ? owedFen : roundToFen(yuanOf(owedFen).times(dec(percent)).div(100))
}

/**
 * Spreads a total over bills by what is owed of each, then over the lines of each bill, by largest remainder (E56). Lines that
 * get nothing are left out. The total is no more than what is owed.
 */
export function spreadWaiver(lines: readonly OwedLine[], totalFen: Fen): OwedLine[] {
  const billIds = [...new Set(lines.map(line => line.billId))]
  const ofBill = (billId: string) => lines.filter(line => line.billId === billId)
  const weights = billIds.map(id => ({ id, weight: String(ofBill(id).reduce((sum, line) => sum + line.owedFen, 0n)) }))
  const perBill = allocateByLargestRemainder(totalFen, weights)
  return billIds
    .flatMap(billId => {
      const its = ofBill(billId)
      const parts = allocateByLargestRemainder(
        perBill.get(billId) ?? 0n,
        its.map(line => ({ id: line.lineId, weight: String(line.owedFen) })),
      )
      return its.map(line => ({ ...line, owedFen: parts.get(line.lineId) ?? 0n }))
    })
    .filter(part => part.owedFen > 0n)
}
