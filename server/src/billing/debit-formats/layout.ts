/** How a row of a bank's file is laid out. Pure. */
import type { billing as contract } from '@anju/contract'
import type { z } from 'zod'
import { fenToYuan } from '../../platform/money.ts'
import { encodeText, unwritable } from './gbk.ts'

export type RequestLayout = z.output<typeof contract.DebitRequestLayout>
export type ResultLayout = z.output<typeof contract.DebitResultLayout>
export type Column = RequestLayout['columns'][number]
export type Field = Column['field']

/** What a row says; the summary says the batch as a whole. */
export interface RowFacts {
  reference: string
  bankName: string
  holderName: string
  accountNumber: string
  agreementNumber: string | null
  amountFen: bigint
  premisesLabel: string
}

export interface BatchFacts {
  batchNumber: string
  debitOn: string
  count: number
  totalFen: bigint
}

export interface LayoutProblem {
  field: string
  code: 'missing' | 'width' | 'twice' | 'summary' | 'in-row'
}

/** What the bank must be told of each row, else nobody knows whom and what to take, nor what the answer is about. */
const NEEDED: readonly Field[] = ['reference', 'accountNumber', 'amount']
const OF_SUMMARY: readonly Field[] = ['count', 'total']

/** What is wrong with the layouts of a bank's files; empty: nothing. */
export function layoutProblems(request: RequestLayout, result: ResultLayout | null): LayoutProblem[] {
  const problems: LayoutProblem[] = []
  const fields = request.columns.map(column => column.field)
  for (const field of NEEDED) if (!fields.includes(field)) problems.push({ field: 'request.columns', code: 'missing' })
  if (fields.some(field => OF_SUMMARY.includes(field))) problems.push({ field: 'request.columns', code: 'in-row' })
  const columns = [...request.columns, ...(request.summary === 'none' ? [] : request.summaryColumns)]
  if (request.kind === 'fixed' && columns.some(column => column.width === null))
    problems.push({ field: 'request.columns', code: 'width' })
  if (request.kind !== 'xlsx' && request.summary !== 'none' && request.summaryColumns.length === 0)
    problems.push({ field: 'request.summaryColumns', code: 'summary' })
  if (result === null) return problems
  const answered = result.columns.map(column => column.field)
  for (const field of ['reference', 'code'] as const)
    if (!answered.includes(field)) problems.push({ field: 'result.columns', code: 'missing' })
  if (answered.some((field, at) => field !== 'skip' && answered.indexOf(field) !== at))
    problems.push({ field: 'result.columns', code: 'twice' })
  if (result.kind === 'fixed' && result.columns.some(column => column.width === null))
    problems.push({ field: 'result.columns', code: 'width' })
  return problems
}

/** The characters of a layout's own words that its encoding has no code for. */
export function unwritableWords(request: RequestLayout): string {
  if (request.kind === 'xlsx') return ''
  const words = [...request.columns, ...request.summaryColumns].map(({ title, text }) => title + text)
  return unwritable(words.join(''), request.encoding).join('')
}

function amountText(fen: bigint, unit: RequestLayout['amountUnit']): string {
  return unit === 'fen' ? fen.toString() : fenToYuan(fen)
}

/** What stands in a column of a row. */
export function cellOf(column: Column, layout: RequestLayout, batch: BatchFacts, row: RowFacts | null): string {
  switch (column.field) {
    case 'text':
      return column.text
    case 'batchNumber':
      return batch.batchNumber
    case 'debitOn':
      return batch.debitOn.replaceAll('-', '')
    case 'count':
      return batch.count.toString()
    case 'total':
      return amountText(batch.totalFen, layout.amountUnit)
    case 'amount':
      return row ? amountText(row.amountFen, layout.amountUnit) : ''
    default:
      return row ? (row[column.field] ?? '') : ''
  }
}

/** Columns that may be cut where they are too long for a fixed width: they only tell. */
const MAY_BE_CUT: readonly Field[] = ['bankName', 'premisesLabel', 'text']

export interface RowObstacle {
  obstacle: 'unwritable' | 'too-long'
  /** Of unwritable: the ones that the encoding has no code for. */
  characters?: string
}

/** Why a row cannot be written: a name with a character the encoding lacks, or something that must not be cut and is too long; else null. */
export function obstacleOf(layout: RequestLayout, batch: BatchFacts, row: RowFacts): RowObstacle | null {
  for (const column of layout.columns) {
    const text = cellOf(column, layout, batch, row)
    const odd = layout.kind === 'xlsx' || MAY_BE_CUT.includes(column.field) ? [] : unwritable(text, layout.encoding)
    if (odd.length > 0) return { obstacle: 'unwritable', characters: odd.join('') }
    if (layout.kind === 'fixed' && !MAY_BE_CUT.includes(column.field) && bytesOf(text, layout) > (column.width ?? 0))
      return { obstacle: 'too-long' }
  }
  return null
}

function bytesOf(text: string, layout: RequestLayout): number {
  return encodeText(text, layout.encoding).length
}

function lineOf(columns: readonly Column[], layout: RequestLayout, batch: BatchFacts, row: RowFacts | null): string {
  if (layout.kind === 'fixed')
    return columns.map(column => fitted(cellOf(column, layout, batch, row), column, layout)).join('')
  // Whoever reads the line splits it there: a delimiter inside a text would move every column after it.
  return columns
    .map(column =>
      cellOf(column, layout, batch, row)
        .replaceAll(layout.delimiter, ' ')
        .replaceAll(/[\r\n]/g, ' '),
    )
    .map(text => (layout.delimiter === ' ' ? text.replaceAll(' ', '') || '-' : text))
    .join(layout.delimiter)
}

/** Exactly as many bytes as the column is wide; a character is never cut in two. */
function fitted(text: string, column: Column, layout: RequestLayout): string {
  const width = column.width ?? 0
  let kept = ''
  for (const char of text) {
    if (bytesOf(kept + char, layout) > width) break
    kept += char
  }
  const padding = column.pad.repeat(width - bytesOf(kept, layout))
  return column.align === 'right' ? padding + kept : kept + padding
}

/** The file's lines, headings and summary among them, in the order in which they stand. */
export function linesOf(layout: RequestLayout, batch: BatchFacts, rows: readonly RowFacts[]): string[] {
  const heading = layout.heading
    ? [layout.columns.map(column => column.title).join(layout.kind === 'fixed' ? '' : layout.delimiter)]
    : []
  const summary = layout.summary === 'none' ? [] : [lineOf(layout.summaryColumns, layout, batch, null)]
  const lines = rows.map(row => lineOf(layout.columns, layout, batch, row))
  return layout.summary === 'first' ? [...summary, ...heading, ...lines] : [...heading, ...lines, ...summary]
}
