/** What a receipt says: frozen when it is written, so that next year's print equals today's. */
import { payments as contract, Fen } from '@anju/contract'
import { z } from 'zod'
import { civilTimeOf } from '../../platform/clock.ts'
import type { ReceiptContents } from './receipt-contents.ts'

export type PaymentMethod = 'cash' | 'transfer' | 'pos'

/** As it stands on paper. */
export const METHOD_WORDS: Record<PaymentMethod, string> = { cash: '现金', transfer: '银行转账', pos: 'POS 刷卡' }

export type ReceiptLine = z.output<typeof contract.ReceiptLine>

/** The column `content`: stored in its wire form, fen as integers. */
export const FrozenReceipt = z.object({
  companyName: z.string(),
  communityName: z.string(),
  roomLabel: z.string(),
  payerName: z.string(),
  lines: z.array(contract.ReceiptLine),
  totalFen: Fen,
  capitalWords: z.string(),
  method: z.enum(['cash', 'transfer', 'pos']),
  tenderedFen: Fen.nullable(),
  changeFen: Fen.nullable(),
  cashierName: z.string(),
  remark: z.string().nullable(),
})

export type FrozenReceipt = z.output<typeof FrozenReceipt>

/** `AJHY-2026-000001`: community code, year of receipt, running number without gaps. */
export function receiptNumber(communityCode: string, year: number, sequence: number): string {
  return `${communityCode}-${year}-${String(sequence).padStart(6, '0')}`
}

/** The frozen words as the paper wants them. `printCount` is how often it was printed, the present time included. */
export function contentsOf(
  receipt: { number: string; paidOn: string; paidAt: Date; printCount: number },
  frozen: FrozenReceipt,
): ReceiptContents {
  return {
    companyName: frozen.companyName,
    projectName: frozen.communityName,
    receiptNumber: receipt.number,
    receivedOn: receipt.paidOn,
    receivedAt: civilTimeOf(receipt.paidAt),
    payerName: frozen.payerName,
    roomLabel: frozen.roomLabel,
    lines: frozen.lines.map(line => ({
      itemName: line.itemName,
      periodFrom: line.periodFrom,
      periodTo: line.periodTo,
      explanation: line.words,
      amountFen: line.amountFen,
    })),
    totalFen: frozen.totalFen,
    capitalWords: frozen.capitalWords,
    method: METHOD_WORDS[frozen.method],
    tenderedFen: frozen.tenderedFen ?? undefined,
    changeFen: frozen.changeFen ?? undefined,
    cashierName: frozen.cashierName,
    remark: frozen.remark ?? undefined,
    reprintCount: Math.max(0, receipt.printCount - 1),
  }
}
