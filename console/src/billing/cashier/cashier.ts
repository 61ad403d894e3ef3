/** The cashier's desk: what is chosen of a household's bills, how much of it is taken, how. Pure; all amounts are integer fen. */
import {
  type Choice,
  chosenAll,
  isPayable,
  isSame,
  isWhole,
  type Payable,
  payableOf,
  type Row,
  rowIndexOf,
  rowsOf,
  toggleBill,
  toggleLine,
} from './choice.ts'
import { NOTHING_OFF, type Off, type PrepayOffer, prepayOf } from './prepay.ts'
import { parseYuan } from './yuan.ts'

export type Method = 'cash' | 'pos' | 'transfer' | 'cheque'

/** 抹零: to whole jiao (`fen` are given away) or to whole yuan (`jiao` too). */
export type RoundOff = 'none' | 'fen' | 'jiao'

export interface Desk extends Choice {
  /** The row that the arrow keys stand on: a bill, or a line of one that is unfolded. */
  cursor: number
  /** What was typed over the chosen total; null while the amount follows it. */
  amountText: string | null
  method: Method
  /** Cash handed over as typed; empty means exactly the amount. */
  tenderedText: string
  remark: string
  /** Number of the cheque, the slip or the transfer. */
  reference: string
  /** Penalties as of today are taken as well. */
  withPenalty: boolean
  roundOff: RoundOff
  /** Prepaid money is used first. */
  usePurse: boolean
  /** What the households have prepaid. */
  prepaidFen: number
  /** What is let off to whoever pays ahead, as of a day. */
  offers: readonly PrepayOffer[]
  asOf: string
  /** What money paid ahead may be kept for. */
  prepayItems: readonly PrepayItem[]
  /** What it is kept for; null: anything. */
  prepayItemId: string | null
}

export interface PrepayItem {
  id: string
  name: string
}

/** What is known of the household beside its bills. */
export interface Known {
  offers?: readonly PrepayOffer[]
  asOf?: string
  prepayItems?: readonly PrepayItem[]
}

export type DeskAction =
  /** The household was read (again): what stays open stays chosen; `chooseNew` when a home was added on purpose. */
  | {
      type: 'read'
      bills: readonly Payable[]
      prepaidFen?: number
      chooseNew?: boolean
      offers?: readonly PrepayOffer[]
      asOf?: string
    }
  | { type: 'move'; to: number }
  | { type: 'toggle'; id: string }
  | { type: 'toggle-line'; id: string; lineId: string }
  /** All bills of an item; let go when all of them are chosen. */
  | { type: 'toggle-item'; itemName: string }
  | { type: 'toggle-all' }
  | { type: 'unfold'; id: string; open?: boolean }
  | { type: 'amount'; text: string | null }
  | { type: 'method'; method: Method }
  | { type: 'tendered'; text: string }
  | { type: 'remark'; text: string }
  | { type: 'reference'; text: string }
  | { type: 'prepay-item'; itemId: string | null }
  | { type: 'penalty'; on?: boolean }
  | { type: 'round-off'; roundOff?: RoundOff }
  | { type: 'purse'; on?: boolean }

/** A household's bills laid on the desk: whoever comes to pay pays everything, unless told otherwise. */
export function layOut(
  bills: readonly Payable[],
  method: Method,
  prepaidFen = 0,
  { offers = [], asOf = '', prepayItems = [] }: Known = {},
): Desk {
  const nothing: ReadonlySet<string> = new Set()
  const typed = { amountText: null, tenderedText: '', remark: '', reference: '' }
  return {
    ...{ bills, chosen: new Set(bills.filter(isPayable).map(bill => bill.id)), leftOut: nothing, unfolded: nothing },
    cursor: 0,
    method,
    ...typed,
    withPenalty: true,
    roundOff: 'none',
    usePurse: false,
    prepaidFen,
    ...{ offers, asOf, prepayItems, prepayItemId: null },
  }
}

const ROUND_OFFS: readonly RoundOff[] = ['none', 'fen', 'jiao']

