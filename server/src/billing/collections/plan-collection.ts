import type { Actor } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { type Tx, together } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { readSettings } from '../../platform/settings/read-setting.ts'
import { prepayDiscounts } from '../discounts/prepay.ts'
import { readPrepayOffers } from '../discounts/prepay-offers.ts'
import { refuse } from '../errors.ts'
import { type PenaltyDue, readPenalties } from '../penalties/penalty-view.ts'
import { lockPurses } from '../purses/move-purse.ts'
import { type Offset, offsetFrom, type Purse } from '../purses/purse.ts'
import { allocationOrder, penaltyOrder } from '../settings.ts'
import type { Collecting } from './collect.ts'
import { type Due, droppedFen, inOrder, openFenOf, type Spending, spend } from './due.ts'
import type { PayableBill, PayableLine } from './lock-bills.ts'
import type { Discounted } from './receipt-lines.ts'

export type OpenBill = PayableBill & { lines: readonly PayableLine[] }

/** What a collection is going to settle, and by what. */
export interface CollectionPlan {
  offsets: { purseId: string; spending: Spending }[]
  paid: Spending[]
  rounded: Spending[]
  /** let off for paying ahead */
  discounted: Discounted[]
  prepaidFen: bigint
  penalties: PenaltyDue[]
}

/**
 * Works out what prepaid money, the money taken and rounding off settle, in the order of the community's settings.
 * Ask under the lock of the bills; locks the purses that are used.
 * Errors: platform.not_found (a line of none of the bills), billing.bill_not_payable (settled, not-chosen), billing.more_than_owed, billing.nothing_to_collect, billing.round_off_wrong, billing.purse_too_small.
 */
export async function planCollection(
  tx: Tx,
  actor: Actor,
  communityId: string,
  input: Collecting,
  bills: readonly OpenBill[],
): Promise<CollectionPlan> {
  if (input.amountFen === 0n && !input.purseFen) throw refuse.nothingToCollect()
  const billIds = bills.map(bill => bill.id)
  const penaltiesOn = input.debited ? input.debited.penaltiesOn : input.withPenalty ? today() : null
  const [wished, penalties] = await together(tx, [
    () => readSettings(tx, { bills: allocationOrder, penalties: penaltyOrder }, { communityId }),
    async () => (penaltiesOn === null ? [] : readPenalties(tx, actor, billIds, penaltiesOn)),
  ])
  refuseSettled(bills, penalties)
  if (input.lineIds) refuseStrayLines(bills, penalties, input.lineIds)
  // What the bank was asked for as debt settles debt, whatever its lateness costs by now.
  const order = input.debited ? { ...wished, penalties: 'principal-first' as const } : wished
  const dues = inOrder(duesOf(bills, penalties, input.lineIds), order)
  const off = await planDiscount(tx, actor, communityId, input, bills, dues)
  const fromPurses = await planOffsets(tx, actor, input.purseFen ?? 0n, off.left)
  const money = planMoney(input, fromPurses.left)
  const discountFen = off.spent.reduce((sum, { fen }) => sum + fen, 0n)
  if (discountFen > 0n && (input.amountFen === 0n || money.isPartial)) {
    throw refuse.prepayDiscountWrong({ discountFen: Number(discountFen) })
  }
  const { isPartial: _, ...planned } = money
  return { ...planned, offsets: fromPurses.offsets, discounted: off.spent, penalties }
}

/** A settled bill is payable only while its penalty is open. Errors: billing.bill_not_payable. */
function refuseSettled(bills: readonly OpenBill[], penalties: readonly PenaltyDue[]): void {
  const late = new Set(penalties.map(penalty => penalty.billId))
  for (const bill of bills) {
    if (bill.settledFen >= bill.amountFen && !late.has(bill.id))
      throw refuse.billNotPayable({ billId: bill.id, reason: 'settled' })
  }
}

/**
 * Chosen lines are of the chosen bills, each bill has one of them, and each is open or late still: what was chosen is what is
 * settled, nothing beside it. Errors: platform.not_found (a line of another bill), billing.bill_not_payable (settled meanwhile).
 */
function refuseStrayLines(
  bills: readonly OpenBill[],
  penalties: readonly PenaltyDue[],
  lineIds: readonly string[],
): void {
  const billOf = new Map(bills.flatMap(bill => bill.lines.map(line => [line.id, { bill, line }] as const)))
  const late = new Set(penalties.map(penalty => penalty.lineId))
  const chosen = new Set<string>()
  for (const lineId of lineIds) {
    const found = billOf.get(lineId)
    if (!found) throw refusePlatform.notFound()
    const { bill, line } = found
    if (line.settledFen >= line.amountFen && !late.has(lineId))
      throw refuse.billNotPayable({ billId: bill.id, reason: 'settled' })
    chosen.add(bill.id)
  }
  const without = bills.find(bill => !chosen.has(bill.id))
  if (without) throw refuse.billNotPayable({ billId: without.id, reason: 'not-chosen' })
}

/** What can be paid of the bills: their open lines, narrowed when lines were chosen, and the penalties of those. */
function duesOf(bills: readonly OpenBill[], penalties: readonly PenaltyDue[], lineIds?: readonly string[]): Due[] {
  const chosen = lineIds && new Set(lineIds)
  const byLine = new Map(penalties.map(penalty => [penalty.lineId, penalty]))
  return bills.flatMap(bill =>
    bill.lines
      .filter(line => !chosen || chosen.has(line.id))
      .flatMap(line => {
        const due = { ...ofBill(bill), lineId: line.id, segmentStart: line.segmentStart, isPenalty: false }
        const penalty = byLine.get(line.id)
        return [
          { ...due, openFen: line.amountFen - line.settledFen },
          ...(penalty ? [{ ...due, isPenalty: true, openFen: penalty.openFen }] : []),
        ]
      })
      .filter(due => due.openFen > 0n),
  )
}

