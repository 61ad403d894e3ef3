/** How a receipt fits its paper: column widths, font sizes, and the estimate that chooses between them. */
import type { PdfMargin } from '../../platform/pdf/pdf-definition.ts'
import { formLineWidth, formPaddingX, formPaddingY } from '../../platform/pdf/table-layouts.ts'
import { lineRatio, linesNeeded } from '../../platform/pdf/text-size.ts'
import { cut, explanationLimit, nameLimit, type ReceiptContents, reasonLimit, remarkLimit } from './receipt-contents.ts'

/** The total is printed larger than the lines by so much. */
export const totalGrowth = 1.5
export const titleWidth = 130
export const columnGap = 24

/** Points. Column widths are without padding; the explanation takes what the others leave. */
export type Sheet = {
  pageOrientation: 'portrait' | 'landscape'
  margins: PdfMargin
  innerWidth: number
  innerHeight: number
  itemWidth: number
  periodWidth: number
  amountWidth: number
}

export const sheets: Record<'A5' | 'A4', Sheet> = {
  A5: {
    pageOrientation: 'landscape',
    margins: [28, 30, 28, 26],
    innerWidth: 595.28 - 56,
    innerHeight: 419.53 - 56,
    itemWidth: 95,
    periodWidth: 98,
    amountWidth: 78,
  },
  A4: {
    pageOrientation: 'portrait',
    margins: [40, 48, 40, 40],
    innerWidth: 595.28 - 80,
    innerHeight: 841.89 - 88,
    itemWidth: 84,
    periodWidth: 100,
    amountWidth: 76,
  },
}

export type Density = {
  layout: 'form-roomy' | 'form' | 'form-tight'
  fontSize: number
  /** Of the font's own height: Noto Sans SC is set wide. */
  lineHeight: number
}

const roomy: Density = { layout: 'form-roomy', fontSize: 8.5, lineHeight: 0.92 }
const normal: Density = { layout: 'form', fontSize: 8, lineHeight: 0.92 }
const tight: Density = { layout: 'form-tight', fontSize: 7, lineHeight: 0.86 }

/** Title and facts above the table, when nothing wraps; the line of a voided receipt. */
const headHeight = 54
export const companyFontSize = 10
export const factFontSize = 9
const voidedHeight = 18
/** `交款人：` before the name, whose column takes at least half of the page. */
const payerLabelWidth = 40
/** Seal, signatures and QR code, with the gap above them. A seal of 42 mm may lie over the table, as seals do. */
export const closingGap = 6
const minClosingHeight = 64

/** Modules on a side of a QR code (level M) by the bytes it holds, ISO/IEC 18004 versions 1–6. */
const qrModules = [
  [14, 21],
  [26, 25],
  [42, 29],
  [62, 33],
  [84, 37],
  [106, 41],
] as const

/** Side of a QR code whose modules are 2 points (0.7 mm): old phones still read it, on a worn print as well. */
export function qrSize(url: string): number {
  const bytes = Buffer.byteLength(url)
  return 2 * (qrModules.find(([capacity]) => bytes <= capacity)?.[1] ?? 64)
}

export function closingHeight({ verification }: ReceiptContents): number {
  return Math.max(minClosingHeight, closingGap + (verification ? qrSize(verification.url) : 0))
}

/** The longer of the words before the reason, with a moment in them. */
const voidedPrefix = '本收据已于 2020-12-11 14:05 作废：'
/** Receipts of the counter stay on one page up to here, in small print if need be. */
const onePageLines = 8

export function explanationWidth(sheet: Sheet): number {
  const grid = 4 * 2 * formPaddingX + 5 * formLineWidth
  return sheet.innerWidth - sheet.itemWidth - sheet.periodWidth - sheet.amountWidth - grid
}

/** What a text above the table takes beyond its first line. */
function wrapped(text: string, width: number, fontSize: number): number {
  return (linesNeeded(text, width, fontSize) - 1) * fontSize * lineRatio
}

/** Height below the table on the first page, when everything is printed in this density: estimated, in points. */
function heightLeft(receipt: ReceiptContents, sheet: Sheet, density: Density): number {
  const { layout, fontSize, lineHeight } = density
  const row = (text: string, width: number, size = fontSize) =>
    linesNeeded(text, width, size) * size * lineRatio * lineHeight + 2 * formPaddingY[layout] + formLineWidth
  const oneLine = row('', sheet.innerWidth)
  const lines = receipt.lines.map(line =>
    Math.max(
      row(cut(line.itemName, nameLimit), sheet.itemWidth),
      row(cut(line.explanation, explanationLimit), explanationWidth(sheet), fontSize - 0.5),
    ),
  )
  const heights = [
    headHeight,
    wrapped(cut(receipt.companyName, nameLimit), (sheet.innerWidth - titleWidth) / 2, companyFontSize),
    wrapped(cut(receipt.payerName, nameLimit), sheet.innerWidth / 2 - payerLabelWidth, factFontSize),
    formPaddingY[layout] + 2 * formLineWidth,
    receipt.voided
      ? voidedHeight + wrapped(voidedPrefix + cut(receipt.voided.reason, reasonLimit), sheet.innerWidth, factFontSize)
      : 0,
    oneLine,
    ...lines,
    row(receipt.capitalWords, explanationWidth(sheet) + sheet.periodWidth, fontSize + totalGrowth),
    oneLine,
    receipt.remark ? row(`备注：${cut(receipt.remark, remarkLimit)}`, sheet.innerWidth - 2 * formPaddingX) : 0,
  ]
  return sheet.innerHeight - heights.reduce((sum, height) => sum + height, 0)
}

/** The roomiest print that keeps the receipt on one page; long receipts are printed normally on several. */
export function densityOf(receipt: ReceiptContents, sheet: Sheet): Density {
  const onePage = [roomy, normal, tight].find(density => heightLeft(receipt, sheet, density) >= closingHeight(receipt))
  return onePage ?? (receipt.lines.length <= onePageLines ? tight : normal)
}
