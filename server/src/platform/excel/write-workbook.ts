import { PassThrough, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { WorkbookWriter } from '@cj-tech-master/excelts'
import { parseDecimal } from '../decimals.ts'
import { fenToYuan } from '../money.ts'
import { daysBetween, isCivilDate } from '../period.ts'
import { workbookFault } from './workbook-fault.ts'

export type ColumnFormat = 'text' | 'integer' | 'decimal' | 'money' | 'date' | 'instant'

export type SheetColumn = {
  heading: string
  format: ColumnFormat
  /** In characters; from the heading and the format when left out. */
  width?: number
}

/**
 * Per format: text takes text; integer a whole number; decimal an exact decimal as text; money fen as bigint; date a
 * civil date `YYYY-MM-DD`; instant a `Date`, shown in the time of Shanghai. null leaves the cell empty.
 */
export type CellInput = string | number | bigint | boolean | Date | null

export type SheetInput = {
  name: string
  columns: readonly SheetColumn[]
  /** Values in the order of the columns. Pulled one by one, so a database cursor will do. */
  rows: Iterable<readonly CellInput[]> | AsyncIterable<readonly CellInput[]>
  /** Lines of text over the headings: what the table is of. */
  above?: readonly string[]
  /** A bold row under the others, such as their sums; without it there is none. */
  last?: readonly CellInput[] | null
}

/** Excel's own limit, less the heading. */
const MAX_SHEET_ROWS = 1_048_575
/** More lines than these over the headings would leave no room below them where they stay in sight. */
const MOST_FROZEN = 8
/** Rows written before other work gets a turn. */
const ROWS_PER_TURN = 500
/** A double keeps 15 decimal digits; a longer number is written as text rather than rounded. */
const EXACT_DIGITS = 15
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const MS_PER_DAY = 86_400_000

const FORMATS: Record<ColumnFormat, { code: string; width: number; right: boolean }> = {
  text: { code: '@', width: 16, right: false },
  integer: { code: '#,##0', width: 10, right: true },
  decimal: { code: '#,##0.00######', width: 14, right: true },
  money: { code: '#,##0.00', width: 14, right: true },
  date: { code: 'yyyy-mm-dd', width: 12, right: false },
  instant: { code: 'yyyy-mm-dd hh:mm:ss', width: 20, right: false },
}

/** Decimal text as the number Excel keeps, or as text where it could not keep every digit. */
function exactNumber(text: string): number | string {
  const value = parseDecimal(text)
  return value !== null && value.precision(true) <= EXACT_DIGITS ? Number(text) : text
}

/** The stored value of a cell. A value that does not fit its column is written as plain text, never dropped. */
function storedValue(value: CellInput, format: ColumnFormat): string | number | null {
  if (value === null) return null
  if (value instanceof Date) {
    return (value.getTime() + SHANGHAI_OFFSET_MS) / MS_PER_DAY + daysBetween('1899-12-30', '1970-01-01')
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (format === 'money' && typeof value === 'bigint') return exactNumber(fenToYuan(value))
  if (format === 'date' && typeof value === 'string') {
    return isCivilDate(value) ? daysBetween('1899-12-30', value) : value
  }
  if (format === 'text') return String(value)
  return typeof value === 'number' ? value : exactNumber(String(value))
}

/** Characters take one column width, Chinese ones two. */
function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (character.charCodeAt(0) > 0xff ? 2 : 1), 0)
}

/** Excel refuses longer names and these characters; two sheets of one name make the file unreadable. */
function sheetName(name: string, taken: Set<string>): string {
  const clean =
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'|'$/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet'
  let unique = clean
  for (let n = 2; taken.has(unique.toLowerCase()); n += 1) unique = `${clean.slice(0, 27)} (${n})`
  taken.add(unique.toLowerCase())
  return unique
}

function columnSettings({ heading, format, width }: SheetColumn) {
  const { code, width: usual, right } = FORMATS[format]
  return {
    width: width ?? Math.max(usual, displayWidth(heading) + 2),
    style: { numFmt: code, ...(right ? { alignment: { horizontal: 'right' as const } } : {}) },
  }
}

/** Waits until the stream takes more. Throws when whoever read it has gone. */
async function roomIn(target: Writable): Promise<void> {
  if (target.writableNeedDrain && !target.destroyed) {
    await new Promise<void>(resolve => {
      const done = () => {
        target.off('drain', done).off('close', done)
        resolve()
      }
      target.once('drain', done).once('close', done)
    })
  }
  if (target.destroyed) throw new Error('the stream was closed before the workbook was written')
}

async function writeSheet(book: WorkbookWriter, target: Writable, name: string, input: SheetInput): Promise<void> {
  const { columns, rows, above = [], last = null } = input
  const frozen = above.length <= MOST_FROZEN ? above.length + 1 : 0
  const sheet = book.addWorksheet(name, frozen ? { views: [{ state: 'frozen', ySplit: frozen }] } : {})
  sheet.columns = columns.map(columnSettings)
  for (const [index, text] of above.entries()) {
    const line = sheet.addRow([text])
    line.getCell(1).numFmt = FORMATS.text.code
    line.getCell(1).alignment = { horizontal: 'left' }
    if (index === 0) line.font = { bold: true }
    line.commit()
  }
  const header = sheet.addRow(columns.map(column => column.heading))
  header.font = { bold: true }
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F3F7' } }
  header.alignment = { vertical: 'middle' }
  header.commit()
  const stored = (values: readonly CellInput[]) =>
    columns.map((column, index) => storedValue(values[index] ?? null, column.format))
  let count = above.length
  for await (const values of rows) {
    count += 1
    if (count > MAX_SHEET_ROWS) throw workbookFault('excel.too_many_rows', { sheet: name, limit: MAX_SHEET_ROWS })
    sheet.addRow(stored(values)).commit()
    if (count % ROWS_PER_TURN !== 0) continue
    await nextTurn()
    await roomIn(target)
  }
  if (last) {
    const row = sheet.addRow(stored(last))
    row.font = { bold: true }
    row.commit()
  }
  sheet.commit()
}

/**
 * Writes a workbook into a stream as its rows come, as fast as the stream is read and in memory that does not grow with
 * the rows. Each sheet has a bold, frozen heading row. Ends the stream; when a row source or the stream fails, closes it
 * and rejects.
 */
export async function streamWorkbook(target: Writable, sheets: Iterable<SheetInput>): Promise<void> {
  const book = new WorkbookWriter({ stream: target, useStyles: true, useSharedStrings: false, trueStreaming: true })
  book.creator = 'Anju'
  const taken = new Set<string>()
  try {
    for (const sheet of sheets) await writeSheet(book, target, sheetName(sheet.name, taken), sheet)
    await book.commit()
  } catch (error) {
    target.destroy()
    throw error
  }
}

/** The same as bytes, for workbooks of moderate size. */
export async function writeWorkbook(sheets: Iterable<SheetInput>): Promise<Buffer> {
  const through = new PassThrough()
  const bytes = buffer(through)
  // When writing fails, its own error is told and not that of the collector.
  bytes.catch(() => {})
  await streamWorkbook(through, sheets)
  return bytes
}
