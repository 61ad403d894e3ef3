import type { billing as contract, RequestOf } from '@anju/contract'
import { type ApprovedRequest, billWords, defineApproval } from '../../approvals/index.ts'
import { openDay, type PostingInput, postEntries } from '../../ledger/index.ts'
import { recordReversal, voidReceiptsOf } from '../../payments/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { receivablePostings, summed } from '../collections/receivable.ts'
import { unsettle } from '../collections/unsettle.ts'
import { refuse } from '../errors.ts'
import { movePurse } from '../purses/move-purse.ts'
import { type AskedRefund, closeAsked, closeRefund, lockAsked, moneyOf } from './apply-refund.ts'
import { givenBack } from './given-back.ts'
import { MONEY_ACCOUNTS } from './money-account.ts'
import { payFromDrawer } from './pay-from-drawer.ts'
import { type RefundRequest, readRefundRequest } from './refund-view.ts'
import { type Refundable, readRefundable, toppedUp } from './refundable-view.ts'
import { dropPenalties, lockCollection, refillPurses } from './undo-collection.ts'
import { insertRequest, writeRequest } from './write-request.ts'

/**
 * Takes the cashier's own payment of today back at once, as long as the day is not closed: bills open again, prepaid money goes down,
 * the receipt is void, the cash leaves the drawer. Errors: platform.not_found; billing.not_reversible (another day or cashier, the day
 * closed, done, asked for, partly refunded, prepaid money spent); payments.day_closed, payments.receipt_day_closed (closed meanwhile);
 * platform.already_there.
 */
export async function reversePayment(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.reversePayment>,
): Promise<RefundRequest> {
  const payment = await readRefundable(tx, actor, input)
  if (payment.reversal === 'approval') throw refuse.notReversible({ reason: whyApproved(payment) })
  if (payment.reversal !== 'same-day') throw refuse.notReversible({ reason: payment.reversal })
  const on = await openDay(tx, actor, payment.communityId, today())
  await insertRequest(tx, actor, requestOf(payment, { ...input, cause: 'mistake', payeeName: payment.payerName }), on)
  await reverse(tx, actor, await lockAsked(tx, actor, input.id), on)
  return readRefundRequest(tx, actor, input.id)
}

/**
 * Asks to take back a payment of an earlier day, or of somebody else, and says why: by a mistake, which is not the payer's fault, or because
 * the money never came, so that the penalty counts through. Errors: as `reversePayment`, approvals.nobody_decides.
 */
export async function askReversal(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.askReversal>,
): Promise<RefundRequest> {
  const payment = await readRefundable(tx, actor, input)
  if (payment.reversal !== 'approval' && payment.reversal !== 'same-day')
    throw refuse.notReversible({ reason: payment.reversal })
  const { receiptNumber, paidOn, method, amountFen, cashierName } = payment
  return writeRequest(tx, actor, requestOf(payment, { ...input, payeeName: payment.payerName }), {
    title: { code: 'reversal', params: { receipt: receiptNumber } },
    photoIds: input.photoIds,
    facts: [
      { name: 'receipt', text: receiptNumber, fen: amountFen },
      {
        ...{ name: 'paidOn' as const, fen: null },
        text: { code: 'paid-to', params: { on: paidOn, method, cashier: cashierName } },
      },
      ...payment.lines.map(line => ({
        ...{ name: 'bill' as const, fen: line.paidFen },
        text: billWords(line.itemName, line.periodFrom, line.billNumber),
      })),
      ...(input.cause === 'bounced'
        ? [{ name: 'cause' as const, text: { code: 'bounced' as const, params: {} }, fen: null }]
        : []),
      ...(payment.prepaidFen > 0n ? [{ name: 'purse' as const, text: '', fen: payment.prepaidFen }] : []),
    ],
  })
}

function whyApproved({ paidOn, dayClosed }: Refundable): string {
  if (paidOn !== today()) return 'not-today'
  return dayClosed ? 'day-closed' : 'not-yours'
}

