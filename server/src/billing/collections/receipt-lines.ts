/** What a collection's receipts say line by line. Pure. */
import type { ReceiptLine } from '../../payments/index.ts'
import { fenToYuan } from '../../platform/money.ts'
import { billNumber } from '../bills/bill-number.ts'
import type { PenaltyDue } from '../penalties/penalty-view.ts'
import type { Spending } from './due.ts'
import type { OpenBill } from './plan-collection.ts'
import { receiptWords } from './receipt-words.ts'

/** What is let off a line for paying ahead, and by which offer. */
export type Discounted = Spending & { offerName: string }

/** A line of a receipt and the premises it is of. */
export type PaidLine = ReceiptLine & { premisesId: string }

interface Paid {
  paid: readonly Spending[]
  rounded: readonly Spending[]
  discounted: readonly Discounted[]
  prepaidFen: bigint
  penalties: readonly PenaltyDue[]
}

/**
 * One line per bill: the item, the days whose lines the payment touches, their arithmetic, what was rounded off and let off for paying ahead; one per bill whose
 * penalty is paid; one for what is paid ahead. Their amounts sum to the money taken.
 */
export function receiptLines(
  bills: readonly OpenBill[],
  plan: Paid,
  desk: { premisesId: string; on: string },
): PaidLine[] {
  const inOrder = [...new Set(plan.paid.map(({ due }) => due.billId))]
  const byId = new Map(bills.map(bill => [bill.id, bill]))
  const lines = inOrder.flatMap(billId => {
    const bill = byId.get(billId)
    return bill ? [...debtLine(bill, plan), ...penaltyLine(bill, plan)] : []
  })
  if (plan.prepaidFen > 0n)
    lines.push({
      ...{ itemName: '预存款', periodFrom: desk.on, periodTo: desk.on, words: '转入预存，发布账单时冲抵' },
      ...{ amountFen: plan.prepaidFen, premisesId: desk.premisesId },
    })
  return lines
}

function debtLine(bill: OpenBill, plan: Paid): PaidLine[] {
  const of = (spendings: readonly Spending[]) =>
    new Map(
      spendings
        .filter(({ due }) => due.billId === bill.id && !due.isPenalty)
        .map(({ due, fen }) => [due.lineId, fen] as const),
    )
  const paid = of(plan.paid)
  const rounded = of(plan.rounded)
  const discounted = of(plan.discounted)
  const touched = bill.lines
    .filter(line => paid.has(line.id))
    .map(line => ({ ...line, paidFen: sum([paid, rounded, discounted].map(fens => fens.get(line.id) ?? 0n)) }))
  const [first, last] = [touched[0], touched.at(-1)]
  if (!first || !last) return []
  const roundedFen = sum(rounded.values())
  return [
    {
      itemName: bill.itemName,
      periodFrom: first.segmentStart,
      periodTo: last.segmentEnd,
      words:
        receiptWords(touched) +
        discountWords(bill, plan) +
        (roundedFen > 0n ? `（抹零${fenToYuan(roundedFen)}元）` : ''),
      amountFen: sum(paid.values()),
      premisesId: bill.premisesId,
    },
  ]
}

/** `（预缴优惠152.82元：全年95折）`: how much is let off by which offer. */
function discountWords(bill: OpenBill, plan: Paid): string {
  const off = plan.discounted.filter(({ due }) => due.billId === bill.id)
  return [...Map.groupBy(off, one => one.offerName)]
    .map(([offerName, its]) => `（预缴优惠${fenToYuan(sum(its.map(({ fen }) => fen)))}元：${offerName}）`)
    .join('')
}

function penaltyLine(bill: OpenBill, plan: Paid): PaidLine[] {
  const isOurs = ({ due }: Spending) => due.billId === bill.id && due.isPenalty
  const amountFen = sum(plan.paid.filter(isOurs).map(({ fen }) => fen))
  if (amountFen === 0n) return []
  const steps = plan.penalties.filter(due => due.billId === bill.id).flatMap(due => due.penalty.steps)
  const days = steps.flatMap(step => [step.from, step.to]).sort()
  const roundedFen = sum(plan.rounded.filter(isOurs).map(({ fen }) => fen))
  return [
    {
      itemName: `${bill.itemName}违约金`,
      periodFrom: days[0] ?? bill.dueOn,
      periodTo: days.at(-1) ?? bill.dueOn,
      words: `账单 ${billNumber(bill.serial)} 逾期${roundedFen > 0n ? `（抹零${fenToYuan(roundedFen)}元）` : ''}`,
      amountFen,
      premisesId: bill.premisesId,
    },
  ]
}

function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}
