/** Reads the rows of a channel's settlement statement by its columns. Pure. */
import { parseDecimal, toFen } from '../../platform/decimals.ts'
import type { CellRow } from './parse-lines.ts'
import { type Field, type FoundColumns, isEnough, placesOf } from './statement-columns.ts'

export interface StatementRow {
  /** Row of the file, from 1. */
  place: number
  reference: string
  at: string
  kind: 'payment' | 'refund'
  amountFen: bigint
  /** Of a refund what is given back, negative. */
  feeFen: bigint
}

export interface StatementFault {
  row: number
  problem: 'headings' | 'reference' | 'kind' | 'amount' | 'fee' | 'net' | 'twice' | 'empty'
}

/** Asked first: a refund is often told as a kind of payment, too (支付退款). */
const REFUNDS = ['退', '撤销', '冲正', '反交易', 'refund', 'reversal', 'void']
const PAYMENTS = ['收款', '消费', '支付', '付款', '购买', '成功', '收入', 'payment', 'purchase', 'sale', 'success']

/** The rows, or the first fault: a statement is taken in wholly or not at all. The last rows may be sums (合计). */
export function parseStatement(
  lines: readonly CellRow[],
  { headed, columns }: FoundColumns,
): StatementRow[] | StatementFault {
  const places = placesOf(lines[headed]?.cells ?? [], columns)
  const isThere = Object.entries(columns).every(([field, heading]) => heading === '' || field in places)
  if (!isEnough(columns) || !isThere) return { row: lines[headed]?.row ?? lines[0]?.row ?? 0, problem: 'headings' }
  const rows: StatementRow[] = []
  const seen = new Set<string>()
  for (const { row, cells } of lines.slice(headed + 1)) {
    const at = (field: Field) => (cells[places[field] ?? -1] ?? '').replace(/^[`']/, '').trim()
    if (cells.every(cell => cell.trim() === '') || cells.some(cell => /^(合计|总计|小计)/.test(cell.trim()))) continue
    const parsed = rowOf(row, at, columns.kind !== '')
    if ('problem' in parsed) return parsed
    const key = `${parsed.kind}/${parsed.reference}/${parsed.amountFen}/${parsed.at}`
    if (seen.has(key)) return { row, problem: 'twice' }
    seen.add(key)
    rows.push(parsed)
  }
  return rows.length > 0 ? rows : { row: 0, problem: 'empty' }
}

function rowOf(row: number, at: (field: Field) => string, hasKind: boolean): StatementRow | StatementFault {
  const reference = at('reference')
  if (reference === '' || reference.length > 60) return { row, problem: 'reference' }
  const amount = fenOf(at('amount'))
  if (amount === null || amount === 0n) return { row, problem: 'amount' }
  const kind = hasKind ? kindOf(at('kind')) : amount < 0n ? 'refund' : 'payment'
  if (kind === null) return { row, problem: 'kind' }
  // Some channels write refunds and what they give back with a minus, others without.
  const size = amount < 0n ? -amount : amount
  const net = at('net') === '' ? null : fenOf(at('net'))
  const fee = at('fee') === '' && net !== null ? size - (net < 0n ? -net : net) : fenOf(at('fee'))
  if (fee === null) return { row, problem: 'fee' }
  const feeFen = kind === 'refund' ? (fee > 0n ? -fee : fee) : fee
  const expected = kind === 'payment' ? size - feeFen : size + feeFen
  if (net !== null && (net < 0n ? -net : net) !== expected) return { row, problem: 'net' }
  return { place: row, reference, at: at('at').slice(0, 40), kind, amountFen: size, feeFen }
}

function kindOf(text: string): StatementRow['kind'] | null {
  const word = text.toLowerCase()
  if (/失败|关闭|取消|待|未|fail|clos|pending/.test(word)) return null
  if (REFUNDS.some(one => word.includes(one))) return 'refund'
  return PAYMENTS.some(one => word.includes(one)) ? 'payment' : null
}

function fenOf(text: string): bigint | null {
  const value = parseDecimal(text.replace(/^(-?)[¥￥]/, '$1').replaceAll(',', ''))
  return value === null || value.decimalPlaces() > 2 ? null : toFen(value)
}
