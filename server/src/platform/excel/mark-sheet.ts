import { columnLetter, columnNumber } from './cell-address.ts'

/** What to write into the XML of one worksheet. Rows and columns count from 1. */
export type SheetMarks = {
  /** Column of the messages, its number. Whatever stood there is replaced: it is empty, or holds the messages of an earlier round. */
  column: number
  headerRow: number
  heading: string
  messages: ReadonlyMap<number, string>
  badCells: readonly { row: number; column: number }[]
  /** Cell style of a message, and differential style of a bad cell; null in a workbook without styles. */
  messageStyle: number | null
  badCellStyle: number | null
}

const MESSAGE_WIDTH = 60
/** Excel reads a list of ranges up to 8,192 characters. */
const CELLS_PER_RULE = 500
/** Always true; tells our rules from the ones of the file, so that the marks of an earlier round can be taken away. */
const RULE_FORMULA = '"anju-problem"="anju-problem"'
/** What may stand between the rows and the conditional formats, in the order the schema asks for. */
const BEFORE_RULES =
  'sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting'.split(
    ' ',
  )

function escapeXml(text: string): string {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  // Control characters cannot be written in XML at all.
  const clean = [...text].filter(character => character >= ' ' || '\n\t'.includes(character)).join('')
  return clean.replace(/[&<>"]/g, character => named[character] ?? '')
}

function attribute(attributes: string, name: string): string | null {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? null
}

/** The cells of a row with the message cell put in its place: cells must stand in the order of their columns. */
function withMessage(cells: string, prefix: string, column: number, message: string): string {
  let lastColumn = 0
  for (const match of cells.matchAll(
    new RegExp(`<${prefix}c(?=[\\s/>])([^>]*?)(?:/>|>[\\s\\S]*?</${prefix}c>)`, 'g'),
  )) {
    const reference = attribute(match[1] ?? '', 'r')
    lastColumn = reference ? columnNumber(reference.replace(/\d+$/, '')) : lastColumn + 1
    if (lastColumn < column) continue
    const after = match.index + (lastColumn === column ? match[0].length : 0)
    return cells.slice(0, match.index) + message + cells.slice(after)
  }
  return cells + message
}

function messageCell(prefix: string, address: string, text: string | undefined, style: number | null): string {
  if (text === undefined) return ''
  const styled = style === null ? '' : ` s="${style}"`
  return `<${prefix}c r="${address}"${styled} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t></${prefix}is></${prefix}c>`
}

function markRows(sheetData: string, prefix: string, marks: SheetMarks): string {
  const letter = columnLetter(marks.column)
  let rowNumber = 0
  return sheetData.replace(
    new RegExp(`<${prefix}row(?=[\\s/>])([^>]*?)(?:/>|>([\\s\\S]*?)</${prefix}row>)`, 'g'),
    (_, attributes: string, cells: string | undefined) => {
      rowNumber = Number(attribute(attributes, 'r')) || rowNumber + 1
      const text = rowNumber === marks.headerRow ? marks.heading : marks.messages.get(rowNumber)
      const cell = messageCell(prefix, `${letter}${rowNumber}`, text, marks.messageStyle)
      // `spans` would no longer hold; it is only a hint.
      const open = `<${prefix}row${attributes.replace(/\sspans="[^"]*"/, '')}>`
      return `${open}${withMessage(cells ?? '', prefix, marks.column, cell)}</${prefix}row>`
    },
  )
}

/** Gives the message column its width, cutting it out of a range of columns that covers it. */
function widenColumn(head: string, prefix: string, column: number): string {
  const own = `<${prefix}col min="${column}" max="${column}" width="${MESSAGE_WIDTH}" customWidth="1"/>`
  const list = new RegExp(`<${prefix}cols>([\\s\\S]*?)</${prefix}cols>`).exec(head)
  if (!list) return `${head}<${prefix}cols>${own}</${prefix}cols>`
  const columns: { min: number; xml: string }[] = [{ min: column, xml: own }]
  for (const [, attributes = ''] of (list[1] ?? '').matchAll(new RegExp(`<${prefix}col\\s([^>]*?)/?>`, 'g'))) {
    const rest = ` ${attributes.trim()}`.replace(/\s(?:min|max)="\d+"/g, '')
    const [min, max] = [Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))]
    const parts: [number, number][] =
      column < min || column > max
        ? [[min, max]]
        : [
            [min, column - 1],
            [column + 1, max],
          ]
    for (const [from, to] of parts) {
      if (from <= to) columns.push({ min: from, xml: `<${prefix}col min="${from}" max="${to}"${rest}/>` })
    }
  }
  const sorted = columns.toSorted((a, b) => a.min - b.min).map(({ xml }) => xml)
  return head.replace(list[0], () => `<${prefix}cols>${sorted.join('')}</${prefix}cols>`)
}

/** Takes away the rules of an earlier round and adds one that colours the bad cells. */
function colourCells(tail: string, prefix: string, marks: SheetMarks): string {
  const rule = new RegExp(`<${prefix}conditionalFormatting(?=[\\s>])[\\s\\S]*?</${prefix}conditionalFormatting>`, 'g')
  const bare = tail.replace(rule, block => (block.includes(RULE_FORMULA) ? '' : block))
  if (marks.badCellStyle === null || marks.badCells.length === 0) return bare
  const priorities = [...bare.matchAll(/\spriority="(\d+)"/g)].map(([, priority]) => Number(priority))
  let priority = Math.max(0, ...priorities)
  let rules = ''
  for (let from = 0; from < marks.badCells.length; from += CELLS_PER_RULE) {
    const cells = marks.badCells.slice(from, from + CELLS_PER_RULE)
    const addresses = [...new Set(cells.map(({ row, column }) => `${columnLetter(column)}${row}`))].join(' ')
    priority += 1
    rules += `<${prefix}conditionalFormatting sqref="${addresses}"><${prefix}cfRule type="expression" dxfId="${marks.badCellStyle}" priority="${priority}"><${prefix}formula>${RULE_FORMULA}</${prefix}formula></${prefix}cfRule></${prefix}conditionalFormatting>`
  }
  let end = 0
  for (const name of BEFORE_RULES) {
    for (const match of bare.matchAll(new RegExp(`<${prefix}${name}(?:\\s[^>]*)?/>|</${prefix}${name}>`, 'g'))) {
      end = Math.max(end, match.index + match[0].length)
    }
  }
  return bare.slice(0, end) + rules + bare.slice(end)
}

/**
 * The XML of a worksheet with a message at the end of each bad row and the bad cells coloured; nothing else is touched,
 * so numbers keep their digits and people their formats. Colours are conditional formats, which leave cell styles alone.
 */
export function markSheet(xml: string, marks: SheetMarks): string {
  const open = /<((?:\w+:)?)sheetData(?:\s[^>]*)?(\/?)>/.exec(xml)
  if (!open) return xml
  const prefix = open[1] ?? ''
  if (open[2] === '/') return xml
  const close = `</${prefix}sheetData>`
  const start = open.index + open[0].length
  const end = xml.indexOf(close, start)
  if (end < 0) return xml
  // The dimension would no longer hold; it is only a hint.
  const head = xml.slice(0, open.index).replace(new RegExp(`<${prefix}dimension\\s[^>]*?/>`), '')
  return [
    widenColumn(head, prefix, marks.column),
    open[0],
    markRows(xml.slice(start, end), prefix, marks),
    close,
    colourCells(xml.slice(end + close.length), prefix, marks),
  ].join('')
}
