import { formatMoney, formatYuan } from '../../platform/money.ts'
import type { PdfContent, PdfStyle } from '../../platform/pdf/pdf-definition.ts'
import {
  cut,
  explanationLimit,
  nameLimit,
  paymentFacts,
  periodText,
  type ReceiptContents,
  type ReceiptLine,
  reasonLimit,
  remarkLimit,
} from './receipt-contents.ts'
import { footerOf, type ReceiptPage, titleOf } from './receipt-sheet.ts'
import type { ReceiptWords } from './receipt-texts.ts'

const centered = { alignment: 'center' } as const

/** Roll paper, 80 mm wide, as long as needed. Thermal heads know black only, so nothing is grey. */
export function receiptStrip(receipt: ReceiptContents, words: ReceiptWords): ReceiptPage {
  return {
    pageSize: { width: 226.77, height: 'auto' },
    pageMargins: [12, 12, 12, 18],
    defaultStyle: { fontSize: 8.5, lineHeight: 0.92 },
    content: [
      ...stripHead(receipt, words),
      pairs(factRows(receipt, words), 'plain'),
      pairs(
        receipt.lines.flatMap(line => lineRows(line, words)),
        'strip',
      ),
      pairs(totalRows(receipt, words), 'plain'),
      ...(receipt.seal ? [{ image: receipt.seal, fit: [84, 84] as [number, number], ...centered }] : []),
      { text: words.seal + words.colon, margin: [0, 4, 0, receipt.seal ? 8 : 64] },
      ...verification(receipt, words),
      { text: footerOf(receipt, words), ...centered },
    ],
  }
}

function stripHead(receipt: ReceiptContents, words: ReceiptWords): PdfContent[] {
  const logo: PdfContent[] = receipt.logo ? [{ image: receipt.logo, fit: [120, 40], ...centered }] : []
  const head: PdfContent[] = [
    ...logo,
    { text: receipt.companyName, bold: true, fontSize: 10, ...centered },
    { text: receipt.projectName, ...centered },
    { text: titleOf(receipt, words), bold: true, fontSize: 14, characterSpacing: 3, margin: [0, 3, 0, 3], ...centered },
  ]
  if (receipt.reprintCount > 0) head.push({ text: words.reprint(receipt.reprintCount), bold: true, ...centered })
  if (receipt.voided) {
    // A strip has no size before it is laid out, so there is no middle for a watermark.
    const reason = words.voidedAt(receipt.voided.at, cut(receipt.voided.reason, reasonLimit))
    head.push({ text: words.voided, bold: true, fontSize: 20, ...centered }, { text: reason, bold: true, ...centered })
  }
  return head
}

function pairs(body: PdfContent[][], layout: 'plain' | 'strip'): PdfContent {
  return { layout, table: { widths: ['*', 'auto'], body }, margin: [0, 0, 0, 5] }
}

function pair(label: string, value: string, style: PdfStyle = {}): PdfContent[] {
  return [
    { text: label, ...style },
    { text: value, alignment: 'right', ...style },
  ]
}

function wide(text: string, style: PdfStyle = {}): PdfContent[] {
  return [{ text, colSpan: 2, ...style }, '']
}

function factRows(receipt: ReceiptContents, words: ReceiptWords): PdfContent[][] {
  return [
    pair(words.number.trim(), receipt.receiptNumber),
    pair(words.payer, cut(receipt.payerName, nameLimit)),
    pair(words.room, receipt.roomLabel),
    pair(words.receivedOn, receipt.receivedOn),
  ]
}

function lineRows(line: ReceiptLine, words: ReceiptWords): PdfContent[][] {
  const item: PdfContent[] = [
    { text: cut(line.itemName, nameLimit), bold: true },
    { text: formatYuan(line.amountFen), alignment: 'right' },
  ]
  const period = line.periodFrom || line.periodTo ? periodText(line, words) : ''
  const notes = [period, cut(line.explanation, explanationLimit)].filter(note => note !== '')
  return notes.length > 0 ? [item, wide(notes.join('\n'), { fontSize: 7.5, margin: [0, 0, 0, 2] })] : [item]
}

function totalRows(receipt: ReceiptContents, words: ReceiptWords): PdfContent[][] {
  const rows = [
    pair(words.totalFigures, formatMoney(receipt.totalFen), { bold: true, fontSize: 11 }),
    wide(receipt.capitalWords, { bold: true }),
    ...paymentFacts(receipt, words).map(([label, value]) => pair(label, value)),
    pair(words.cashier, receipt.cashierName),
  ]
  if (receipt.remark) rows.push(wide(words.remark + words.colon + cut(receipt.remark, remarkLimit)))
  return rows
}

function verification({ verification }: ReceiptContents, words: ReceiptWords): PdfContent[] {
  if (!verification) return []
  return [
    { qr: verification.url, fit: 84, eccLevel: 'M', ...centered },
    { text: `${words.verify}  ${verification.code}`, link: verification.url, margin: [0, 4, 0, 4], ...centered },
  ]
}
