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

/** More rows than this are refused; ask for one row more to know. */
export const EXPORT_MAX_ROWS = 50_000

/** A list as a workbook or csv (UTF-8 with BOM, so that Excel reads the Chinese), named with today's date. */
export async function exportTable<Row>(
  name: string,
  format: 'xlsx' | 'csv',
  rows: Row[],
  columns: ExportColumn<Row>[],
): Promise<FileAnswer> {
  if (rows.length > EXPORT_MAX_ROWS) throw refuse.exportTooLarge({ rows: rows.length, maxRows: EXPORT_MAX_ROWS })
  const fileName = `${name}-${today()}.${format}`
  if (format === 'csv') return { name: fileName, mediaType: 'text/csv; charset=utf-8', body: csvOf(rows, columns) }
  const body = await writeWorkbook([
    {
      name,
      columns: columns.map(column => ({ heading: column.title, format: column.format ?? 'text', width: column.width })),
      rows: rows.map(row => columns.map(column => column.value(row))),
    },
  ])
  return { name: fileName, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body }
}

function csvOf<Row>(rows: Row[], columns: ExportColumn<Row>[]): Buffer {
  const lines = [
    columns.map(column => quoted(column.title)),
    ...rows.map(row => columns.map(column => csvCell(column.value(row), column.format ?? 'text'))),
  ]
  return Buffer.from(`\uFEFF${lines.map(line => line.join(',')).join('\r\n')}\r\n`, 'utf8')
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
