import { type CellRange, columnLetter, columnNumber } from '../../platform/excel/cell-address.ts'
import { plainNumber } from '../../platform/excel/plain-number.ts'
import { isProblemHeading } from '../../platform/excel/problem-column.ts'
import type { WorkbookCell, WorkbookRow } from '../../platform/excel/read-rows.ts'
import type { Sheet } from '../../platform/excel/read-workbook.ts'
import type { IgnoredColumn, IgnoredRow, SheetMapping, StagedRow, StagedSheet } from './mapping.ts'
import { tidyText } from './parsed.ts'
import { fieldColumns } from './suggest-mapping.ts'

const SUBTOTAL = /^(?:合计|总计|小计|累计|共计|total|subtotal)[:：]?$/i
const SAMPLE_LENGTH = 40

/** The text staged for a cell: dates as civil dates, numbers as Excel shows them to 15 digits, anything else as stored. */
function stagedText({ text, valueKind, date }: WorkbookCell): string {
  if (valueKind === 'date' && date !== null) return date
  return valueKind === 'number' ? (plainNumber(text) ?? text) : text
}

/** Of ranges sorted by their first row, the last that has begun at a row. */
function lastStarting(ranges: readonly CellRange[], row: number): CellRange | undefined {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.top ?? 0) <= row) low = middle + 1
    else high = middle
  }
  return ranges[low - 1]
}

/**
 * Cells merged downwards hold their value only in the first row; this gives it to the rows below. Merges above the data,
 * of titles and headings, do not count.
 */
function mergedTexts({ rows, merges }: Sheet, headerRow: number): (row: number, column: number) => string {
  const byRow = new Map(rows.map(row => [row.row, row]))
  const filling = merges.filter(({ top, bottom }) => top > headerRow && bottom > top)
  const columns = Map.groupBy(
    filling.toSorted((a, b) => a.top - b.top),
    ({ left }) => left,
  )
  return (row, column) => {
    const range = lastStarting(columns.get(column) ?? [], row)
    if (!range || row === range.top || row > range.bottom) return ''
    const origin = byRow.get(range.top)?.cells.find(cell => cell.column === column)
    return origin ? stagedText(origin) : ''
  }
}

function noteIgnored(
  ignored: Map<number, IgnoredColumn>,
  { row, cells }: WorkbookRow,
  mapped: ReadonlyMap<number, string>,
  headings: ReadonlyMap<number, string>,
): void {
  for (const { column, text } of cells) {
    if (mapped.has(column) || text.trim() === '') continue
    const known = ignored.get(column)
    if (known) {
      known.cells += 1
      known.lastRow = row
      continue
    }
    ignored.set(column, {
      column: columnLetter(column),
      heading: headings.get(column) ?? null,
      cells: 1,
      firstRow: row,
      lastRow: row,
      sample: text.trim().replace(/\s+/g, ' ').slice(0, SAMPLE_LENGTH),
    })
  }
}

/** Our own column of an error workbook; nobody needs to be told that it is left out. */
function problemColumn({ rows }: Sheet, headerRow: number): number | null {
  const header = rows.find(({ row }) => row === headerRow)
  return header?.cells.find(({ text }) => isProblemHeading(text))?.column ?? null
}

/**
 * The rows below the headings, as text by field. Rows without content in the mapped columns are no rows; subtotals and
 * everything in other columns are left out and listed. A sheet mapped to no kind gives no rows.
 */
export function applyMapping(sheet: Sheet, mapping: SheetMapping): StagedSheet {
  const staged: StagedSheet = { mapping, rows: [], ignoredColumns: [], ignoredRows: [] }
  if (mapping.kind === null) return staged
  const mapped = fieldColumns(mapping)
  const headings = new Map(mapping.columns.map(({ column, heading }) => [columnNumber(column), heading]))
  const merged = mergedTexts(sheet, mapping.headerRow)
  const ignored = new Map<number, IgnoredColumn>()
  const ignoredRows: IgnoredRow[] = []
  for (const row of sheet.rows) {
    if (row.row <= mapping.headerRow) continue
    noteIgnored(ignored, row, mapped, headings)
    const own = new Map(row.cells.map(cell => [cell.column, stagedText(cell)]))
    const texts = [...mapped.keys()].map(column => own.get(column)?.trim() ?? '')
    if (texts.every(text => text === '')) continue
    if (texts.some(text => SUBTOTAL.test(tidyText(text)))) {
      ignoredRows.push({ row: row.row, reason: 'subtotal' })
      continue
    }
    const fields = [...mapped].flatMap(([column, field]) => {
      const text = own.get(column) ?? ''
      const value = text.trim() === '' ? merged(row.row, column) : text
      return value.trim() === '' ? [] : [[field, value] as const]
    })
    const stagedRow: StagedRow = { sheet: sheet.name, row: row.row, fields: Object.fromEntries(fields) }
    staged.rows.push(row.hidden ? { ...stagedRow, hidden: true } : stagedRow)
  }
  ignored.delete(problemColumn(sheet, mapping.headerRow) ?? 0)
  const ignoredColumns = [...ignored].toSorted(([a], [b]) => a - b).map(([, column]) => column)
  return { ...staged, ignoredColumns, ignoredRows }
}
