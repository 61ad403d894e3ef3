import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Month, PageQuery, pageOf } from '../values.ts'

export const AccountKind = z.enum(['asset', 'liability', 'income', 'expense', 'equity'])

export const TrialBalanceRow = z.object({
  id: z.string().describe('The account’s code'),
  code: z.string(),
  name: z.string(),
  kind: AccountKind,
  openingFen: Fen.describe('Before the first of the month; debit positive, credit negative'),
  debitFen: Fen,
  creditFen: Fen,
  closingFen: Fen,
})

const balanceFilters = { communityId: Id.optional(), from: Month.optional(), to: Month.optional() }

export const readTrialBalance = route({
  method: 'GET',
  path: '/ledger/trial-balance',
  summary:
    '科目余额表 of months (this one when left out): opening + debit − credit = closing for each account; debits equal credits.',
  permission: 'ledger.entries.read',
  query: PageQuery.extend(balanceFilters),
  response: pageOf(TrialBalanceRow).extend({
    from: Month,
    to: Month,
    sums: z.object({ openingFen: Fen, debitFen: Fen, creditFen: Fen, closingFen: Fen }),
  }),
})

export const exportTrialBalance = route({
  method: 'GET',
  path: '/ledger/trial-balance/export',
  summary: 'The trial balance with the same filters, as a workbook or csv.',
  permission: 'ledger.entries.read',
  query: z.object({ ...balanceFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const EntryRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  postedOn: CivilDate,
  sourceKind: z.string().describe('What was posted: billing.bill-issued, payments.received …'),
  sourceId: Id,
  memo: z.string(),
  amountFen: Fen.describe('Σ of its debits'),
  at: Instant,
})

const entryFilters = {
  communityId: Id.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  accountCode: z.string().max(10).optional().describe('With a posting on this account or one below it'),
  sourceKind: z.string().max(60).optional(),
  premisesId: Id.optional(),
  text: z.string().max(50).optional().describe('Within the memo: a bill’s or a receipt’s number'),
}

export const listEntries = route({
  method: 'GET',
  path: '/ledger/entries',
  summary: '凭证, newest first, each with the fact that it posts.',
  permission: 'ledger.entries.read',
  query: PageQuery.extend(entryFilters),
  response: pageOf(EntryRow),
})

export const exportEntries = route({
  method: 'GET',
  path: '/ledger/entries/export',
  summary: 'The postings of the entries with the same filters, a row each, as a workbook or csv.',
  permission: 'ledger.entries.read',
  query: z.object({ ...entryFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const Posting = z.object({
  line: z.int(),
  accountCode: z.string(),
  accountName: z.string(),
  premisesLabel: z.string().nullable(),
  partyName: z.string().nullable(),
  debitFen: Fen,
  creditFen: Fen,
})

export const readEntry = route({
  method: 'GET',
  path: '/ledger/entries/:entryId',
  summary: 'One entry with its postings.',
  permission: 'ledger.entries.read',
  params: z.object({ entryId: Id }),
  response: EntryRow.extend({ postings: z.array(Posting) }),
  errors: ['platform.not_found'],
})

export const listAccounts = route({
  method: 'GET',
  path: '/ledger/accounts',
  summary: 'The chart of accounts (科目表), by code.',
  permission: 'ledger.entries.read',
  response: z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), kind: AccountKind })) }),
})
