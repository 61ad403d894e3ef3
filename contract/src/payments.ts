import { z } from 'zod'
import { route } from './route.ts'
import { CivilDate, Fen, Id, Instant, PageQuery, pageOf } from './values.ts'

export * from './payments/past-payments.ts'

export const ReceiptRow = z.object({
  id: Id,
  number: z.string(),
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  payerName: z.string(),
  amountFen: Fen,
  method: z.enum(['cash', 'transfer', 'pos']),
  paidOn: CivilDate,
  paidAt: Instant,
  cashierName: z.string(),
  printCount: z.int(),
})

const receiptFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  method: z.enum(['cash', 'transfer', 'pos']).optional(),
  text: z.string().max(50).optional(),
}

export const listReceipts = route({
  method: 'GET',
  path: '/payments/receipts',
  summary: 'Receipts, newest first; the sum over all that match.',
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
  periodFrom: CivilDate,
  periodTo: CivilDate,
  words: z.string(),
  amountFen: Fen,
})

export const ReceiptDetail = ReceiptRow.extend({
  companyName: z.string(),
  communityName: z.string(),
  lines: z.array(ReceiptLine),
  capitalWords: z.string(),
  tenderedFen: Fen.nullable(),
  changeFen: Fen.nullable(),
  remark: z.string().nullable(),
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
  query: z.object({ paper: z.enum(['A5', 'A4', 'thermal80']).default('A5') }),
  response: 'file',
  errors: ['platform.not_found'],
})
