import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, PageQuery, pageOf } from '../values.ts'

export const PastPayment = z.object({
  id: Id,
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  itemName: z.string().describe('As the former system called it'),
  periodFrom: CivilDate.nullable(),
  periodTo: CivilDate.nullable(),
  paidOn: CivilDate,
  dueFen: Fen.nullable(),
  paidFen: Fen,
  method: z.string().nullable(),
  receiptNumber: z.string().nullable().describe('Of the former system'),
  cashierName: z.string().nullable(),
  payerName: z.string().nullable(),
  remark: z.string().nullable(),
})

const PastPaymentFilters = z.object({
  communityId: Id.optional(),
  premisesId: Id.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  text: z.string().max(50).optional().describe('A part of the room, the item, the receipt number or the payer'),
})

export const listPastPayments = route({
  method: 'GET',
  path: '/payments/past-payments',
  summary: 'What was paid in the former system, newest first; the sum over all that match. No receipts of ours.',
  permission: 'payments.receipts.read',
  query: PageQuery.extend(PastPaymentFilters.shape),
  response: pageOf(PastPayment).extend({ sums: z.object({ paidFen: Fen }) }),
})

export const exportPastPayments = route({
  method: 'GET',
  path: '/payments/past-payments/export',
  summary: 'The same list with the same filters, as a workbook or csv.',
  permission: 'payments.receipts.read',
  query: PastPaymentFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})
