/**
 * A document to print, as plain data: pages, texts, tables. It is a subset of a pdfmake definition that holds no
 * function, because it is sent to another thread (see render-pdf.ts). Lengths are points (1/72 inch), colours `#rrggbb`.
 */

/** Ready table layouts, drawn by table-layouts.ts. Pdfmake takes layouts as functions, so data can only name them. */
export type PdfTableLayout = 'plain' | 'form' | 'form-tight' | 'form-roomy' | 'strip'

export type PdfMargin = [left: number, top: number, right: number, bottom: number]

export type PdfStyle = {
  fontSize?: number
  lineHeight?: number
  bold?: boolean
  color?: string
  alignment?: 'left' | 'right' | 'center'
  characterSpacing?: number
  margin?: PdfMargin
}

/** What any node may carry, wherever it stands. `width` counts inside columns, the rest of the second line in cells. */
type PdfNode = PdfStyle & {
  width?: number | 'auto' | '*'
  colSpan?: number
  rowSpan?: number
  border?: [left: boolean, top: boolean, right: boolean, bottom: boolean]
  fillColor?: string
  verticalAlignment?: 'top' | 'middle' | 'bottom'
}

/** `link`: where a click leads whoever reads it on a screen. */
export type PdfText = PdfNode & { text: string | (string | PdfText)[]; noWrap?: boolean; link?: string }

export type PdfContent =
  | string
  | PdfText
  | (PdfNode & { stack: PdfContent[]; unbreakable?: boolean })
  | (PdfNode & { columns: PdfContent[]; columnGap?: number })
  | (PdfNode & { table: PdfTable; layout: PdfTableLayout })
  | (PdfNode & { qr: string; fit: number; eccLevel: 'L' | 'M' | 'Q' | 'H' })
  | (PdfNode & { canvas: PdfStroke[] })
  | PdfImage

/** A picture as a data address (PNG or JPEG), as large as fits. With `relativePosition` it lies over what is there and takes no room. */
export type PdfImage = PdfNode & {
  image: string
  fit: [width: number, height: number]
  opacity?: number
  relativePosition?: { x: number; y: number }
}

export type PdfTable = {
  body: PdfContent[][]
  widths: (number | 'auto' | '*')[]
  /** One height for all rows, or one for each; a row grows when its content is higher. */
  heights?: number | (number | 'auto')[]
  /** Rows from the top that are repeated on each page. */
  headerRows?: number
  /** Each row stays on one page. A row higher than a page would lose its end: keep rows short. */
  dontBreakRows?: boolean
}

export type PdfStroke = {
  type: 'line'
  x1: number
  y1: number
  x2: number
  y2: number
  lineWidth: number
  lineColor?: string
  dash?: { length: number; space?: number }
}

export type PdfDefinition = {
  /** `height: 'auto'` is one page as long as its content, for paper from a roll. */
  pageSize: 'A4' | 'A5' | { width: number; height: number | 'auto' }
  pageOrientation?: 'portrait' | 'landscape'
  pageMargins: PdfMargin
  /** Required: without `creationDate` the same document would give other bytes each time it is printed. */
  info: { title: string; author?: string; subject?: string; creationDate: Date }
  language: 'zh-CN' | 'en'
  defaultStyle?: PdfStyle
  content: PdfContent[]
  /** Stands in the top margin from page 2 on. */
  continuationHeader?: PdfContent
  /** Stands in the bottom margin of each page; `{page}` and `{pages}` in its texts become numbers. */
  footer?: PdfContent
  watermark?: { text: string; color?: string; opacity?: number; fontSize?: number; angle?: number; bold?: boolean }
}
