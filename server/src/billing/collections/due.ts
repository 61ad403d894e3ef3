/** What can be paid, in the order in which it is: lines of bills and penalties for their lateness (R10, E53, E64). Pure. */

export interface Due {
  /** Of the line that is settled; of a penalty the line whose lateness it is for. */
  lineId: string
  billId: string
  premisesId: string
  itemId: string
  /** Who owes it, as that person is known now; null: nobody is named. */
  payerNow: string | null
  /** The lower is settled first. */
  priority: number
  dueOn: string
  segmentStart: string
  isPenalty: boolean
  openFen: bigint
}

export interface PaymentOrder {
  bills: 'due-date' | 'item'
  penalties: 'principal-first' | 'penalty-first'
}

export interface Spending {
  due: Due
  fen: bigint
}

/** Dues in payment order: of bills by due date and priority or the other way round; penalties after all debts, or before their own. */
export function inOrder(dues: readonly Due[], order: PaymentOrder): Due[] {
  const byBill = (a: Due, b: Due): number => {
    const due = compare(a.dueOn, b.dueOn)
    const item = a.priority - b.priority || compare(a.itemId, b.itemId)
    return (order.bills === 'due-date' ? due || item : item || due) || compare(a.billId, b.billId)
  }
  const penaltyLast = (a: Due, b: Due) => Number(a.isPenalty) - Number(b.isPenalty)
  return dues.toSorted((a, b) =>
    order.penalties === 'principal-first'
      ? penaltyLast(a, b) || byBill(a, b) || byLine(a, b)
      : byBill(a, b) || penaltyLast(b, a) || byLine(a, b),
  )
}

function byLine(a: Due, b: Due): number {
  return compare(a.segmentStart, b.segmentStart) || compare(a.lineId, b.lineId)
}

/** Spends an amount on dues in the order given, each wholly before the next; answers what went where and the dues that are left. */
export function spend(dues: readonly Due[], fen: bigint): { spent: Spending[]; left: Due[]; restFen: bigint } {
  const spent: Spending[] = []
  const left: Due[] = []
  let restFen = fen
  for (const due of dues) {
    const part = due.openFen < restFen ? due.openFen : restFen
    if (part > 0n) spent.push({ due, fen: part })
    restFen -= part
    if (part < due.openFen) left.push({ ...due, openFen: due.openFen - part })
  }
  return { spent, left, restFen }
}

export function openFenOf(dues: readonly Due[]): bigint {
  return dues.reduce((sum, due) => sum + due.openFen, 0n)
}

/** 抹零 of cash: what is dropped so that whole jiao (抹分) or whole yuan (抹角) are left; at most 0.99, once per receipt (E58). */
export function droppedFen(fen: bigint, roundOff: 'none' | 'fen' | 'jiao'): bigint {
  return roundOff === 'none' ? 0n : fen % (roundOff === 'fen' ? 10n : 100n)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