export function changeDesk(desk: Desk, action: DeskAction): Desk {
  switch (action.type) {
    case 'read':
      return readAgain(desk, action)
    case 'move':
      return { ...desk, cursor: clamp(action.to, rowsOf(desk).length) }
    case 'toggle':
      return forget({ ...desk, ...toggleBill(desk, action.id) })
    case 'toggle-line':
      return forget({ ...desk, ...toggleLine(desk, action.id, action.lineId) })
    case 'toggle-item':
      return forget({ ...desk, ...chosenAll(desk, bill => bill.itemName === action.itemName) })
    case 'toggle-all':
      return forget({ ...desk, ...chosenAll(desk, () => true) })
    case 'unfold':
      return unfold(desk, action.id, action.open)
    case 'amount':
      return { ...desk, amountText: action.text, tenderedText: '' }
    case 'method':
      return { ...desk, method: action.method }
    case 'tendered':
      return { ...desk, tenderedText: action.text }
    case 'remark':
      return { ...desk, remark: action.text }
    case 'reference':
      return { ...desk, reference: action.text }
    case 'prepay-item':
      return { ...desk, prepayItemId: action.itemId }
    case 'penalty':
      return forget({ ...desk, withPenalty: action.on ?? !desk.withPenalty })
    case 'round-off': {
      const next = ROUND_OFFS[(ROUND_OFFS.indexOf(desk.roundOff) + 1) % ROUND_OFFS.length] ?? 'none'
      return forget({ ...desk, roundOff: action.roundOff ?? next })
    }
    case 'purse':
      return forget({ ...desk, usePurse: action.on ?? !desk.usePurse })
  }
}

/** Another sum: what was typed for the old one is not meant for it. */
function forget(desk: Desk): Desk {
  return { ...desk, amountText: null, tenderedText: '' }
}

/** The arrow keys stay on the row they are on; on the bill, where its lines are folded away under them. */
function unfold(desk: Desk, id: string, open = !desk.unfolded.has(id)): Desk {
  const at = rowsOf(desk)[desk.cursor]
  const unfolded = new Set(desk.unfolded)
  if (open) unfolded.add(id)
  else unfolded.delete(id)
  const next = { ...desk, unfolded }
  const same = at ? rowIndexOf(next, at.bill.id, at.line?.id) : 0
  return { ...next, cursor: same >= 0 || !at ? same : rowIndexOf(next, at.bill.id) }
}

function readAgain(desk: Desk, read: Extract<DeskAction, { type: 'read' }>): Desk {
  const { bills, chooseNew = false, prepaidFen = desk.prepaidFen, offers = desk.offers, asOf = desk.asOf } = read
  const before = new Map(desk.bills.map(bill => [bill.id, bill]))
  const unchanged =
    prepaidFen === desk.prepaidFen &&
    bills.length === desk.bills.length &&
    bills.every((bill, index) => bill.id === desk.bills[index]?.id && isSame(before.get(bill.id), bill))
  const placed = (next: Desk): Desk => ({ ...next, cursor: clamp(next.cursor, rowsOf(next).length) })
  if (unchanged) return placed({ ...desk, bills, offers, asOf })
  const kept = bills.filter(
    bill => isPayable(bill) && (desk.chosen.has(bill.id) || (chooseNew && !before.has(bill.id))),
  )
  // A line that was left out and is not there any more leaves nothing behind; a bill of which no other line is left is let go.
  const lineIds = new Set(bills.flatMap(bill => payableOf(bill).map(line => line.id)))
  const leftOut = new Set([...desk.leftOut].filter(id => lineIds.has(id)))
  const isLeft = (bill: Payable) => {
    const lines = payableOf(bill)
    return lines.length === 0 || lines.some(line => !leftOut.has(line.id))
  }
  const chosen = new Set(kept.filter(isLeft).map(bill => bill.id))
  return placed(forget({ ...desk, bills, prepaidFen, offers, asOf, chosen, leftOut }))
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1))
}

/** What of a chosen bill is chosen: all of it but the lines that were left out. */
function chosenOf(desk: Desk, bill: Payable): { outstandingFen: number; penaltyFen: number } {
  const whole = { outstandingFen: bill.outstandingFen, penaltyFen: bill.penaltyFen ?? 0 }
  if (isWhole(desk, bill)) return whole
  return payableOf(bill).reduce(
    (left, line) =>
      desk.leftOut.has(line.id)
        ? { outstandingFen: left.outstandingFen - line.openFen, penaltyFen: left.penaltyFen - line.penaltyFen }
        : left,
    whole,
  )
}

function sumOfChosen(desk: Desk, of: 'outstandingFen' | 'penaltyFen'): number {
  return desk.bills.reduce((sum, bill) => (desk.chosen.has(bill.id) ? sum + chosenOf(desk, bill)[of] : sum), 0)
}

