import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type PaymentMethod, readPlace, recordPayment } from '../../payments/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { type Tx, together } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { billSettled } from '../events.ts'
import { billPenalties } from '../penalties/bill-penalties.ts'
import { offsetBills } from '../purses/offset-bills.ts'
import type { Allocation } from './allocation.ts'
import { type Desk, readDesk } from './desk-view.ts'
import type { Spending } from './due.ts'
import { lockBills, type PayableBill, readLines } from './lock-bills.ts'
import { readOutstanding } from './outstanding-view.ts'
import { type CollectionPlan, type OpenBill, planCollection } from './plan-collection.ts'
import { keepPrepaid, postCollection } from './post-collection.ts'
import { receiptLines } from './receipt-lines.ts'
import { repeated } from './repeated-collection.ts'
import { settle } from './settle.ts'

/** What is asked for at the desk; a direct debit comes from the bank. */
export type Collecting = Omit<RequestOf<typeof contract.collect>, 'method'> & {
  method: PaymentMethod
  /** Of a direct debit: the day of the payment, and the day as of which penalties were asked for (null: none were). */
  debited?: { paidOn: string; penaltiesOn: string | null }
}
type Answer = ResponseOf<typeof contract.collect>

/**
 * Takes money for chosen bills of a community: locks them, settles their lines and penalties in the community's order (R10, E53,
 * E64) from prepaid money first where asked, then by the payment, then by rounding off (E58); what is more than owed is kept as
 * prepaid where asked. Posts, writes the receipts and announces `billSettled` — in the caller's one transaction. Two cashiers at
 * one bill wait for each other, and the second is refused what the first took. The same collection again (same id, same contents)
 * gets the same answer. Cash `tendered` counts for cash only.
 * Errors: platform.not_found (premises, or a bill that is not of their community), billing.bill_not_payable, billing.bill_in_flight, billing.not_at_counter, billing.more_than_owed,
 * billing.nothing_to_collect, billing.round_off_wrong, billing.prepay_discount_wrong, billing.tendered_too_little, billing.purse_too_small, payments.id_taken, payments.channel_retired.
 */
export async function collect(tx: Tx, actor: Actor, input: Collecting): Promise<Answer> {
  // The lock goes first, the rest is seen under it: of two requests with one id the second sees what the first did.
  const [locked, desk, place, linesOf] = await together(tx, [
    () => lockBills(tx, actor, input.premisesId, input.billIds),
    () => readDesk(tx, actor, input.premisesId, input.id),
    () => readPlace(tx, actor, input.premisesId),
    () => readLines(tx, actor, input.billIds),
  ])
  if (desk.isRepeated) return repeated(tx, actor, input)
  refuseUnissued(locked)
  if (!input.debited) refuseElsewhere(locked)
  const tenderedFen = input.method === 'cash' ? (input.tenderedFen ?? null) : null
  if (tenderedFen !== null && tenderedFen < input.amountFen) {
    throw refuse.tenderedTooLittle({ amountFen: Number(input.amountFen) })
  }
  const bills = locked.map(bill => ({ ...bill, lines: linesOf.get(bill.id) ?? [] }))
  const plan = await planCollection(tx, actor, desk.communityId, input, bills)
  const lineOf = await storePenalties(tx, actor, plan, input.debited?.paidOn ?? today())
  await useUpPurses(tx, actor, desk, input.id, plan, lineOf)
  const { receipts, outstandingFen } =
    input.amountFen > 0n
      ? await takeMoney(tx, actor, { input, tenderedFen, desk, place, plan, bills, lineOf })
      : { receipts: [], ...(await readOutstanding(tx, actor, input.premisesId)) }
  await tellHouseholds(tx, desk, input, locked)
  return {
    paymentId: input.id,
    receiptId: receipts[0]?.id ?? null,
    receiptNumber: receipts[0]?.number ?? null,
    receipts,
    amountFen: input.amountFen,
    changeFen: tenderedFen === null ? 0n : tenderedFen - input.amountFen,
    roundedFen: fenOf(plan.rounded),
    discountFen: fenOf(plan.discounted),
    purseFen: input.purseFen ?? 0n,
    prepaidFen: plan.prepaidFen,
    outstandingFen,
  }
}

/** Errors: billing.bill_not_payable (draft or void). */
function refuseUnissued(bills: readonly PayableBill[]): void {
  for (const bill of bills) {
    if (bill.state !== 'issued') throw refuse.billNotPayable({ billId: bill.id, reason: bill.state })
  }
}

/** What the bank has taken is settled, whatever the item says by now. Errors: billing.not_at_counter. */
function refuseElsewhere(bills: readonly PayableBill[]): void {
  const elsewhere = bills.find(bill => !bill.collectedBy.includes('counter'))
  if (elsewhere) throw refuse.notAtCounter({ itemName: elsewhere.itemName })
}

type LineOf = (spending: Spending) => Allocation

/** Makes bills of the penalties that are going to be settled; answers where each spending goes. */
async function storePenalties(tx: Tx, actor: Actor, plan: CollectionPlan, on: string): Promise<LineOf> {
  const all = [...plan.offsets.map(({ spending }) => spending), ...plan.paid, ...plan.rounded]
  const stored = plan.penalties.map(due => ({
    due,
    fen: fenOf(all.filter(spending => spending.due.isPenalty && spending.due.lineId === due.lineId)),
  }))
  const made = new Map((await billPenalties(tx, actor, stored, on)).map(line => [line.ofLineId, line]))
  return ({ due, fen }) => {
    const { billId, lineId } = (due.isPenalty ? made.get(due.lineId) : undefined) ?? due
    return { billId, lineId, amountFen: fen }
  }
}

