import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'
import { PaymentMethod } from './method.ts'

export const ReceiptPaper = z.enum(['A5', 'A4', 'thermal80'])

export const ReceiptRow = z.object({
  id: Id,
  number: z.string(),
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  payerName: z.string(),
  amountFen: Fen,
  method: PaymentMethod,
  channelName: z.string().nullable().describe('By which channel the card was charged'),
  reference: z.string().nullable().describe('Number of the cheque, the slip or the transfer'),
  paidOn: CivilDate,
  paidAt: Instant,
  cashierName: z.string(),
  printCount: z.int(),
  voidedAt: Instant.nullable(),
})

const receiptFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  method: PaymentMethod.optional(),
  channelId: Id.optional(),
  state: z.enum(['valid', 'void']).optional(),
  text: z.string().max(50).optional(),
}

export const listReceipts = route({
  method: 'GET',
  path: '/payments/receipts',
  summary: 'Receipts, newest first; the sum over all that match, those that are void aside.',
  permission: 'payments.receipts.read',
  query: PageQuery.extend(receiptFilters),
  response: pageOf(ReceiptRow).extend({ sums: z.object({ amountFen: Fen }) }),
})

export const exportReceipts = route({
  method: 'GET',
  path: '/payments/receipts/export',
  summary: 'The receipt list with the same filters, as a workbook or csv.',
  permission: 'payments.receipts.read',
  query: z.object({ ...receiptFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const ReceiptLine = z.object({
  itemName: z.string(),
  periodFrom: CivilDate.nullable().describe('null for what has no period, such as a deposit or rounding'),
  periodTo: CivilDate.nullable(),
  words: z.string(),
  amountFen: Fen,
  roomLabel: z.string().optional().describe('Where a receipt is for several premises: whose line it is'),
})

export const ReceiptDetail = ReceiptRow.extend({
  companyName: z.string(),
  communityName: z.string(),
  lines: z.array(ReceiptLine),
  capitalWords: z.string(),
  tenderedFen: Fen.nullable(),
  changeFen: Fen.nullable(),
  remark: z.string().nullable(),
  paymentId: Id,
  title: z.string(),
  footer: z.string(),
  entityName: z
    .string()
    .nullable()
    .describe('The legal entity that received the money, where it is not the company itself'),
  void: z.object({ at: Instant, byName: z.string(), reason: z.string() }).nullable(),
  dayClosed: z
    .boolean()
    .describe('The till’s day of its payment is closed: nobody voids it by hand. Said to staff; false to residents'),
  replaces: z
    .object({ id: Id, number: z.string() })
    .nullable()
    .describe('The voided receipt in whose place this one was written'),
  replacedBy: z.object({ id: Id, number: z.string() }).nullable(),
})

export const readReceipt = route({
  method: 'GET',
  path: '/payments/receipts/:receiptId',
  summary: 'One receipt as it was written.',
  permission: 'payments.receipts.read',
  params: z.object({ receiptId: Id }),
  response: ReceiptDetail,
  errors: ['platform.not_found'],
})

export const voidReceipt = route({
  method: 'POST',
  path: '/payments/receipts/:receiptId/void',
  summary:
    'Void a receipt: its number stays, with who, when and why. The payment stays as it is; a new receipt can be written in its place. Once the till’s day is closed, only an approved reversal voids it.',
  permission: 'payments.receipts.void',
  params: z.object({ receiptId: Id }),
  body: z.object({
    reason: Line,
    reissue: z.boolean().describe('Write a new receipt for the same money, which refers to this one'),
    payerName: Line.optional().describe('Of the new receipt, where the old one named somebody else'),
  }),
  response: ReceiptDetail,
  errors: ['platform.not_found', 'payments.receipt_void', 'payments.receipt_day_closed'],
})

export const countReceiptPrint = route({
  method: 'POST',
  path: '/payments/receipts/:receiptId/prints',
  summary: 'Say that a receipt is printed; the paper shows which print it is.',
  permission: 'payments.receipts.read',
  params: z.object({ receiptId: Id }),
  response: z.object({ printCount: z.int() }),
  errors: ['platform.not_found'],
})

export const receiptPdf = route({
  method: 'GET',
  path: '/payments/receipts/:receiptId/pdf',
  summary: 'The receipt as a PDF, in Chinese with the amount in capitals.',
  permission: 'payments.receipts.read',
  params: z.object({ receiptId: Id }),
  query: z.object({ paper: ReceiptPaper.optional().describe('By default that of the community’s template') }),
  response: 'file',
  errors: ['platform.not_found'],
  transaction: 'manual',
})