/** Penalties of what is chosen, whether they are taken or not. */
export function penaltyFen(desk: Desk): number {
  return sumOfChosen(desk, 'penaltyFen')
}

/** 应收: what is open on the chosen bills and lines, with their penalties where those are taken. */
export function chosenFen(desk: Desk): number {
  return sumOfChosen(desk, 'outstandingFen') + (desk.withPenalty ? penaltyFen(desk) : 0)
}

/** 预缴优惠 of what is chosen: only where all of it is paid at once, with money. */
export function discountOf(desk: Desk): Off {
  if (desk.amountText !== null) return NOTHING_OFF
  const off = prepayOf(desk, desk.offers, desk.asOf)
  return off.fen > 0 && (!desk.usePurse || desk.prepaidFen < chosenFen(desk) - off.fen) ? off : NOTHING_OFF
}

/** 预缴优惠 of one bill: what is let off its lines. */
export function discountOfBill(off: Off, bill: Payable): number {
  return (bill.lines ?? []).reduce((sum, line) => sum + (off.byLine.get(line.id) ?? 0), 0)
}

/** What is owed after it. */
function owedFen(desk: Desk): number {
  return chosenFen(desk) - discountOf(desk).fen
}

/** What of it is taken from prepaid money. */
export function purseFen(desk: Desk): number {
  return desk.usePurse ? Math.min(desk.prepaidFen, owedFen(desk)) : 0
}

/** What is left to be paid with money. */
export function payableFen(desk: Desk): number {
  return owedFen(desk) - purseFen(desk)
}

/** What rounding gives away: cash only, of the whole sum only (E58). */
export function roundedFen(desk: Desk): number {
  if (desk.method !== 'cash' || desk.amountText !== null) return 0
  const unit = { none: 1, fen: 10, jiao: 100 }[desk.roundOff]
  return payableFen(desk) % unit
}

/** What is to be taken now: the chosen total, or what was typed over it; null when that is no amount. */
export function amountFen(desk: Desk): number | null {
  return desk.amountText === null ? payableFen(desk) - roundedFen(desk) : parseYuan(desk.amountText)
}

/** What of the amount is more than is owed: it is kept as prepaid money. */
export function prepayFen(desk: Desk): number {
  return Math.max(0, (amountFen(desk) ?? 0) - payableFen(desk))
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

export type DeskProblem = 'none-chosen' | 'amount-wrong' | 'amount-zero' | 'tendered-wrong' | 'tendered-too-little'

/** Why nothing can be taken yet, or null. */
export function problemOf(desk: Desk): DeskProblem | null {
  const amount = amountFen(desk)
  if (amount === null) return 'amount-wrong'
  // Money without a bill is paid ahead; that must be typed.
  if (desk.chosen.size === 0 && desk.amountText === null) return 'none-chosen'
  if (amount === 0 && purseFen(desk) === 0) return 'amount-zero'
  const tendered = tenderedFen(desk)
  if (tendered === null) return 'tendered-wrong'
  return tendered < amount ? 'tendered-too-little' : null
}

/**
 * How the amount falls on the chosen bills, by bill id, what is let off for paying ahead left out: each in payment order is settled wholly before the next gets anything
 * (domain.md R10). What the server will do, shown before it does it.
 */
export function spread(desk: Desk): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  const amount = amountFen(desk)
  const off = discountOf(desk)
  let left = amount === null ? 0 : Math.min(amount + roundedFen(desk) + purseFen(desk), chosenFen(desk) - off.fen)
  for (const bill of desk.bills) {
    if (!desk.chosen.has(bill.id)) continue
    const chosen = chosenOf(desk, bill)
    const owed = chosen.outstandingFen + (desk.withPenalty ? chosen.penaltyFen : 0) - discountOfBill(off, bill)
    const part = Math.min(owed, left)
    if (part > 0) parts.set(bill.id, part)
    left -= part
  }
  return parts
}

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

/** Where the arrow keys stand. */
export function currentRow(desk: Desk): Row | undefined {
  return rowsOf(desk)[desk.cursor]
}

/** What Space does there. */
export function toggleOf({ bill, line }: Row): DeskAction {
  return line ? { type: 'toggle-line', id: bill.id, lineId: line.id } : { type: 'toggle', id: bill.id }
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
