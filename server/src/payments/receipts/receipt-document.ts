/**
 * The receipt on paper: A5 landscape as the counter prints it, A4, or an 80 mm strip from a roll. Pure: what stands in
 * ReceiptContents is printed, nothing is looked up. It is a receipt, not a tax invoice, and says so on each page.
 */
import type { PdfDefinition } from '../../platform/pdf/pdf-definition.ts'
import { renderPdf } from '../../platform/pdf/render-pdf.ts'
import type { ReceiptContents } from './receipt-contents.ts'
import { receiptSheet } from './receipt-sheet.ts'
import { receiptStrip } from './receipt-strip.ts'
import { type ReceiptLocale, receiptTexts } from './receipt-texts.ts'

export type { ReceiptContents } from './receipt-contents.ts'
export type { ReceiptLocale } from './receipt-texts.ts'
export type ReceiptPaper = 'A5' | 'A4' | 'thermal80'
export type ReceiptOptions = { paper?: ReceiptPaper; locale?: ReceiptLocale }

/**
 * The definition of a receipt, A5 landscape in Chinese unless told otherwise. Up to 8 lines, each explained in at most
 * two lines of print, are one page of A5. More flow to further pages under a repeated table head, and the last line
 * never parts from total, seal and signatures.
 * Throws RangeError when there is no line or the lines do not add up to the total: such paper must not exist.
 */
export function receiptDocument(receipt: ReceiptContents, options: ReceiptOptions = {}): PdfDefinition {
  const { paper = 'A5', locale = 'zh-CN' } = options
  const sum = receipt.lines.reduce((total, line) => total + line.amountFen, 0n)
  if (receipt.lines.length === 0 || sum !== receipt.totalFen) {
    throw new RangeError(
      `receipt ${receipt.receiptNumber}: lines add up to ${sum} fen, total is ${receipt.totalFen} fen`,
    )
  }
  const words = receiptTexts[locale]
  const about = {
    language: locale,
    info: {
      title: `${receipt.title ?? words.title} ${receipt.receiptNumber}`,
      author: receipt.companyName,
      // Of the receipt, not of the print: the same receipt is the same file each time.
      creationDate: new Date(`${receipt.receivedOn}T00:00:00+08:00`),
    },
  }
  if (paper === 'thermal80') return { ...about, ...receiptStrip(receipt, words) }
  return { ...about, ...receiptSheet(receipt, words, paper) }
}

/** The PDF of a receipt. Rejects as renderPdf() does; throws as receiptDocument() does. */
export async function renderReceipt(receipt: ReceiptContents, options: ReceiptOptions = {}): Promise<Buffer> {
  return await renderPdf(receiptDocument(receipt, options))
}
