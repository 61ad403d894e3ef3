import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { postEntries } from '../../ledger/index.ts'
import { type PaymentMethod, type ReceiptLine, readPayment, recordPayment } from '../../payments/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { billSettled } from '../events.ts'
import { type Allocation, allocate, inPaymentOrder } from './allocation.ts'
import { lockBills, type PayableBill, readLines } from './lock-bills.ts'
import { readOutstanding } from './outstanding-view.ts'
import { receiptWords } from './receipt-words.ts'
import { receivablePostings } from './receivable.ts'
import { repeated } from './repeated-collection.ts'
import { settle } from './settle.ts'

type Input = RequestOf<typeof contract.collect>
type Answer = ResponseOf<typeof contract.collect>

/** Where the money goes, by the way it came (domain.md §1.3 "Accounting"). */
const MONEY_ACCOUNTS = { cash: '1001', transfer: '1002', pos: '1012', cheque: '1002' } as const satisfies Record<
  PaymentMethod,
  string
>

/**
 * Takes money for chosen bills of a household: locks them, settles their lines by R10, posts debit money and credit
 * 1122, writes the receipt and announces `billSettled` — in the caller's one transaction. Two cashiers at one bill wait
 * for each other, and the second is refused what the first took. The same payment again (same id, same contents) gets
 * the same answer. Cash `tendered` counts for cash only.
 * Errors: platform.not_found (premises, or a bill that is not of them), billing.bill_not_payable, billing.more_than_owed,
 * billing.tendered_too_little, payments.id_taken.
 */
export async function collect(tx: Tx, actor: Actor, input: Input): Promise<Answer> {
  const bills = await lockBills(tx, actor, input.premisesId, input.billIds)
  // Asked under the lock: of two requests with one id the second sees the payment of the first.
  const before = await readPayment(tx, actor, input.id)
  if (before) return repeated(tx, actor, input, before)
  refuseUnpayable(bills, input)
  const tenderedFen = input.method === 'cash' ? (input.tenderedFen ?? null) : null
  if (tenderedFen !== null && tenderedFen < input.amountFen) {
    throw refuse.tenderedTooLittle({ amountFen: Number(input.amountFen) })
  }
  const open = await readLines(tx, actor, bills)
  const allocations = allocate(open, input.amountFen)
  const payment = await recordPayment(tx, actor, {
    id: input.id,
    premisesId: input.premisesId,
    payerName: payerOf(bills),
    method: input.method,
    amountFen: input.amountFen,
    tenderedFen,
    remark: input.remark ?? null,
    lines: receiptLines(open, allocations),
  })
  const { communityId, paidOn } = payment
  const source = { kind: 'payment', id: input.id, communityId, settledOn: paidOn } as const
  const parts = await settle(tx, actor, source, allocations)
  await postEntries(tx, actor, [
    {
      id: newId(),
      communityId,
      postedOn: paidOn,
      sourceKind: 'payments.received',
      sourceId: input.id,
      memo: `收款 ${payment.receiptNumber}`,
      postings: [
        { accountCode: MONEY_ACCOUNTS[input.method], amountFen: input.amountFen },
        ...receivablePostings(parts),
      ],
    },
  ])
  await publish(tx, billSettled, { communityId, premisesId: input.premisesId, paymentId: input.id })
  return {
    paymentId: input.id,
    receiptId: payment.receiptId,
    receiptNumber: payment.receiptNumber,
    amountFen: input.amountFen,
    changeFen: tenderedFen === null ? 0n : tenderedFen - input.amountFen,
    outstandingFen: (await readOutstanding(tx, actor, input.premisesId)).outstandingFen,
  }
}

/** Errors: billing.bill_not_payable (draft, void or settled), billing.more_than_owed. */
function refuseUnpayable(bills: readonly PayableBill[], input: Input): void {
  for (const bill of bills) {
    if (bill.state !== 'issued') throw refuse.billNotPayable({ billId: bill.id, reason: bill.state })
    if (bill.settledFen === bill.amountFen) throw refuse.billNotPayable({ billId: bill.id, reason: 'settled' })
  }
  const owedFen = bills.reduce((sum, bill) => sum + bill.amountFen - bill.settledFen, 0n)
  if (input.amountFen > owedFen) throw refuse.moreThanOwed({ owedFen: Number(owedFen) })
}

/** The name on the earliest bill that has one; a household without a known owner goes by its room. */
function payerOf(bills: readonly PayableBill[]): string {
  const ordered = inPaymentOrder(bills)
  return ordered.find(bill => bill.payerName)?.payerName ?? ordered[0]?.premisesLabel ?? ''
}

/** One line of the receipt per bill: the item, the days whose lines this payment touches, their arithmetic. */
function receiptLines(
  bills: readonly Awaited<ReturnType<typeof readLines>>[number][],
  allocations: readonly Allocation[],
): ReceiptLine[] {
  const paid = new Map(allocations.map(allocation => [allocation.lineId, allocation.amountFen]))
  return inPaymentOrder(bills).flatMap(bill => {
    const touched = bill.lines
      .filter(line => paid.has(line.id))
      .map(line => ({ ...line, paidFen: paid.get(line.id) ?? 0n }))
    const [first, last] = [touched[0], touched.at(-1)]
    if (!first || !last) return []
    return [
      {
        itemName: bill.itemName,
        periodFrom: first.segmentStart,
        periodTo: last.segmentEnd,
        words: receiptWords(touched),
        amountFen: touched.reduce((sum, line) => sum + line.paidFen, 0n),
      },
    ]
  })
}
