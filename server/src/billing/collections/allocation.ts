/** Which lines a payment settles: domain.md R10. Pure. */

/** What is open of a bill; every amount in fen. */
export interface OpenBill {
  id: string
  itemId: string
  dueOn: string
  lines: readonly OpenLine[]
}

export interface OpenLine {
  id: string
  segmentStart: string
  amountFen: bigint
  settledFen: bigint
}

export interface Allocation {
  billId: string
  lineId: string
  amountFen: bigint
}

/** The order in which bills are paid: earliest due date, then charge item in the order items were made, then bill (R10). */
export function inPaymentOrder<B extends Pick<OpenBill, 'id' | 'itemId' | 'dueOn'>>(bills: readonly B[]): B[] {
  return bills.toSorted((a, b) => compare(a.dueOn, b.dueOn) || compare(a.itemId, b.itemId) || compare(a.id, b.id))
}

/**
 * Spreads an amount over the open lines of bills: bills in payment order, the lines of a bill by their days, each
 * settled wholly before the next gets anything. Throws RangeError for an amount below one fen or above what is open.
 */
export function allocate(bills: readonly OpenBill[], amountFen: bigint): Allocation[] {
  if (amountFen <= 0n) throw new RangeError(`nothing can be allocated of ${amountFen} fen`)
  const allocations: Allocation[] = []
  let left = amountFen
  for (const bill of inPaymentOrder(bills)) {
    const lines = bill.lines.toSorted((a, b) => compare(a.segmentStart, b.segmentStart) || compare(a.id, b.id))
    for (const line of lines) {
      let part = line.amountFen - line.settledFen
      if (part > left) part = left
      if (part <= 0n) continue
      allocations.push({ billId: bill.id, lineId: line.id, amountFen: part })
      left -= part
    }
  }
  if (left > 0n) throw new RangeError(`${left} of ${amountFen} fen find no open line`)
  return allocations
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
