import { formatMoney, formatYuan } from '../../platform/money.ts'
import type { PdfContent, PdfDefinition, PdfMargin, PdfStroke, PdfStyle } from '../../platform/pdf/pdf-definition.ts'
import { formLineWidth, formPaddingX, formPaddingY } from '../../platform/pdf/table-layouts.ts'
import {
  cut,
  explanationLimit,
  footerLimit,
  nameLimit,
  paymentFacts,
  periodText,
  type ReceiptContents,
  type ReceiptLine,
  reasonLimit,
  remarkLimit,
  titleLimit,
} from './receipt-contents.ts'
import {
  closingGap,
  closingHeight,
  columnGap,
  companyFontSize,
  type Density,
  densityOf,
  explanationWidth,
  factFontSize,
  qrSize,
  type Sheet,
  sheets,
  titleWidth,
  totalGrowth,
} from './receipt-fit.ts'
import type { ReceiptWords } from './receipt-texts.ts'

const ink = '#1d2129'
const quiet = '#4e5969'
const red = '#c4161c'
const shade = '#f2f4f7'

/** A definition without what all papers share: its language and what it says about itself. */
export type ReceiptPage = Omit<PdfDefinition, 'language' | 'info'>

/** The page of a receipt on A5 landscape or A4. */
export function receiptSheet(receipt: ReceiptContents, words: ReceiptWords, paper: 'A5' | 'A4'): ReceiptPage {
  const sheet = sheets[paper]
  const density = densityOf(receipt, sheet)
  const edge: PdfMargin = [sheet.margins[0], 10, sheet.margins[2], 0]
  const small: PdfStyle = { fontSize: 7, color: quiet }
  return {
    pageSize: paper,
    pageOrientation: sheet.pageOrientation,
    pageMargins: sheet.margins,
    defaultStyle: { fontSize: density.fontSize, lineHeight: density.lineHeight, color: ink },
    content: [...sheetHead(receipt, words), linesTable(receipt, words, sheet, density)],
    continuationHeader: {
      ...small,
      margin: edge,
      columns: [
        `${titleOf(receipt, words)}${words.continued}  ${words.number}${receipt.receiptNumber}`,
        { text: `${cut(receipt.payerName, 30)}  ${receipt.roomLabel}`, alignment: 'right' },
      ],
    },
    footer: {
      ...small,
      margin: [edge[0], 4, edge[2], 0],
      columns: [footerOf(receipt, words), { width: 'auto', text: words.page, alignment: 'right' }],
    },
    watermark: receipt.voided && {
      text: words.voided,
      color: red,
      opacity: 0.18,
      fontSize: 130,
      angle: -18,
      bold: true,
    },
  }
}

/** What the paper is called. */
export function titleOf({ title }: ReceiptContents, words: ReceiptWords): string {
  return title ? cut(title, titleLimit) : words.title
}

/** The company's own words, and what the paper is not. */
export function footerOf({ footer }: ReceiptContents, words: ReceiptWords): string {
  return footer ? `${cut(footer, footerLimit)}  ${words.notInvoice}` : words.notInvoice
}

function rule(width: number, y: number, lineWidth: number): PdfStroke {
  return { type: 'line', x1: 0, y1: y, x2: width, y2: y, lineWidth, lineColor: ink }
}

/** A label and its value, the value being what the eye looks for. */
function fact(
  label: string,
  value: string,
  words: ReceiptWords,
  style: PdfStyle & { width?: 'auto'; noWrap?: boolean } = {},
): PdfContent {
  return {
    ...style,
    text: [
      { text: label + words.colon, color: quiet },
      { text: value, bold: true },
    ],
  }
}

function sheetHead(receipt: ReceiptContents, words: ReceiptWords): PdfContent[] {
  const reprint = receipt.reprintCount > 0 ? words.reprint(receipt.reprintCount) : ' '
  const number: PdfContent = {
    alignment: 'right',
    stack: [
      {
        text: [
          { text: words.number, color: quiet },
          { text: receipt.receiptNumber, color: red, bold: true },
        ],
        fontSize: 10,
      },
      { text: reprint, fontSize: 8, bold: true },
    ],
  }
  const named: PdfContent = {
    stack: [
      { text: cut(receipt.companyName, nameLimit), bold: true, fontSize: companyFontSize },
      { text: cut(receipt.projectName, nameLimit), fontSize: 8, color: quiet },
    ],
  }
  const company: PdfContent = receipt.logo
    ? { columnGap: 6, columns: [{ image: receipt.logo, fit: [72, 28], width: 'auto' }, named] }
    : named
  const heading = titleOf(receipt, words)
  const wide = [...heading].length > 6
  const title: PdfContent = {
    stack: [
      {
        text: heading,
        bold: true,
        fontSize: wide ? 12 : 18,
        characterSpacing: wide ? 1 : 5,
        alignment: 'center',
        noWrap: true,
      },
      { canvas: [rule(titleWidth, 0, 0.9), rule(titleWidth, 2, 0.4)] },
    ],
  }
  const facts: PdfContent = {
    margin: [0, 0, 0, 6],
    columnGap,
    columns: [
      fact(words.payer, cut(receipt.payerName, nameLimit), words, { fontSize: factFontSize }),
      fact(words.room, receipt.roomLabel, words, { fontSize: factFontSize, width: 'auto', noWrap: true }),
      fact(words.receivedOn, receipt.receivedOn, words, { fontSize: factFontSize, width: 'auto', noWrap: true }),
    ],
  }
  const voided: PdfContent[] = receipt.voided
    ? [
        {
          text: words.voidedAt(receipt.voided.at, cut(receipt.voided.reason, reasonLimit)),
          color: red,
          bold: true,
          fontSize: factFontSize,
          margin: [0, 0, 0, 5],
        },
      ]
    : []
  return [
    {
      layout: 'plain',
      margin: [0, 0, 0, 8],
      table: { widths: ['*', titleWidth, '*'], body: [[company, title, number]] },
    },
    facts,
    ...voided,
  ]
}

