import { type CellRange, columnLetter, columnNumber } from '../../platform/excel/cell-address.ts'
import { plainNumber } from '../../platform/excel/plain-number.ts'
import { isProblemHeading } from '../../platform/excel/problem-column.ts'
import type { WorkbookCell, WorkbookRow } from '../../platform/excel/read-rows.ts'
import type { Sheet } from '../../platform/excel/read-workbook.ts'
import type { IgnoredColumn, SheetMapping, StagedRow, StagedSheet } from './mapping.ts'
import { tidyText } from './parsed.ts'
import { fieldColumns } from './suggest-mapping.ts'

const SUBTOTAL = /^(?:合计|总计|小计|累计|共计|total|subtotal)[:：]?$/i
const SAMPLE_LENGTH = 40

/** The text staged for a cell: dates as civil dates, numbers as Excel shows them to 15 digits, anything else as stored. */
function stagedText({ text, valueKind, date }: WorkbookCell): string {
  if (valueKind === 'date' && date !== null) return date
  return valueKind === 'number' ? (plainNumber(text) ?? text) : text
}

/** Rows by number, to find one again. */
type RowsSeen = Map<number, StagedRow>

/**
 * Cells merged downwards hold their value only in the first row; this gives it to the rows below. Merges above the data, of titles
 * and headings, do not count. The ranges are known only when a sheet has been read to its end.
 */
function fillMerged(
  rows: readonly StagedRow[],
  origins: ReadonlyMap<string, string>,
  ranges: readonly CellRange[],
  { headerRow }: SheetMapping,
  mapped: ReadonlyMap<number, string>,
): void {
  const filling = ranges.filter(({ top, bottom, left }) => top > headerRow && bottom > top && mapped.has(left))
  if (filling.length === 0) return
  const byRow: RowsSeen = new Map(rows.map(row => [row.row, row]))
  for (const { top, bottom, left } of filling) {
    const field = mapped.get(left) ?? ''
    const value = origins.get(`${top}:${left}`) ?? ''
    if (value.trim() === '') continue
    for (let row = top + 1; row <= bottom; row += 1) {
      const below = byRow.get(row)
      if (below && (below.fields[field] ?? '').trim() === '') below.fields[field] = value
    }
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

/** Takes the rows of a sheet one after the other and keeps of them what the mapping names, as text. */
export type SheetStager = { add: (row: WorkbookRow) => void; finish: (merges: readonly CellRange[]) => StagedSheet }

/**
 * The rows below the headings, as text by field. Rows without content in the mapped columns are no rows; subtotals and
 * everything in other columns are left out and listed. A sheet mapped to no kind gives no rows.
 */
export function sheetStager(mapping: SheetMapping): SheetStager {
  const mapped = fieldColumns(mapping)
  const headings = new Map(mapping.columns.map(({ column, heading }) => [columnNumber(column), heading]))
  const staged: StagedSheet = { mapping, rows: [], ignoredColumns: [], ignoredRows: [] }
  const ignored = new Map<number, IgnoredColumn>()
  // The first text of each mapped column after an empty cell might be the origin of a merge; only those are kept.
  const origins = new Map<string, string>()
  let problemColumn = 0

  function add(row: WorkbookRow): void {
    if (mapping.kind === null) return
    // Our own column of an error workbook; nobody needs to be told that it is left out.
    if (row.row === mapping.headerRow)
      problemColumn = row.cells.find(({ text }) => isProblemHeading(text))?.column ?? problemColumn
    if (row.row <= mapping.headerRow) return
    noteIgnored(ignored, row, mapped, headings)
    const fields: Record<string, string> = {}
    let subtotal = false
    for (const cell of row.cells) {
      const field = mapped.get(cell.column)
      if (field === undefined) continue
      const text = stagedText(cell)
      if (text.trim() === '') continue
      fields[field] = text
      subtotal ||= SUBTOTAL.test(tidyText(text))
      origins.set(`${row.row}:${cell.column}`, text)
    }
    if (Object.keys(fields).length === 0) return
    if (subtotal) {
      staged.ignoredRows.push({ row: row.row, reason: 'subtotal' })
      return
    }
    staged.rows.push({ sheet: mapping.sheet, row: row.row, fields, ...(row.hidden ? { hidden: true } : {}) })
  }

  function finish(merges: readonly CellRange[]): StagedSheet {
    fillMerged(staged.rows, origins, merges, mapping, mapped)
    ignored.delete(problemColumn)
    const ignoredColumns = [...ignored].toSorted(([a], [b]) => a - b).map(([, column]) => column)
    return { ...staged, ignoredColumns }
  }

  return { add, finish }
}

/** A sheet in memory under a mapping. */
export function applyMapping(sheet: Sheet, mapping: SheetMapping): StagedSheet {
  const stager = sheetStager({ ...mapping, sheet: sheet.name })
  for (const row of sheet.rows) stager.add(row)
  return stager.finish(sheet.merges)
}
