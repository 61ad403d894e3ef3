/** The cashier's desk: what is chosen of a household's bills, how much of it is taken, how. Pure; all amounts are integer fen. */
import {
  type Choice,
  chosenAll,
  isMeant,
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
  toPayOrder,
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
  /** Prepaid money by whose it is; left out, all of it pays anything. */
  purses?: readonly DeskPurse[]
  /** What is let off to whoever pays ahead, as of a day. */
  offers: readonly PrepayOffer[]
  asOf: string
  /** What money paid ahead may be kept for. */
  prepayItems: readonly PrepayItem[]
  /** What it is kept for; null: anything. */
  prepayItemId: string | null
}

/** Prepaid money for anything. It pays bills of its home that one of its holders owes; without holders anybody's. */
export interface DeskPurse {
  premisesId: string
  holderIds: readonly string[]
  balanceFen: number
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
  purses?: readonly DeskPurse[]
}

export type DeskAction =
  /** The household was read (again): what stays open stays chosen; `chooseNew` when a home was added on purpose. */
  | {
      type: 'read'
      bills: readonly Payable[]
      prepaidFen?: number
      purses?: readonly DeskPurse[]
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

/** A household's bills laid on the desk: whoever comes to pay pays everything that people of the home owe, unless told otherwise. */
export function layOut(
  bills: readonly Payable[],
  method: Method,
  prepaidFen = 0,
  { offers = [], asOf = '', prepayItems = [], purses }: Known = {},
): Desk {
  const nothing: ReadonlySet<string> = new Set()
  const typed = { amountText: null, tenderedText: '', remark: '', reference: '' }
  return {
    ...{ bills, chosen: new Set(bills.filter(isMeant).map(bill => bill.id)), leftOut: nothing, unfolded: nothing },
    cursor: 0,
    method,
    ...typed,
    withPenalty: true,
    roundOff: 'none',
    usePurse: false,
    prepaidFen,
    ...(purses ? { purses } : {}),
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
  const purses = read.purses ?? desk.purses
  const known = { bills, offers, asOf, ...(purses ? { purses } : {}) }
  const before = new Map(desk.bills.map(bill => [bill.id, bill]))
  const unchanged =
    prepaidFen === desk.prepaidFen &&
    bills.length === desk.bills.length &&
    bills.every((bill, index) => bill.id === desk.bills[index]?.id && isSame(before.get(bill.id), bill))
  const placed = (next: Desk): Desk => ({ ...next, cursor: clamp(next.cursor, rowsOf(next).length) })
  if (unchanged) return placed({ ...desk, ...known })
  const kept = bills.filter(
    bill => isPayable(bill) && (desk.chosen.has(bill.id) || (chooseNew && isMeant(bill) && !before.has(bill.id))),
  )
  // A line that was left out and is not there any more leaves nothing behind; a bill of which no other line is left is let go.
  const lineIds = new Set(bills.flatMap(bill => payableOf(bill).map(line => line.id)))
  const leftOut = new Set([...desk.leftOut].filter(id => lineIds.has(id)))
  const isLeft = (bill: Payable) => {
    const lines = payableOf(bill)
    return lines.length === 0 || lines.some(line => !leftOut.has(line.id))
  }
  const chosen = new Set(kept.filter(isLeft).map(bill => bill.id))
  return placed(forget({ ...desk, ...known, prepaidFen, chosen, leftOut }))
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
  return off.fen > 0 && (!desk.usePurse || usablePurseFen(desk, off) < chosenFen(desk) - off.fen) ? off : NOTHING_OFF
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
  return desk.usePurse ? usablePurseFen(desk, discountOf(desk)) : 0
}

/** What prepaid money can pay of what is chosen: nobody's pays what another owes (domain.md E63). As the server spreads it. */
export function usablePurseFen(desk: Desk, off: Off = NOTHING_OFF): number {
  if (!desk.purses) return Math.min(desk.prepaidFen, chosenFen(desk) - off.fen)
  const left = desk.purses.map(purse => ({ ...purse }))
  let used = 0
  for (const bill of toPayOrder(desk.bills)) {
    let open = desk.chosen.has(bill.id) ? owedOf(desk, bill, off) : 0
    const payerId = bill.payerId ?? null
    for (const purse of left) {
      const isOf = payerId === null || purse.holderIds.length === 0 || purse.holderIds.includes(payerId)
      if (purse.premisesId !== bill.premisesId || !isOf) continue
      const fen = Math.min(open, purse.balanceFen)
      purse.balanceFen -= fen
      open -= fen
      used += fen
    }
  }
  return used
}

/** What of a chosen bill is owed, what is let off left out. */
function owedOf(desk: Desk, bill: Payable, off: Off): number {
  const chosen = chosenOf(desk, bill)
  return chosen.outstandingFen + (desk.withPenalty ? chosen.penaltyFen : 0) - discountOfBill(off, bill)
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
  for (const bill of toPayOrder(desk.bills)) {
    if (!desk.chosen.has(bill.id)) continue
    const part = Math.min(owedOf(desk, bill, off), left)
    if (part > 0) parts.set(bill.id, part)
    left -= part
  }
  return parts
}

/** Where the arrow keys stand. */
export function currentRow(desk: Desk): Row | undefined {
  return rowsOf(desk)[desk.cursor]
}

/** What Space does there. */
export function toggleOf({ bill, line }: Row): DeskAction {
  return line ? { type: 'toggle-line', id: bill.id, lineId: line.id } : { type: 'toggle', id: bill.id }
}
