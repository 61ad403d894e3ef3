import { z } from 'zod'
import { route } from '../route.ts'
import { Id, Instant, Line, Version } from '../values.ts'

const Kind = z.enum(['delimited', 'fixed', 'xlsx'])
const Encoding = z.enum(['gbk', 'utf-8'])
const AmountUnit = z.enum(['yuan', 'fen'])
const Delimiter = z.enum(['|', ',', ';', '\t', ' '])
const Summary = z.enum(['none', 'first', 'last'])

/** What a column of the file that is sent may hold; `text` is the same in each row, count and total stand in the summary. */
export const DebitField = z.enum([
  ...(['reference', 'bankName', 'holderName', 'accountNumber', 'agreementNumber', 'amount'] as const),
  ...(['premisesLabel', 'batchNumber', 'debitOn', 'count', 'total', 'text'] as const),
])

export const DebitColumn = z.object({
  field: DebitField,
  title: z.string().trim().max(40).default('').describe('Above the column, where the file has headings'),
  text: z.string().max(60).default('').describe('Of the field text'),
  width: z.int().min(1).max(200).nullable().default(null).describe('In bytes, of a fixed file'),
  align: z.enum(['left', 'right']).default('left'),
  pad: z.enum([' ', '0']).default(' '),
})

/** 报盘: the file that is sent to the bank. */
export const DebitRequestLayout = z.object({
  kind: Kind,
  encoding: Encoding.default('gbk'),
  delimiter: Delimiter.default('|'),
  amountUnit: AmountUnit.default('yuan'),
  heading: z.boolean().default(false).describe('A first line with the titles'),
  summary: Summary.default('none'),
  summaryColumns: z.array(DebitColumn).max(20).default([]),
  columns: z.array(DebitColumn).min(3).max(30),
})

export const DebitResultField = z
  .enum(['reference', 'amount', 'code', 'reason', 'debitedOn', 'skip'])
  .describe('debitedOn: the day on which the bank took it; without it the day of the batch')

/** 回盘: the file that comes back. */
export const DebitResultLayout = z.object({
  kind: Kind,
  encoding: Encoding.default('gbk'),
  delimiter: Delimiter.default('|'),
  amountUnit: AmountUnit.default('yuan'),
  headingLines: z.int().min(0).max(9).default(0).describe('Lines before the first row, beside a summary'),
  summary: Summary.default('none'),
  columns: z
    .array(z.object({ field: DebitResultField, width: z.int().min(1).max(200).nullable().default(null) }))
    .min(3)
    .max(30),
  successCodes: z.array(z.string().trim().min(1).max(20)).min(1).max(20),
})

export const DebitFormat = z.object({
  id: Id,
  name: z.string(),
  request: DebitRequestLayout,
  result: DebitResultLayout,
  version: Version,
  createdAt: Instant,
})

const facts = { name: Line, request: DebitRequestLayout, result: DebitResultLayout }
const formatErrors: string[] = [
  ...['platform.beyond_scope', 'billing.debit_format_taken'],
  ...['billing.debit_format_wrong', 'billing.text_unwritable'],
]

export const listDebitFormats = route({
  method: 'GET',
  path: '/billing/debit-formats',
  summary: 'How the files of the company’s banks are laid out, by name; at most 100.',
  permission: 'billing.debits.read',
  response: z.object({ items: z.array(DebitFormat) }),
})

export const createDebitFormat = route({
  method: 'POST',
  path: '/billing/debit-formats',
  summary: 'Describe the files of a bank: what is sent, and what comes back.',
  permission: 'billing.debits.manage',
  body: z.object({ id: Id, ...facts }),
  response: DebitFormat,
  errors: formatErrors,
})

export const editDebitFormat = route({
  method: 'PUT',
  path: '/billing/debit-formats/:formatId',
  summary:
    'Change how the files of a bank are laid out, from the version that was read; batches that are under way follow it.',
  permission: 'billing.debits.manage',
  params: z.object({ formatId: Id }),
  body: z.object({ version: Version, ...facts }),
  response: DebitFormat,
  errors: [...formatErrors, 'platform.not_found', 'platform.changed_meanwhile'],
})

export const previewDebitFormat = route({
  method: 'POST',
  path: '/billing/debit-formats/preview',
  summary: 'How two imagined rows look by a layout that is not saved yet.',
  permission: 'billing.debits.read',
  body: z.object({ request: DebitRequestLayout }),
  response: z.object({ lines: z.array(z.string()) }),
  errors: ['billing.debit_format_wrong', 'billing.text_unwritable'],
  reads: true,
})
