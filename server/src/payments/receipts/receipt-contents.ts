import { type Fen, formatMoney } from '../../platform/money.ts'
import type { ReceiptWords } from './receipt-texts.ts'

export type ReceiptLine = {
  itemName: string
  /** Civil dates, both inclusive; null for what has no period, such as a deposit. */
  periodFrom: string | null
  periodTo: string | null
  /** How the amount came about, in words and numbers: `94.56㎡ × 1.30元 + 20.00元 = 142.93元/月 × 6月`. May be empty. */
  explanation: string
  amountFen: Fen
}

export type ReceiptContents = {
  /** What the paper is called, where it is not a 收款收据. */
  title?: string
  /** Words at the foot of the paper. */
  footer?: string
  /** Pictures as data addresses. */
  logo?: string
  seal?: string
  companyName: string
  projectName: string
  receiptNumber: string
  /** Civil date the money counts for. */
  receivedOn: string
  /** The moment at the counter, as text: `2020-12-11 14:05`. */
  receivedAt: string
  payerName: string
  /** `1栋1单元1011` */
  roomLabel: string
  lines: readonly ReceiptLine[]
  totalFen: Fen
  /** The total in capitals with its currency, from capitalAmount(). */
  capitalWords: string
  /** How it was paid, in words: 现金. */
  method: string
  tenderedFen?: Fen
  changeFen?: Fen
  cashierName: string
  remark?: string
  /** 0 for the first print. */
  reprintCount: number
  voided?: { at: string; reason: string }
  /** Where anyone holding the paper can check it. */
  verification?: { url: string; code: string }
}

/** A row that cannot break must stay lower than a page, so long words are cut on paper; the app shows them whole. */
export const nameLimit = 40
export const explanationLimit = 200
export const remarkLimit = 120
export const reasonLimit = 80
export const titleLimit = 12
export const footerLimit = 160

/** At most so many characters on one line, with … for what is missing. */
export function cut(text: string, limit: number): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : characters.join('')
}

/** `2020-06-10 至 2020-12-09`, one date when both are the same, — without a period, … for an open end. */
export function periodText(line: ReceiptLine, words: ReceiptWords): string {
  if (line.periodFrom === line.periodTo) return line.periodFrom ?? '—'
  return [line.periodFrom ?? '…', line.periodTo ?? '…'].join(words.to)
}

/** How and when it was paid, as labels and values in the order of printing. */
export function paymentFacts(receipt: ReceiptContents, words: ReceiptWords): [label: string, value: string][] {
  const facts: [string, string][] = [[words.method, receipt.method]]
  if (receipt.tenderedFen !== undefined) facts.push([words.tendered, formatMoney(receipt.tenderedFen)])
  if (receipt.changeFen !== undefined) facts.push([words.change, formatMoney(receipt.changeFen)])
  return [...facts, [words.receivedAt, receipt.receivedAt]]
}
