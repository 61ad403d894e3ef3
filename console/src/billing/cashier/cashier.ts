/** The cashier's desk: what is chosen of a household's bills, how much of it is taken, how. Pure; all amounts are integer fen. */
import { parseYuan } from './yuan.ts'

export type Method = 'cash' | 'pos' | 'transfer' | 'cheque'

export interface Payable {
  id: string
  outstandingFen: number
}

export interface Desk {
  /** In the order in which they are to be paid. */
  bills: readonly Payable[]
  chosen: ReadonlySet<string>
  /** The bill that the arrow keys stand on. */
  cursor: number
  /** What was typed over the chosen total; null while the amount follows it. */
  amountText: string | null
  method: Method
  /** Cash handed over as typed; empty means exactly the amount. */
  tenderedText: string
  remark: string
}

export type DeskAction =
  /** The household was read (again): what stays open stays chosen. */
  | { type: 'read'; bills: readonly Payable[] }
  | { type: 'move'; to: number }
  | { type: 'toggle'; id: string }
  | { type: 'toggle-all' }
  | { type: 'amount'; text: string | null }
  | { type: 'method'; method: Method }
  | { type: 'tendered'; text: string }
  | { type: 'remark'; text: string }

/** A household's bills laid on the desk: whoever comes to pay pays everything, unless told otherwise. */
export function layOut(bills: readonly Payable[], method: Method): Desk {
  const chosen = new Set(bills.map(bill => bill.id))
  return { bills, chosen, cursor: 0, amountText: null, method, tenderedText: '', remark: '' }
}

export function changeDesk(desk: Desk, action: DeskAction): Desk {
  switch (action.type) {
    case 'read':
      return readAgain(desk, action.bills)
    case 'move':
      return { ...desk, cursor: clamp(action.to, desk.bills.length) }
    case 'toggle':
      return choose(desk, toggled(desk.chosen, action.id))
    case 'toggle-all': {
      const all = desk.chosen.size === desk.bills.length
      return choose(desk, new Set(all ? [] : desk.bills.map(bill => bill.id)))
    }
    case 'amount':
      return { ...desk, amountText: action.text, tenderedText: '' }
    case 'method':
      return { ...desk, method: action.method }
    case 'tendered':
      return { ...desk, tenderedText: action.text }
    case 'remark':
      return { ...desk, remark: action.text }
  }
}

/** Other bills make another sum: what was typed for the old one is not meant for it. */
function choose(desk: Desk, chosen: ReadonlySet<string>): Desk {
  return { ...desk, chosen, amountText: null, tenderedText: '' }
}

function readAgain(desk: Desk, bills: readonly Payable[]): Desk {
  const cursor = clamp(desk.cursor, bills.length)
  const unchanged =
    bills.length === desk.bills.length &&
    bills.every((bill, index) => {
      const before = desk.bills[index]
      return before?.id === bill.id && before.outstandingFen === bill.outstandingFen
    })
  if (unchanged) return { ...desk, bills, cursor }
  const chosen = new Set(bills.filter(bill => desk.chosen.has(bill.id)).map(bill => bill.id))
  return choose({ ...desk, bills, cursor }, chosen)
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  return next
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1))
}

/** 应收: what is open on the chosen bills. */
export function chosenFen(desk: Desk): number {
  return desk.bills.reduce((sum, bill) => (desk.chosen.has(bill.id) ? sum + bill.outstandingFen : sum), 0)
}

/** What is to be taken now: the chosen total, or what was typed over it; null when that is no amount. */
export function amountFen(desk: Desk): number | null {
  return desk.amountText === null ? chosenFen(desk) : parseYuan(desk.amountText)
}

/** 实收: what is handed over. Only cash can be more than the amount; null when what was typed is no amount. */
export function tenderedFen(desk: Desk): number | null {
  if (desk.method !== 'cash' || desk.tenderedText.trim() === '') return amountFen(desk)
  return parseYuan(desk.tenderedText)
}

/** 找零: what goes back; null while it cannot be told. */
export function changeFen(desk: Desk): number | null {
  const amount = amountFen(desk)
  const tendered = tenderedFen(desk)
  if (amount === null || tendered === null || tendered < amount) return null
  return tendered - amount
}

export type DeskProblem =
  | 'none-chosen'
  | 'amount-wrong'
  | 'amount-zero'
  | 'more-than-chosen'
  | 'tendered-wrong'
  | 'tendered-too-little'

/** Why nothing can be taken yet, or null. */
export function problemOf(desk: Desk): DeskProblem | null {
  if (desk.chosen.size === 0) return 'none-chosen'
  const amount = amountFen(desk)
  if (amount === null) return 'amount-wrong'
  if (amount === 0) return 'amount-zero'
  if (amount > chosenFen(desk)) return 'more-than-chosen'
  const tendered = tenderedFen(desk)
  if (tendered === null) return 'tendered-wrong'
  return tendered < amount ? 'tendered-too-little' : null
}

/**
 * How the amount falls on the chosen bills, by bill id: each in payment order is settled wholly before the next gets anything
 * (domain.md R10). What the server will do, shown before it does it.
 */
export function spread(desk: Desk): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  let left = Math.min(amountFen(desk) ?? 0, chosenFen(desk))
  for (const bill of desk.bills) {
    if (!desk.chosen.has(bill.id)) continue
    const part = Math.min(bill.outstandingFen, left)
    if (part > 0) parts.set(bill.id, part)
    left -= part
  }
  return parts
}

export interface Collection {
  billIds: string[]
  amountFen: number
  method: Method
  tenderedFen?: number
  remark?: string
}

/** What is to be sent, or null while there is a problem. */
export function collectionOf(desk: Desk): Collection | null {
  const amount = amountFen(desk)
  const tendered = tenderedFen(desk)
  if (problemOf(desk) !== null || amount === null || tendered === null) return null
  const remark = desk.remark.trim()
  return {
    billIds: desk.bills.filter(bill => desk.chosen.has(bill.id)).map(bill => bill.id),
    amountFen: amount,
    method: desk.method,
    ...(desk.method === 'cash' ? { tenderedFen: tendered } : {}),
    ...(remark ? { remark } : {}),
  }
}

export interface Intention {
  /** Of the payment, and of the idempotency key. */
  id: string
  contents: string
}

/**
 * One id per intention: the same household, bills, amount and money keep their id however often the button is pressed, so that a
 * repeat is the same payment; anything else is another payment.
 */
export function intentionFor(
  previous: Intention | null,
  premisesId: string,
  collection: Collection,
  newId: () => string,
): Intention {
  const contents = JSON.stringify([premisesId, collection])
  return previous?.contents === contents ? previous : { id: newId(), contents }
}
