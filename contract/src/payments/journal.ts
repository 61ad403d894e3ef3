import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, PageQuery, pageOf } from '../values.ts'
import { PaymentMethod } from './method.ts'

export const JournalRow = z.object({
  id: z.string(),
  day: CivilDate,
  communityId: Id,
  communityName: z.string(),
  cashierId: Id,
  cashierName: z.string(),
  method: PaymentMethod,
  channelId: Id.nullable(),
  channelName: z.string().nullable().describe('By which channel cards were charged, where somebody said'),
  count: z.int(),
  amountFen: Fen,
  returnedFen: Fen.describe('Reversed and refunded on that day'),
  netFen: Fen,
  closed: z.boolean().describe('The cashier’s day is closed'),
})

const journalFilters = {
  communityId: Id.optional(),
  cashierId: Id.optional(),
  method: PaymentMethod.optional(),
  channelId: Id.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
}

export const listJournal = route({
  method: 'GET',
  path: '/payments/journal',
  summary: 'What came in by day, cashier, method and channel: the journal of cashiers and channels (收款日报).',
  permission: 'payments.receipts.read',
  query: PageQuery.extend(journalFilters),
  response: pageOf(JournalRow).extend({
    sums: z.object({ count: z.int(), amountFen: Fen, returnedFen: Fen, netFen: Fen }),
  }),
})

export const exportJournal = route({
  method: 'GET',
  path: '/payments/journal/export',
  summary: 'The journal with the same filters, as a workbook or csv.',
  permission: 'payments.receipts.read',
  query: z.object({ ...journalFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})