function ofBill({ id, premisesId, itemId, payerNow, priority, dueOn }: PayableBill) {
  return { billId: id, premisesId, itemId, payerNow, priority, dueOn }
}

/** What is let off for paying ahead, where it was asked for as it is (E54, E55). Errors: billing.prepay_discount_wrong. */
async function planDiscount(
  tx: Tx,
  actor: Actor,
  communityId: string,
  input: Collecting,
  bills: readonly OpenBill[],
  dues: readonly Due[],
): Promise<{ spent: Discounted[]; left: readonly Due[] }> {
  if (!input.discountFen) return { spent: [], left: dues }
  const untouched = new Set(
    bills.flatMap(bill => bill.lines.flatMap(line => (line.settledFen === 0n ? [line.id] : []))),
  )
  const debts = dues.filter(due => !due.isPenalty)
  const offers = await readPrepayOffers(tx, actor, communityId)
  const discounts = prepayDiscounts(
    offers,
    debts.map(due => ({ ...due, isWhole: untouched.has(due.lineId) })),
    today(),
  )
  const fenOf = new Map(discounts.map(one => [one.lineId, one.fen]))
  const byLine = new Map(discounts.map(one => [one.lineId, one.offerId]))
  const nameOf = new Map(offers.map(offer => [offer.id, offer.name]))
  const spent = debts.flatMap(due => {
    const fen = fenOf.get(due.lineId)
    return fen === undefined ? [] : [{ due, fen, offerName: nameOf.get(byLine.get(due.lineId) ?? '') ?? '' }]
  })
  const discountFen = spent.reduce((sum, { fen }) => sum + fen, 0n)
  if (discountFen !== input.discountFen) throw refuse.prepayDiscountWrong({ discountFen: Number(discountFen) })
  const left = dues.map(due => (due.isPenalty ? due : { ...due, openFen: due.openFen - (fenOf.get(due.lineId) ?? 0n) }))
  return { spent, left: left.filter(due => due.openFen > 0n) }
}

/** Prepaid money first: money kept for an item before the rest, never of other premises (E57) and never of somebody who does not owe it (E63). Penalties are not paid from money kept for an item. */
async function planOffsets(
  tx: Tx,
  actor: Actor,
  purseFen: bigint,
  dues: readonly Due[],
): Promise<{ offsets: { purseId: string; spending: Spending }[]; left: readonly Due[] }> {
  if (purseFen === 0n) return { offsets: [], left: dues }
  const purses = await lockPurses(tx, actor, [...new Set(dues.map(due => due.premisesId))])
  const spent = dues.map(() => 0n)
  const offsets: { purseId: string; spending: Spending }[] = []
  let restFen = purseFen
  for (const offset of offsetsOf(purses, dues)) {
    const index = Number(offset.dueId)
    const due = dues[index]
    const fen = offset.fen < restFen ? offset.fen : restFen
    if (!due || fen <= 0n) continue
    offsets.push({ purseId: offset.purseId, spending: { due, fen } })
    spent[index] = (spent[index] ?? 0n) + fen
    restFen -= fen
  }
  if (restFen > 0n) throw refuse.purseTooSmall({ balanceFen: Number(purseFen - restFen) })
  const left = dues.map((due, index) => ({ ...due, openFen: due.openFen - (spent[index] ?? 0n) }))
  return { offsets, left: left.filter(due => due.openFen > 0n) }
}

type PlacedPurse = Purse & { premisesId: string }

/** What the purses of each household settle of its dues; a due goes by its place in the list. */
function offsetsOf(purses: readonly PlacedPurse[], dues: readonly Due[]): Offset[] {
  const premises = [...new Set(dues.map(due => due.premisesId))]
  const places = dues.map((due, index) => ({ id: String(index), due }))
  return premises
    .flatMap(premisesId =>
      offsetFrom(
        purses.filter(purse => purse.premisesId === premisesId),
        places
          .filter(({ due }) => due.premisesId === premisesId)
          .map(({ id, due }) => ({ ...due, id, itemId: due.isPenalty ? '' : due.itemId })),
      ),
    )
    .toSorted((a, b) => Number(a.dueId) - Number(b.dueId))
}

function planMoney(
  input: Collecting,
  dues: readonly Due[],
): Pick<CollectionPlan, 'paid' | 'rounded' | 'prepaidFen'> & { isPartial: boolean } {
  const owedFen = openFenOf(dues)
  const roundOff = input.roundOff ?? 'none'
  const dropped = droppedFen(owedFen, roundOff)
  if (roundOff !== 'none' && (input.method !== 'cash' || input.amountFen !== owedFen - dropped)) {
    throw refuse.roundOffWrong({ amountFen: Number(owedFen - dropped) })
  }
  const money = spend(dues, input.amountFen)
  if (money.restFen > 0n && input.overpayment !== 'prepay') throw refuse.moreThanOwed({ owedFen: Number(owedFen) })
  const isPartial = input.amountFen + dropped < owedFen
  return { paid: money.spent, rounded: spend(money.left, dropped).spent, prepaidFen: money.restFen, isPartial }
}