async function useUpPurses(
  tx: Tx,
  actor: Actor,
  { communityId }: Desk,
  collectionId: string,
  plan: CollectionPlan,
  lineOf: LineOf,
): Promise<void> {
  if (plan.offsets.length === 0) return
  const fact = { sourceKind: 'billing.collection', sourceId: collectionId, communityId, settledOn: today() } as const
  const parts = plan.offsets.map(({ purseId, spending }) => ({ purseId, ...lineOf(spending) }))
  await offsetBills(tx, actor, fact, parts)
}

interface Taking {
  input: Collecting
  tenderedFen: bigint | null
  desk: Desk
  place: Awaited<ReturnType<typeof readPlace>>
  plan: CollectionPlan
  bills: readonly OpenBill[]
  lineOf: LineOf
}

/** The payment with its receipts, what it settles and rounds off, what is kept as prepaid, and the postings. */
async function takeMoney(tx: Tx, actor: Actor, taking: Taking): Promise<Pick<Answer, 'receipts' | 'outstandingFen'>> {
  const { input, tenderedFen, desk, place, plan, bills } = taking
  const payer = payerOf(bills, desk, input.premisesId)
  let done: Awaited<ReturnType<typeof settleAll>> | undefined
  const payment = await recordPayment(tx, actor, {
    beforeReceipts: async paidOn => {
      done = await settleAll(tx, actor, taking, { paidOn, holderPersonId: payer.payerPersonId ?? desk.ownerId })
    },
    place,
    id: input.id,
    premisesId: input.premisesId,
    ...payer,
    method: input.method,
    amountFen: input.amountFen,
    tenderedFen,
    channelId: input.channelId ?? null,
    paidOn: input.debited?.paidOn,
    reference: input.reference ?? null,
    remark: input.remark ?? null,
    receiptPer: input.receiptPer,
    lines: receiptLines(bills, plan, { ...desk, premisesId: input.premisesId, on: today() }),
  })
  if (!done) throw new Error('A payment settles before its receipts are numbered.')
  const { outstandingFen, ...settled } = done
  postCollection(tx, actor, { input, ...settled, ...payment })
  return { receipts: payment.receipts, outstandingFen }
}

/** What the money settles, rounds off, lets off and keeps as prepaid, and what the household owes then. */
async function settleAll(
  tx: Tx,
  actor: Actor,
  { input, desk, plan, lineOf }: Taking,
  { paidOn, holderPersonId }: { paidOn: string; holderPersonId: string | null },
) {
  const source = { id: input.id, communityId: desk.communityId, settledOn: paidOn }
  const settling = (kind: 'payment' | 'rounding' | 'discount', spendings: readonly Spending[]) => () =>
    settle(tx, actor, { ...source, kind }, spendings.map(lineOf))
  const [paid, rounded, discounted, prepaid, { outstandingFen }] = await together(tx, [
    settling('payment', plan.paid),
    settling('rounding', plan.rounded),
    settling('discount', plan.discounted),
    () =>
      keepPrepaid(tx, actor, {
        input,
        communityId: desk.communityId,
        holderPersonId,
        prepaidFen: plan.prepaidFen,
        paidOn,
      }),
    () => readOutstanding(tx, actor, input.premisesId),
  ])
  return { paid, rounded, discounted, prepaid, outstandingFen }
}

/**
 * Who pays: of those who owe the bills of the home at the desk the one who has to do with it today, the owner before the tenant, else the one
 * who owes the earliest; where only bills of other homes are paid, the owner of this one; else the room by its label.
 */
function payerOf(
  bills: readonly PayableBill[],
  desk: Desk,
  premisesId: string,
): { payerName: string; payerPersonId: string | null } {
  const rank = ({ payerNow }: PayableBill) => {
    const place = payerNow === null ? -1 : desk.peopleNow.indexOf(payerNow)
    return place < 0 ? desk.peopleNow.length : place
  }
  const owing = bills.toSorted((a, b) => rank(a) - rank(b) || (a.dueOn < b.dueOn ? -1 : 1))
  const here = owing.find(bill => bill.premisesId === premisesId && bill.payerName)
  const there = desk.ownerName === null ? owing.find(bill => bill.payerName) : undefined
  const named = here ?? there
  if (named?.payerName) return { payerName: named.payerName, payerPersonId: named.payerPersonId }
  return { payerName: desk.ownerName ?? desk.label, payerPersonId: desk.ownerId }
}

async function tellHouseholds(tx: Tx, desk: Desk, input: Collecting, bills: readonly PayableBill[]): Promise<void> {
  const premisesIds = new Set([input.premisesId, ...bills.map(bill => bill.premisesId)])
  for (const premisesId of premisesIds)
    await publish(tx, billSettled, { communityId: desk.communityId, premisesId, paymentId: input.id })
}

function fenOf(spendings: readonly Spending[]): bigint {
  return spendings.reduce((sum, { fen }) => sum + fen, 0n)
}
