/** What is sent of what lies on the desk. Pure; all amounts are integer fen. */
import {
  amountFen,
  type Desk,
  discountOf,
  type Method,
  penaltyFen,
  prepayFen,
  problemOf,
  purseFen,
  type RoundOff,
  roundedFen,
  tenderedFen,
} from './cashier.ts'
import { isWhole, type Payable, payableOf } from './choice.ts'

export interface Collection {
  billIds: string[]
  /** Where lines were left out: the ones that are paid, of all the bills. */
  lineIds?: string[]
  amountFen: number
  method: Method
  withPenalty?: boolean
  tenderedFen?: number
  roundOff?: RoundOff
  overpayment?: 'prepay'
  prepayItemId?: string
  discountFen?: number
  purseFen?: number
  channelId?: string
  reference?: string
  remark?: string
  receiptPer?: 'payment' | 'premises'
}

/** What is to be sent, or null while there is a problem. Nothing is said that does not matter. */
export function collectionOf(desk: Desk): Collection | null {
  const amount = amountFen(desk)
  const tendered = tenderedFen(desk)
  if (problemOf(desk) !== null || amount === null || tendered === null) return null
  const cash = desk.method === 'cash' && amount > 0
  const remark = desk.remark.trim()
  const reference = desk.reference.trim()
  const bills = desk.bills.filter(bill => desk.chosen.has(bill.id))
  return {
    billIds: bills.map(bill => bill.id),
    ...(bills.every(bill => isWhole(desk, bill)) ? {} : { lineIds: lineIdsOf(desk, bills) }),
    amountFen: amount,
    method: desk.method,
    ...(desk.withPenalty && penaltyFen(desk) > 0 ? { withPenalty: true } : {}),
    ...(cash ? { tenderedFen: tendered } : {}),
    ...(roundedFen(desk) > 0 ? { roundOff: desk.roundOff } : {}),
    ...(prepayFen(desk) > 0 ? { overpayment: 'prepay' as const } : {}),
    ...(prepayFen(desk) > 0 && desk.prepayItemId !== null ? { prepayItemId: desk.prepayItemId } : {}),
    ...(discountOf(desk).fen > 0 ? { discountFen: discountOf(desk).fen } : {}),
    ...(purseFen(desk) > 0 ? { purseFen: purseFen(desk) } : {}),
    ...(desk.method !== 'cash' && reference ? { reference } : {}),
    ...(remark ? { remark } : {}),
  }
}

/** The lines that are paid. Where penalties are left out a line of which nothing else is open is not among them. */
function lineIdsOf(desk: Desk, bills: readonly Payable[]): string[] {
  return bills.flatMap(bill => {
    const lines = payableOf(bill).filter(line => !desk.leftOut.has(line.id))
    return lines.filter(line => line.openFen > 0 || desk.withPenalty).map(line => line.id)
  })
}