function linesTable(receipt: ReceiptContents, words: ReceiptWords, sheet: Sheet, density: Density): PdfContent {
  const rows = receipt.lines.map(line => lineRow(line, words, density))
  const last = rows.pop() ?? []
  const widths = [sheet.itemWidth, sheet.periodWidth, explanationWidth(sheet), sheet.amountWidth]
  const head = [words.item, words.period, words.explanation, words.amount].map((text, column): PdfContent => {
    return { text, bold: true, fillColor: shade, alignment: column === 3 ? 'right' : column === 1 ? 'center' : 'left' }
  })
  // The last line, the total and the seal are one row of the table, so that they stay together and below its head. The
  // inner table lies on the lines of the outer one.
  const shiftX = -(formPaddingX + formLineWidth)
  const closing: PdfContent = {
    colSpan: 4,
    border: [false, false, false, false],
    margin: [shiftX, -(formPaddingY[density.layout] + formLineWidth), shiftX, 0],
    stack: [
      { layout: density.layout, table: { widths, body: [last, ...totalRows(receipt, words, density)] } },
      signatures(receipt, words),
    ],
  }
  const body = [head, ...rows, [closing, '', '', '']]
  return { layout: density.layout, table: { widths, headerRows: 1, dontBreakRows: true, body } }
}

function lineRow(line: ReceiptLine, words: ReceiptWords, density: Density): PdfContent[] {
  const middle = { verticalAlignment: 'middle' } as const
  return [
    { text: cut(line.itemName, nameLimit), ...middle },
    { text: periodText(line, words), alignment: 'center', fontSize: density.fontSize - 0.5, ...middle },
    { text: cut(line.explanation, explanationLimit), fontSize: density.fontSize - 0.5, color: quiet, ...middle },
    { text: formatYuan(line.amountFen), alignment: 'right', ...middle },
  ]
}

function totalRows(receipt: ReceiptContents, words: ReceiptWords, density: Density): PdfContent[][] {
  const size = density.fontSize + totalGrowth
  const middle = { verticalAlignment: 'middle', fillColor: shade, bold: true } as const
  const total: PdfContent[] = [
    { text: words.total, ...middle },
    { text: receipt.capitalWords, colSpan: 2, fontSize: size, ...middle },
    '',
    { text: formatMoney(receipt.totalFen), fontSize: size, alignment: 'right', noWrap: true, ...middle },
  ]
  const paid: PdfContent = {
    colSpan: 4,
    columnGap,
    columns: paymentFacts(receipt, words).map(([label, value], index, all) =>
      fact(label, value, words, index === all.length - 1 ? { width: 'auto', noWrap: true } : {}),
    ),
  }
  if (!receipt.remark) return [total, [paid, '', '', '']]
  const remark: PdfContent = { colSpan: 4, text: words.remark + words.colon + cut(receipt.remark, remarkLimit) }
  return [total, [paid, '', '', ''], [remark, '', '', '']]
}

function signatures(receipt: ReceiptContents, words: ReceiptWords): PdfContent {
  const payee: PdfContent = {
    text: [
      { text: words.seal + words.colon, color: quiet },
      { text: cut(receipt.companyName, nameLimit), bold: true },
    ],
  }
  // 42 mm across is the size of a company's seal; it lies over the words, as seals do.
  const pressed: PdfContent[] = receipt.seal
    ? [{ image: receipt.seal, fit: [96, 96], relativePosition: { x: 52, y: -46 } }]
    : []
  const seal: PdfContent = { margin: [0, 0, 10, 0], stack: [payee, ...pressed] }
  const line: PdfContent = {
    canvas: [rule(84, 0, 0.5)],
    margin: [0, 10, 0, 0],
  }
  const people: PdfContent = {
    stack: [
      fact(words.cashier, receipt.cashierName, words),
      {
        margin: [0, 16, 0, 0],
        columnGap: 2,
        columns: [{ text: words.signature + words.colon, color: quiet, width: 'auto' }, line],
      },
    ],
  }
  const { verification } = receipt
  const check: PdfContent[] = verification
    ? [
        {
          ...{ alignment: 'right', color: quiet, margin: [0, 0, 8, 0] },
          text: `${words.verify}\n${verification.code}`,
          link: verification.url,
        },
        { qr: verification.url, fit: qrSize(verification.url), eccLevel: 'M' },
      ]
    : ['', '']
  return {
    layout: 'plain',
    fontSize: 8,
    margin: [0, closingGap, 0, 0],
    table: {
      widths: ['*', 150, 110, 'auto'],
      heights: closingHeight(receipt) - closingGap,
      body: [[seal, people, ...check]],
    },
  }
}
