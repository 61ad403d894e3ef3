import { z } from 'zod'
import { route } from '../route.ts'
import { Fen, Id, Instant, Month, PageQuery, pageOf, Text } from '../values.ts'

export const Period = z.object({
  id: Id.describe('Of the last closing; of the community while the month was never closed'),
  communityId: Id,
  communityName: z.string(),
  month: Month,
  state: z.enum(['open', 'closed', 'reopened']),
  closedAt: Instant.nullable(),
  closedBy: z.string().nullable(),
  reopenedAt: Instant.nullable(),
  reopenedBy: z.string().nullable(),
  reopenReason: z.string().nullable(),
  laterClosed: Month.nullable().describe('The latest closed month, where it is later: that is opened before this'),
  entryCount: z.int(),
  debitFen: Fen.describe('Σ debits of the month'),
  closingEntries: z
    .array(z.object({ id: Id, sourceKind: z.string(), amountFen: Fen.describe('Σ of its debits') }))
    .describe('What closings of the month posted, the first before the next'),
})

export const ClosingPreview = z.object({
  problems: z
    .array(z.string())
    .describe('What does not agree, a sentence each: while there is one, the month is not closed'),
  entries: z.array(
    z.object({
      sourceKind: z.string(),
      memo: z.string(),
      postings: z
        .array(z.object({ accountCode: z.string(), accountName: z.string(), debitFen: Fen, creditFen: Fen }))
        .describe('Empty where nothing moves'),
      later: z
        .array(z.object({ month: Month, netFen: Fen, taxFen: Fen }))
        .describe('What stands for each later month once it is posted, without tax and the tax'),
      rents: z
        .array(z.object({ assignmentId: Id, premisesLabel: z.string(), totalFen: Fen, earnedFen: Fen, billedFen: Fen }))
        .describe(
          'Rent in equal months: of each lease that runs its total, what is earned by the end of the month, and billed by then; net',
        ),
      margins: z
        .array(
          z.object({
            itemName: z.string(),
            month: Month,
            ratePercent: z.string(),
            soldFen: Fen,
            boughtFen: Fen,
            carriedFen: Fen.describe('Bought before and not used yet'),
            taxFen: Fen.describe('Of sold − bought − carried, never below nothing'),
          }),
        )
        .optional()
        .describe('差额征税: what is taxed by its margin, by item and month'),
    }),
  ),
})

const periodFilters = { communityId: Id.optional(), state: z.enum(['open', 'closed', 'reopened']).optional() }

export const listPeriods = route({
  method: 'GET',
  path: '/ledger/periods',
  summary:
    'Accounting months (会计期间) of communities that have entries or were closed, the latest first, with who closed them.',
  permission: 'ledger.entries.read',
  query: PageQuery.extend(periodFilters),
  response: pageOf(Period),
})

export const exportPeriods = route({
  method: 'GET',
  path: '/ledger/periods/export',
  summary: 'The months with the same filters, as a workbook or csv.',
  permission: 'ledger.entries.read',
  query: z.object({ ...periodFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const previewClosing = route({
  method: 'GET',
  path: '/ledger/periods/preview',
  summary:
    'What closing a month would post: what does not agree, and the revenue and tax that go over to later months (结转到以后月份).',
  permission: 'ledger.periods.close',
  query: z.object({ communityId: Id, month: Month }),
  response: ClosingPreview,
  errors: ['platform.not_found', 'platform.beyond_scope', 'ledger.month_not_over', 'ledger.month_closed'],
})

export const closePeriod = route({
  method: 'POST',
  path: '/ledger/periods',
  summary:
    'Close a month that is over (结账), and every month before it: nothing is posted into them any more. Bills, prepaid money, deposits and ledger must agree; revenue of later months goes over to them.',
  permission: 'ledger.periods.close',
  body: z.object({ id: Id, communityId: Id, month: Month }),
  response: z.object({ id: Id }),
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'ledger.month_not_over',
    'ledger.month_closed',
    'ledger.does_not_tie',
  ],
})

export const reopenPeriod = route({
  method: 'POST',
  path: '/ledger/periods/:periodId/reopen',
  summary: 'Open the latest closed month again (反结账), with the reason; the trace stays.',
  permission: 'ledger.periods.reopen',
  params: z.object({ periodId: Id }),
  body: z.object({ reason: Text.min(1).max(200) }),
  response: z.object({ id: Id }),
  errors: ['platform.not_found', 'platform.beyond_scope', 'ledger.month_not_closed', 'ledger.later_month_closed'],
})