function requestOf(
  payment: Refundable,
  input: { id: string; reason: string; cause: 'mistake' | 'bounced'; payeeName: string },
) {
  const { communityId, premisesId, paymentId, amountFen, method } = payment
  return {
    ...({
      id: input.id,
      communityId,
      premisesId,
      kind: 'reversal',
      sourceKind: 'payment',
      sourceId: paymentId,
    } as const),
    ...{ amountFen, deductedFen: 0n, parts: [], prepaidFen: 0n, method, payeeName: input.payeeName },
    ...{ payeeAccount: '', reason: input.reason, cause: input.cause },
  }
}

/**
 * The mirror of what the whole collection did, dated in an open month: the payment, what was rounded off or let off, the prepaid money it used
 * up beside, and the bills of penalties that were made to be paid by it. Errors: billing.purse_too_small, deposit_used, not_reversible.
 */
async function reverse(tx: Tx, actor: Actor, asked: AskedRefund, on: string): Promise<void> {
  const paymentId = asked.sourceId
  const reversal = { id: asked.id, settledOn: on }
  const collected = await lockCollection(tx, actor, paymentId)
  const refilled = await refillPurses(tx, actor, asked, collected, on)
  // Before what it takes back: sums of money taken say by whom and which way it went.
  await recordReversal(tx, actor, { ...moneyOf(asked), paymentId, sameDay: asked.requestId === null })
  const paid = await unsettle(tx, actor, { kind: 'payment', id: paymentId }, reversal)
  const rounded = await unsettle(tx, actor, { kind: 'rounding', id: paymentId }, reversal)
  const discounted = await unsettle(tx, actor, { kind: 'discount', id: paymentId }, reversal)
  const prepaid: PostingInput[] = []
  for (const { purseId, paidFen } of await toppedUp(tx, actor, paymentId)) {
    const source = { kind: 'reversal' as const, sourceKind: 'payments.reversal', sourceId: asked.id }
    const purse = await movePurse(tx, actor, { purseId, ...source, amountFen: -paidFen, movedOn: on })
    prepaid.push({
      accountCode: '2204',
      premisesId: purse.premisesId,
      partyId: purse.holderPersonId,
      amountFen: paidFen,
    })
  }
  const debits = summed([...receivablePostings(paid, -1n), ...prepaid])
  const backFen = debits.reduce((sum, posting) => sum + posting.amountFen, 0n)
  if (backFen !== asked.amountFen) throw refuse.notReversible({ reason: 'refunded' })
  // First the drawer, then its receipts: a close locks them in this order.
  await payFromDrawer(tx, asked, `冲正 ${asked.reason}`)
  await voidReceiptsOf(tx, actor, paymentId, asked.reason)
  await postEntries(tx, actor, [
    ...refilled,
    {
      ...{
        id: newId(),
        communityId: asked.communityId,
        postedOn: on,
        sourceKind: 'payments.reversed',
        sourceId: asked.id,
      },
      memo: `冲正 ${asked.reason}`,
      postings: [...debits, { accountCode: MONEY_ACCOUNTS[asked.method], amountFen: -asked.amountFen }],
    },
    ...givenBack(asked, on, { sourceKind: 'billing.rounding-reversed', memo: '冲正抹零' }, rounded),
    ...givenBack(asked, on, { sourceKind: 'billing.discount-reversed', memo: '冲正预缴优惠' }, discounted),
  ])
  await dropPenalties(tx, actor, paymentId, `冲正 ${asked.reason}`.slice(0, 200))
}

async function applyReversal(tx: Tx, actor: Actor, request: ApprovedRequest): Promise<void> {
  const asked = await lockAsked(tx, actor, request.subjectId)
  const on = await openDay(tx, actor, asked.communityId, today())
  await reverse(tx, actor, asked, on)
  await closeAsked(tx, actor, asked, { state: 'approved', appliedOn: on })
}

/** Registers taking back a payment as a thing that others approve. */
export function defineReversals(): void {
  defineApproval('billing.reversal', { onApproved: applyReversal, onClosed: closeRefund })
}
