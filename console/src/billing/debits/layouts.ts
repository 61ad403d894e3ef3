import type { Format } from './debits.ts'

export type RequestLayout = Format['request']
export type ResultLayout = Format['result']
export type Layouts = Pick<Format, 'request' | 'result'>
export type Preset = 'bars' | 'fixed' | 'workbook'

export const PRESETS: readonly Preset[] = ['bars', 'fixed', 'workbook']
export const KINDS = ['delimited', 'fixed', 'xlsx'] as const
export const DELIMITERS = ['|', ',', ';', '\t', ' '] as const
export const SUMMARIES = ['none', 'first', 'last'] as const
export const FIELDS = [
  ...(['reference', 'bankName', 'holderName', 'accountNumber', 'agreementNumber', 'amount'] as const),
  ...(['premisesLabel', 'batchNumber', 'debitOn', 'text'] as const),
]
export const SUMMARY_FIELDS = ['batchNumber', 'debitOn', 'count', 'total', 'text'] as const
export const RESULT_FIELDS = ['reference', 'amount', 'code', 'reason', 'debitedOn', 'skip'] as const

/** What a list of columns lacks, by the server's rules, so that it is told at the list. */
export type ColumnsProblem = 'few' | 'request' | 'result' | 'twice' | 'width' | 'summary'

const FEWEST = 3
const NEEDED = { request: ['reference', 'accountNumber', 'amount'], result: ['reference', 'code'] } as const

export function columnsProblem(
  of: 'request' | 'result' | 'summary',
  isFixed: boolean,
  columns: readonly { field: string; width?: number | null }[],
): ColumnsProblem | null {
  const fields = columns.map(({ field }) => field)
  if (of === 'summary' && fields.length === 0) return 'summary'
  if (of !== 'summary' && NEEDED[of].some(field => !fields.includes(field))) return of
  if (of !== 'summary' && fields.length < FEWEST) return 'few'
  if (of === 'result' && fields.some((field, at) => field !== 'skip' && fields.indexOf(field) !== at)) return 'twice'
  return isFixed && columns.some(({ width }) => !width) ? 'width' : null
}

type Column = RequestLayout['columns'][number]

function column(field: Column['field'], title: string, more: Partial<Column> = {}): Column {
  return { field, title, text: '', width: null, align: 'left', pad: ' ', ...more }
}

const BARS: Layouts = {
  request: {
    ...{ kind: 'delimited', encoding: 'gbk', delimiter: '|', amountUnit: 'yuan', heading: false, summary: 'last' },
    columns: [
      column('reference', '流水号'),
      column('holderName', '户名'),
      column('accountNumber', '账号'),
      column('amount', '金额'),
      column('premisesLabel', '摘要'),
    ],
    summaryColumns: [column('batchNumber', '批次号'), column('count', '笔数'), column('total', '金额')],
  },
  result: {
    ...{ kind: 'delimited', encoding: 'gbk', delimiter: '|', amountUnit: 'yuan', headingLines: 0, summary: 'last' },
    columns: (['reference', 'skip', 'skip', 'amount', 'code', 'reason'] as const).map(field => ({
      field,
      width: null,
    })),
    successCodes: ['0000'],
  },
}

const FIXED: Layouts = {
  request: {
    ...{ kind: 'fixed', encoding: 'gbk', delimiter: '|', amountUnit: 'fen', heading: false, summary: 'first' },
    columns: [
      column('reference', '流水号', { width: 12 }),
      column('accountNumber', '账号', { width: 32 }),
      column('holderName', '户名', { width: 60 }),
      column('amount', '金额', { width: 15, align: 'right', pad: '0' }),
      column('premisesLabel', '摘要', { width: 40 }),
    ],
    summaryColumns: [
      column('debitOn', '日期', { width: 8 }),
      column('count', '笔数', { width: 8, align: 'right', pad: '0' }),
      column('total', '金额', { width: 15, align: 'right', pad: '0' }),
    ],
  },
  result: {
    ...{ kind: 'fixed', encoding: 'gbk', delimiter: '|', amountUnit: 'fen', headingLines: 0, summary: 'first' },
    columns: [
      { field: 'reference', width: 12 },
      { field: 'skip', width: 32 },
      { field: 'amount', width: 15 },
      { field: 'code', width: 4 },
      { field: 'reason', width: 40 },
    ],
    successCodes: ['0000'],
  },
}

const WORKBOOK: Layouts = {
  request: { ...BARS.request, kind: 'xlsx', encoding: 'utf-8', heading: true, summary: 'none', summaryColumns: [] },
  result: { ...BARS.result, kind: 'xlsx', encoding: 'utf-8', headingLines: 1, summary: 'none' },
}

/** What many banks ask for, to begin with. */
export const LAYOUTS: Record<Preset, Layouts> = { bars: BARS, fixed: FIXED, workbook: WORKBOOK }
