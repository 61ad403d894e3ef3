/** What is chosen of what lies on the cashier's desk: bills, wholly or by their lines. Pure; amounts are integer fen. */

export interface Payable {
  id: string
  itemName?: string
  /** Who owes it; null: nobody is named. */
  payerId?: string | null
  /** Owed by somebody of the home today: left out, it is. */
  isTheirs?: boolean
  /** Its place in the order of payment, where the desk shows bills in another one. */
  payOrder?: number
  outstandingFen: number
  /** 违约金 as of today, on top of it. */
  penaltyFen?: number
  /** Whose bill it is, where bills of several homes lie on the desk. */
  premisesId?: string
  lines?: readonly { id: string; segmentStart?: string; amountFen: number; settledFen: number }[]
  /** The bank is asked for it in this batch: nobody else pays it until the bank has answered. */
  debitBatchNumber?: string | null
  /** Its item may be collected here. */
  isAtCounter?: boolean
  /** By line. */
  penalties?: readonly { lineId: string; openFen: number }[]
}

export interface PayableLine {
  id: string
  openFen: number
  penaltyFen: number
}

export interface Choice {
  /** In the order in which they are to be paid. */
  bills: readonly Payable[]
  /** Bills of which something is paid. */
  chosen: ReadonlySet<string>
  /** Lines of chosen bills that are not paid now. */
  leftOut: ReadonlySet<string>
  /** Bills whose lines are shown. */
  unfolded: ReadonlySet<string>
}

/** Whether it may be paid here. */
export function isPayable(bill: Payable): boolean {
  return !bill.debitBatchNumber && bill.isAtCounter !== false
}

/** Whether it is meant when somebody of the home comes to pay: nobody pays the bill of a former owner unawares. */
export function isMeant(bill: Payable): boolean {
  return isPayable(bill) && bill.isTheirs !== false
}

/** In the order in which they are paid. */
export function toPayOrder(bills: readonly Payable[]): Payable[] {
  return bills.toSorted((one, two) => (one.payOrder ?? 0) - (two.payOrder ?? 0))
}

/** The lines of a bill of which something is owed, be it only the penalty. */
export function payableOf({ lines = [], penalties = [] }: Payable): PayableLine[] {
  return lines
    .map(line => ({
      id: line.id,
      openFen: line.amountFen - line.settledFen,
      penaltyFen: penalties.reduce((sum, one) => (one.lineId === line.id ? sum + one.openFen : sum), 0),
    }))
    .filter(line => line.openFen + line.penaltyFen > 0)
}

/** Whether nothing of a bill has changed that the desk goes by. */
export function isSame(before: Payable | undefined, bill: Payable): boolean {
  return (
    before?.outstandingFen === bill.outstandingFen &&
    (before.debitBatchNumber ?? null) === (bill.debitBatchNumber ?? null) &&
    (before.penaltyFen ?? 0) === (bill.penaltyFen ?? 0) &&
    (before.isAtCounter ?? true) === (bill.isAtCounter ?? true) &&
    payableOf(before).length === payableOf(bill).length
  )
}

/** A row of the desk: a bill, or one line of a bill that is unfolded. */
export interface Row {
  bill: Payable
  line: PayableLine | null
}

/** Lines can be chosen where there are several. */
export function choosableOf(bill: Payable): PayableLine[] {
  const lines = payableOf(bill)
  return lines.length > 1 ? lines : []
}

/** What the arrow keys go through, from the top. */
export function rowsOf({ bills, unfolded }: Choice): Row[] {
  return bills.flatMap(bill => [
    { bill, line: null },
    ...(unfolded.has(bill.id) ? choosableOf(bill).map(line => ({ bill, line })) : []),
  ])
}

/** At which row a bill or one of its lines stands. */
export function rowIndexOf(choice: Choice, billId: string, lineId?: string): number {
  return rowsOf(choice).findIndex(row => row.bill.id === billId && row.line?.id === lineId)
}

/** Whether no line of the bill is left out. */
export function isWhole({ leftOut }: Choice, bill: Payable): boolean {
  return leftOut.size === 0 || !payableOf(bill).some(line => leftOut.has(line.id))
}

type Chosen = Pick<Choice, 'chosen' | 'leftOut'>

/** A bill of which lines are left out is taken wholly first. */
export function toggleBill(choice: Choice, id: string): Chosen {
  const bill = choice.bills.find(one => one.id === id)
  if (!bill) return choice
  const isTaken = choice.chosen.has(id) && isWhole(choice, bill)
  return choose(choice, [bill], !isTaken)
}

/** The first line ticked takes the bill with it, the last one let go lets it go. */
export function toggleLine(choice: Choice, id: string, lineId: string): Chosen {
  const bill = choice.bills.find(one => one.id === id)
  if (!bill) return choice
  const lineIds = payableOf(bill).map(line => line.id)
  const taken = choice.chosen.has(id) ? lineIds.filter(one => !choice.leftOut.has(one)) : []
  const next = taken.includes(lineId) ? taken.filter(one => one !== lineId) : [...taken, lineId]
  const whole = choose(choice, [bill], next.length > 0)
  if (next.length === 0) return whole
  return { ...whole, leftOut: new Set([...whole.leftOut, ...lineIds.filter(one => !next.includes(one))]) }
}

/** Takes all bills that match, or lets them go when they are all taken wholly. */
export function chosenAll(choice: Choice, matches: (bill: Payable) => boolean): Chosen {
  const bills = choice.bills.filter(bill => isPayable(bill) && matches(bill))
  const all = bills.every(bill => choice.chosen.has(bill.id) && isWhole(choice, bill))
  return choose(choice, bills, !all)
}

function choose(choice: Choice, bills: readonly Payable[], take: boolean): Chosen {
  const chosen = new Set(choice.chosen)
  const leftOut = new Set(choice.leftOut)
  for (const bill of bills) {
    if (take && isPayable(bill)) chosen.add(bill.id)
    else chosen.delete(bill.id)
    for (const line of payableOf(bill)) leftOut.delete(line.id)
  }
  return { chosen, leftOut }
}

export interface ItemChoice {
  name: string
  fen: number
  /** How many of its bills are taken; `mixed`: some, or some only in part. */
  taken: 'all' | 'none' | 'mixed'
}

/** The items of which something may be paid here, in their order on the desk, with what is open of each. */
export function itemsOf(choice: Choice): ItemChoice[] {
  return [...Map.groupBy(choice.bills.filter(isPayable), bill => bill.itemName ?? '')].map(([name, bills]) => {
    const whole = bills.filter(bill => choice.chosen.has(bill.id) && isWhole(choice, bill))
    const some = bills.some(bill => choice.chosen.has(bill.id))
    return {
      name,
      fen: bills.reduce((sum, bill) => sum + bill.outstandingFen + (bill.penaltyFen ?? 0), 0),
      taken: whole.length === bills.length ? 'all' : some ? 'mixed' : 'none',
    }
  })
}
