/** What a receipt says: frozen when it is written, so that next year's print equals today's. */
import { payments as contract, Fen } from '@anju/contract'
import { z } from 'zod'
import { civilTimeOf } from '../../platform/clock.ts'
import type { ReceiptContents } from './receipt-contents.ts'

export type PaymentMethod = z.output<typeof contract.PaymentMethod>

/** As it stands on paper. */
export const METHOD_WORDS: Record<PaymentMethod, string> = {
  cash: '现金',
  transfer: '银行转账',
  pos: 'POS 刷卡',
  cheque: '支票',
  'direct-debit': '银行代扣',
}

export type ReceiptLine = z.output<typeof contract.ReceiptLine>

/** The column `content`: stored in its wire form, fen as integers. What older receipts do not say has its default. */
export const FrozenReceipt = z.object({
  companyName: z.string(),
  communityName: z.string(),
  roomLabel: z.string(),
  payerName: z.string(),
  lines: z.array(contract.ReceiptLine),
  totalFen: Fen,
  capitalWords: z.string(),
  method: contract.PaymentMethod,
  reference: z.string().nullable().default(null),
  tenderedFen: Fen.nullable(),
  changeFen: Fen.nullable(),
  cashierName: z.string(),
  remark: z.string().nullable(),
  entityName: z.string().nullable().default(null),
  title: z.string().default('收款收据'),
  footer: z.string().default(''),
  paper: contract.ReceiptPaper.default('A5'),
  logoId: z.string().nullable().default(null),
  sealId: z.string().nullable().default(null),
  /** Whether the paper shows the QR code. */
  verification: z.boolean().default(true),
  /** The number of the voided receipt in whose place it was written. */
  replaces: z.string().nullable().default(null),
})

export type FrozenReceipt = z.output<typeof FrozenReceipt>

/** A receipt's row, as far as its paper needs it. */
export interface PrintedReceipt {
  number: string
  paidOn: string
  paidAt: Date
  printCount: number
  void: { at: Date; reason: string } | null
}

/** The frozen words as the paper wants them. `printCount` is how often it was printed, the present time included. */
export function contentsOf(
  receipt: PrintedReceipt,
  frozen: FrozenReceipt,
  drawn: Pick<ReceiptContents, 'verification' | 'logo' | 'seal'> = {},
): ReceiptContents {
  return {
    companyName: frozen.entityName ?? frozen.companyName,
    projectName: frozen.communityName,
    title: frozen.title,
    footer: frozen.footer || undefined,
    receiptNumber: receipt.number,
    receivedOn: receipt.paidOn,
    receivedAt: civilTimeOf(receipt.paidAt),
    payerName: frozen.payerName,
    roomLabel: frozen.roomLabel,
    lines: frozen.lines.map(line => ({
      itemName: line.roomLabel ? `${line.roomLabel} ${line.itemName}` : line.itemName,
      periodFrom: line.periodFrom,
      periodTo: line.periodTo,
      explanation: line.words,
      amountFen: line.amountFen,
    })),
    totalFen: frozen.totalFen,
    capitalWords: frozen.capitalWords,
    method: METHOD_WORDS[frozen.method] + (frozen.reference ? ` ${frozen.reference}` : ''),
    tenderedFen: frozen.tenderedFen ?? undefined,
    changeFen: frozen.changeFen ?? undefined,
    cashierName: frozen.cashierName,
    remark: remarkOf(frozen),
    reprintCount: Math.max(0, receipt.printCount - 1),
    voided: receipt.void ? { at: civilTimeOf(receipt.void.at), reason: receipt.void.reason } : undefined,
    ...drawn,
  }
}

function remarkOf({ remark, replaces }: FrozenReceipt): string | undefined {
  const words = [replaces ? `本收据换开自 ${replaces}（已作废）` : '', remark ?? ''].filter(part => part !== '')
  return words.length > 0 ? words.join('；') : undefined
}
