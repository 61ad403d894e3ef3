/** Reads a channel's settlement statement by its headings. Pure. */
import { parseDecimal, toFen } from '../../platform/decimals.ts'

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

export interface CellRow {
  row: number
  cells: readonly string[]
}

export interface StatementFault {
  row: number
  problem: 'headings' | 'reference' | 'kind' | 'amount' | 'fee' | 'net' | 'twice' | 'empty'
}

const HEADINGS = {
  reference: ['交易号', '终端流水', '参考号', '流水号', '商户订单号'],
  at: ['时间', '交易时间'],
  kind: ['类型', '交易类型'],
  amount: ['金额', '交易金额'],
  fee: ['手续费'],
  net: ['净额', '结算金额', '到账金额'],
} as const
type Field = keyof typeof HEADINGS

const PAYMENTS = ['收款', '消费', '支付']
const REFUNDS = ['退款', '退货', '撤销']

/** The rows, or the first fault: a statement is taken in wholly or not at all. The last row may be a sum (合计). */
export function parseStatement(lines: readonly CellRow[]): StatementRow[] | StatementFault {
  const headed = lines.findIndex(({ cells }) => placesOf(cells) !== null)
  const places = headed < 0 ? null : placesOf(lines[headed]?.cells ?? [])
  if (!places) return { row: lines[0]?.row ?? 0, problem: 'headings' }
  const rows: StatementRow[] = []
  const seen = new Set<string>()
  for (const { row, cells } of lines.slice(headed + 1)) {
    const at = (field: Field) => (cells[places[field] ?? -1] ?? '').replace(/^`/, '').trim()
    if (cells.every(cell => cell.trim() === '') || cells.some(cell => /^(合计|总计|小计)/.test(cell.trim()))) continue
    const parsed = rowOf(row, at)
    if ('problem' in parsed) return parsed
    const key = `${parsed.kind}/${parsed.reference}/${parsed.amountFen}/${parsed.at}`
    if (seen.has(key)) return { row, problem: 'twice' }
    seen.add(key)
    rows.push(parsed)
  }
  return rows.length > 0 ? rows : { row: 0, problem: 'empty' }
}

/** Where the columns stand; null when this row is not the headings. */
function placesOf(cells: readonly string[]): Partial<Record<Field, number>> | null {
  const places: Partial<Record<Field, number>> = {}
  for (const field of Object.keys(HEADINGS) as Field[]) {
    const place = cells.findIndex(cell => HEADINGS[field].some(heading => cell.trim().startsWith(heading)))
    if (place >= 0) places[field] = place
  }
  const needed = ['reference', 'kind', 'amount', 'fee'] as const
  return needed.every(field => places[field] !== undefined) ? places : null
}

function rowOf(row: number, at: (field: Field) => string): StatementRow | StatementFault {
  const reference = at('reference')
  if (reference === '' || reference.length > 60) return { row, problem: 'reference' }
  const word = at('kind')
  const kind = PAYMENTS.some(one => word.includes(one))
    ? 'payment'
    : REFUNDS.some(one => word.includes(one))
      ? 'refund'
      : null
  if (kind === null) return { row, problem: 'kind' }
  const amount = fenOf(at('amount'))
  if (amount === null || amount === 0n) return { row, problem: 'amount' }
  const fee = fenOf(at('fee'))
  if (fee === null) return { row, problem: 'fee' }
  // Some channels write refunds and what they give back with a minus, others without.
  const size = amount < 0n ? -amount : amount
  const feeFen = kind === 'refund' ? (fee > 0n ? -fee : fee) : fee
  const net = at('net') === '' ? null : fenOf(at('net'))
  const expected = kind === 'payment' ? size - feeFen : size + feeFen
  if (net !== null && (net < 0n ? -net : net) !== expected) return { row, problem: 'net' }
  return { place: row, reference, at: at('at').slice(0, 40), kind, amountFen: size, feeFen }
}

function fenOf(text: string): bigint | null {
  const value = parseDecimal(text.replace(/^[¥￥]/, '').replaceAll(',', ''))
  return value === null || value.decimalPlaces() > 2 ? null : toFen(value)
}

/** The lines of csv text as cells; quotes as Excel writes them. */
export function csvLines(text: string): CellRow[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ row: index + 1, cells: cellsOf(line) }))
    .filter(({ cells }) => cells.some(cell => cell.trim() !== '') && !cells[0]?.startsWith('#'))
}

function cellsOf(line: string): string[] {
  const cells: string[] = []
  // Each cell with the comma after it: an empty one is a match, too, so that none moves the ones behind it.
  for (const found of `${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g))
    cells.push((found[1] ?? found[2] ?? '').replaceAll('""', '"'))
  return cells
}
