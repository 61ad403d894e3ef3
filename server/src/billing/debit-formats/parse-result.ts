/** Reads what a bank answered: lines into cells, cells into rows. Pure. */
import { parseDecimal, toFen, toUnits } from '../../platform/decimals.ts'
import { isCivilDate } from '../../platform/period.ts'
import { decodeText } from './gbk.ts'
import type { ResultLayout } from './layout.ts'

export interface ResultRow {
  /** Line of the file, from 1. */
  row: number
  reference: string
  /** As it stood there. */
  amount: string
  /** null: not said, or not an amount. */
  amountFen: bigint | null
  code: string
  reason: string
  /** When the bank took it; null: not said. */
  debitedOn: string | null
  succeeded: boolean
}

/** A line that is no row. */
export interface UnreadableRow {
  row: number
  text: string
}

export interface ParsedResult {
  rows: ResultRow[]
  unreadable: UnreadableRow[]
}

/** A line with its number and its cells; null where bytes are not of the encoding. */
export interface CellLine {
  row: number
  cells: string[] | null
  text: string
}

/** The lines of a text file as cells. A delimiter is looked for in the text, never in the bytes: | is half of some GBK characters. */
export function cellLines(bytes: Uint8Array, layout: ResultLayout): CellLine[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lines: CellLine[] = []
  let start = 0
  let row = 0
  while (start < buffer.length) {
    // Neither byte of a line's end is ever a part of a longer character.
    const end = buffer.indexOf(0x0a, start)
    const stop = end < 0 ? buffer.length : end
    const line = buffer.subarray(start, stop > start && buffer[stop - 1] === 0x0d ? stop - 1 : stop)
    start = stop + 1
    row++
    if (line.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x1a)) continue
    const text = decodeText(line, layout.encoding)
    lines.push({
      row,
      text: (text ?? line.toString('latin1')).slice(0, 80),
      cells: text === null ? null : cellsOf(line, text, layout),
    })
  }
  return lines
}

function cellsOf(line: Buffer, text: string, layout: ResultLayout): string[] {
  if (layout.kind !== 'fixed')
    return (layout.delimiter === ' ' ? text.trim().split(/\s+/) : text.split(layout.delimiter)).map(cell => cell.trim())
  let from = 0
  return layout.columns.map(({ width }) => {
    const part = line.subarray(from, from + (width ?? 0))
    from += width ?? 0
    return (decodeText(part, layout.encoding) ?? '').trim()
  })
}

/** Rows of the answers; headings and the summary line are left out, whatever stands in them. */
export function parseResult(lines: readonly CellLine[], layout: ResultLayout): ParsedResult {
  const first = layout.headingLines + (layout.summary === 'first' ? 1 : 0)
  const told = lines.slice(first, layout.summary === 'last' ? lines.length - 1 : lines.length)
  const rows: ResultRow[] = []
  const unreadable: UnreadableRow[] = []
  for (const line of told) {
    const row = line.cells && rowOf(line.row, line.cells, layout)
    if (row) rows.push(row)
    else unreadable.push({ row: line.row, text: line.text })
  }
  return { rows, unreadable }
}

function rowOf(row: number, cells: readonly string[], layout: ResultLayout): ResultRow | null {
  const at = (field: ResultLayout['columns'][number]['field']) => {
    const place = layout.columns.findIndex(column => column.field === field)
    return place < 0 ? '' : (cells[place] ?? '')
  }
  const reference = at('reference')
  const code = at('code')
  if (!/^\d{1,30}$/.test(reference) || code === '') return null
  const amount = at('amount')
  const debitedOn = at('debitedOn') === '' ? null : dayOf(at('debitedOn'))
  if (debitedOn === undefined) return null
  return {
    ...{ row, reference: reference.padStart(12, '0'), amount, amountFen: fenOf(amount, layout), code },
    ...{ reason: at('reason').slice(0, 100), debitedOn, succeeded: layout.successCodes.includes(code) },
  }
}

/** 254.70, 254.7, 1,254.70 or 25470; leading zeros are padding. */
function fenOf(text: string, layout: ResultLayout): bigint | null {
  const plain = text.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  const value = parseDecimal(plain)
  if (value === null || value.isNegative()) return null
  if (layout.amountUnit === 'fen') return value.decimalPlaces() === 0 ? toUnits(value, 0, 'HALF_UP') : null
  return value.decimalPlaces() <= 2 ? toFen(value) : null
}

/** 20260115, 2026-01-15 or 2026/1/15, whatever time stands behind it; undefined when it is no day. */
function dayOf(text: string): string | undefined {
  const [, year, month = '', day = ''] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(text) ?? []
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCivilDate(on) ? on : undefined
}
