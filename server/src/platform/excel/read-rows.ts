import { type CellRange, columnLetter, parseAddress, parseRange } from './cell-address.ts'
import { dateOfSerial } from './serial-date.ts'
import { unescapeExcelText, xmlWalker } from './walk-xml.ts'
import { type WorkbookLimits, workbookFault } from './workbook-fault.ts'
import type { WorkbookParts } from './workbook-parts.ts'

export type CellValueKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'empty'

export type WorkbookCell = {
  /** Counted from 1. */
  column: number
  letter: string
  /**
   * Exactly what the file holds: the digits of a number as they were written, never through a floating point number.
   * Booleans are `TRUE` and `FALSE`.
   */
  text: string
  kind: CellValueKind | 'formula'
  /** What the value is: the same as `kind`, or what a formula last gave (`empty` when it was never calculated). */
  valueKind: CellValueKind
  /** For dates: the civil date, with `THH:mm:ss` when there is a time. */
  date: string | null
}

/** A row with content; its number is the one Excel shows. */
export type WorkbookRow = { row: number; hidden: boolean; cells: WorkbookCell[] }

type RawCell = { column: number; type: string; style: number; value: string; inline: string; formula: boolean }

type SheetContext = {
  sheet: string
  part: string
  parts: Pick<WorkbookParts, 'sharedStrings' | 'dateStyles' | 'date1904'>
  limits: WorkbookLimits
  /** Filled when the rows have been read to the end: merged ranges stand behind the rows in the file. */
  merges: CellRange[]
}

/** More merged ranges than this are decoration, not data. */
const MAX_MERGES = 10_000

function cellValue(raw: RawCell, { parts }: SheetContext): Pick<WorkbookCell, 'text' | 'valueKind' | 'date'> {
  if (raw.type === 's') return { text: parts.sharedStrings[Number(raw.value)] ?? '', valueKind: 'text', date: null }
  if (raw.type === 'inlineStr') return { text: unescapeExcelText(raw.inline), valueKind: 'text', date: null }
  if (raw.type === 'str') return { text: unescapeExcelText(raw.value), valueKind: 'text', date: null }
  if (raw.type === 'b') return { text: raw.value.trim() === '1' ? 'TRUE' : 'FALSE', valueKind: 'boolean', date: null }
  if (raw.type === 'e') return { text: raw.value, valueKind: 'error', date: null }
  const text = raw.value.trim()
  if (raw.type === 'd') return { text, valueKind: 'date', date: text.slice(0, 19) }
  const date = parts.dateStyles[raw.style] ? dateOfSerial(text, parts.date1904) : null
  return { text, valueKind: date === null ? 'number' : 'date', date }
}

function finishCell(raw: RawCell, context: SheetContext): WorkbookCell | null {
  const empty = raw.value === '' && raw.inline === ''
  if (empty && !raw.formula) return null
  const value = empty ? { text: '', valueKind: 'empty' as const, date: null } : cellValue(raw, context)
  if (value.text === '' && !raw.formula) return null
  if (raw.column > context.limits.maxColumns) {
    throw workbookFault('excel.too_many_columns', { sheet: context.sheet, limit: context.limits.maxColumns })
  }
  return {
    column: raw.column,
    letter: columnLetter(raw.column),
    kind: raw.formula ? 'formula' : value.valueKind,
    ...value,
  }
}

/** The machine under `readRows`: feeds on XML and collects finished rows. */
function rowCollector(context: SheetContext) {
  const rows: WorkbookRow[] = []
  let row: WorkbookRow = { row: 0, hidden: false, cells: [] }
  let raw: RawCell | null = null
  let lastColumn = 0
  let inside = ''
  let rowCount = 0

  function open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      row = {
        row: Number(attributes.r) || row.row + 1,
        hidden: ['1', 'true'].includes(attributes.hidden ?? ''),
        cells: [],
      }
      lastColumn = 0
    } else if (name === 'c') {
      const column = parseAddress(attributes.r ?? '')?.column ?? lastColumn + 1
      raw = {
        column,
        type: attributes.t ?? 'n',
        style: Number(attributes.s ?? 0),
        value: '',
        inline: '',
        formula: false,
      }
      lastColumn = column
    } else if (name === 'f' && raw) raw.formula = true
    else if (name === 'mergeCell' && context.merges.length < MAX_MERGES) {
      const range = parseRange(attributes.ref ?? '')
      if (range) context.merges.push(range)
    }
    // A reading (`rPh`) swallows the `t` inside it.
    if (inside !== 'rPh') inside = name
  }

  function text(piece: string): void {
    if (inside === 'v' && raw) raw.value += piece
    else if (inside === 't' && raw) raw.inline += piece
  }

  function close(name: string): void {
    if (inside !== 'rPh' || name === 'rPh') inside = ''
    if (name === 'c' && raw) {
      const cell = finishCell(raw, context)
      if (cell) row.cells.push(cell)
      raw = null
    } else if (name === 'row' && row.cells.length > 0) {
      rowCount += 1
      if (rowCount > context.limits.maxRows) {
        throw workbookFault('excel.too_many_rows', { sheet: context.sheet, limit: context.limits.maxRows })
      }
      rows.push(row)
      row = { row: row.row, hidden: false, cells: [] }
    }
  }

  return { walker: xmlWalker(context.part, { open, text, close }), take: () => rows.splice(0) }
}

/** The rows of a worksheet part that hold anything, one after the other; blank formatted rows and cells are left out. */
export async function* readRows(chunks: AsyncIterable<string>, context: SheetContext): AsyncGenerator<WorkbookRow> {
  const { walker, take } = rowCollector(context)
  for await (const chunk of chunks) {
    walker.write(chunk)
    yield* take()
  }
  walker.end()
  yield* take()
}
