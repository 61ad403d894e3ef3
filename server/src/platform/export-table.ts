import { civilTimeOf, today } from './clock.ts'
import { refuse } from './errors.ts'
import { type CellInput, type ColumnFormat, writeWorkbook } from './excel/write-workbook.ts'
import type { FileAnswer } from './module.ts'
import { fenToYuan } from './money.ts'

export interface ExportColumn<Row> {
  title: string
  value: (row: Row) => CellInput
  /** text by default; money takes fen. */
  format?: ColumnFormat
  width?: number
}

/** What a report says of itself in its file: lines over the headings, and the sums of its rows. A csv has neither, so that it can be loaded. */
export interface ExportFace {
  above: readonly string[]
  /** Named as in a row; what of it is no number stays empty. */
  sums: object | null
}

/** More rows than this are refused at once; the export in the background takes any number. */
const EXPORT_MAX_ROWS = 50_000

export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const CSV_TYPE = 'text/csv; charset=utf-8'

/**
 * A list as a workbook or csv (UTF-8 with BOM, so that Excel reads the Chinese), named with today's date. Rows come all at once, or
 * page by page; `faceOf` is asked once they are there. Errors: platform.export_too_large.
 */
export async function exportTable<Row>(
  name: string,
  format: 'xlsx' | 'csv',
  source: Row[] | AsyncIterable<{ rows: Row[]; total: number | null }>,
  columns: ExportColumn<Row>[],
  faceOf?: () => Promise<ExportFace>,
): Promise<FileAnswer> {
  const rows = await rowsOf(source)
  const fileName = `${name}-${today()}.${format}`
  if (format === 'csv') {
    const body = Buffer.from(csvHead(columns) + rows.map(row => csvLine(row, columns)).join(''), 'utf8')
    return { name: fileName, mediaType: CSV_TYPE, body }
  }
  const values = rows.map(row => columns.map(column => column.value(row)))
  const face = faceOf ? await faceOf() : null
  const body = await writeWorkbook([
    { name, columns: sheetColumns(columns), rows: values, ...(face ? sheetFace(face, columns) : {}) },
  ])
  return { name: fileName, mediaType: WORKBOOK_TYPE, body }
}

async function rowsOf<Row>(source: Row[] | AsyncIterable<{ rows: Row[]; total: number | null }>): Promise<Row[]> {
  const tooMany = (rows: number) => refuse.exportTooLarge({ rows, maxRows: EXPORT_MAX_ROWS })
  if (Array.isArray(source)) {
    if (source.length > EXPORT_MAX_ROWS) throw tooMany(source.length)
    return source
  }
  const all: Row[] = []
  for await (const { rows, total } of source) {
    all.push(...rows)
    if ((total ?? 0) > EXPORT_MAX_ROWS || all.length > EXPORT_MAX_ROWS) throw tooMany(total ?? all.length)
  }
  return all
}

export function sheetColumns<Row>(columns: ExportColumn<Row>[]) {
  return columns.map(column => ({ heading: column.title, format: column.format ?? 'text', width: column.width }))
}

/** The face of a report around its rows: the lines above, and 合计 below with the sums of its columns of numbers. */
export function sheetFace<Row>(
  { above, sums }: ExportFace,
  columns: ExportColumn<Row>[],
): { above: readonly string[]; last: CellInput[] | null } {
  if (!sums) return { above, last: null }
  const isNumber = (format: ColumnFormat = 'text') => format === 'money' || format === 'integer' || format === 'decimal'
  // A column of sums asks them as it asks a row; what they have not is left empty.
  const last = columns.map(column => (isNumber(column.format) ? (column.value(sums as Row) ?? null) : null))
  const word = columns.findIndex(column => !isNumber(column.format))
  return { above, last: last.map((value, index) => (index === word ? '合计' : value)) }
}

/** The first line of a csv, after the mark by which Excel knows its encoding. */
export function csvHead<Row>(columns: ExportColumn<Row>[]): string {
  return `\uFEFF${columns.map(column => quoted(column.title)).join(',')}\r\n`
}

/** A row of a csv with its end of line. */
export function csvLine<Row>(row: Row, columns: ExportColumn<Row>[]): string {
  return `${columns.map(column => csvCell(column.value(row), column.format ?? 'text')).join(',')}\r\n`
}

function csvCell(value: CellInput, format: ColumnFormat): string {
  if (value === null) return ''
  if (value instanceof Date) return civilTimeOf(value)
  if (format === 'money') return fenToYuan(BigInt(value))
  if (format !== 'text') return String(value)
  // A text that a spreadsheet would take for a formula gets an apostrophe in front.
  const text = String(value)
  return quoted(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
