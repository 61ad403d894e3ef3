import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant, Line, Month, PageQuery, pageOf } from '../values.ts'
import { FundHomes } from './fund-homes.ts'
import { FundDeed, FundKind, fundKey } from './funds.ts'
import { RequestState } from './waivers.ts'

export const FundMethod = z.enum(['cash', 'transfer', 'cheque'])

const Positive = Fen.refine(fen => fen > 0n && fen < 10n ** 13n, 'more than nothing')

export const FundRequest = z.object({
  id: Id,
  ...fundKey,
  communityName: z.string(),
  itemName: z.string().nullable(),
  deed: FundDeed,
  amountFen: Fen,
  taxFen: Fen.describe('Of it: output tax'),
  effectFen: Fen.describe('What the account gains or loses by it'),
  method: FundMethod.nullable(),
  partyName: z.string(),
  partyAccountMasked: z.string(),
  purpose: z.string(),
  reference: z.string(),
  resolutionId: Id.nullable(),
  resolutionNumber: z.string().nullable(),
  fromMonth: Month.nullable(),
  toMonth: Month.nullable(),
  reversesId: Id.nullable(),
  reversal: RequestState.nullable().describe('Of the request to take it back, the latest'),
  state: RequestState,
  requestId: Id.nullable().describe('Of the approval'),
  askedByName: z.string(),
  askedAt: Instant,
  decidedByName: z.string().nullable(),
  appliedOn: CivilDate.nullable(),
})

export const FundRequestDetail = FundRequest.extend({
  files: z.array(FileRef),
  entryId: Id.nullable(),
  homes: z.int().describe('That share in it, of the maintenance fund; 0 where nobody said'),
})

const filters = {
  communityId: Id.optional(),
  kind: FundKind.optional(),
  itemId: Id.optional(),
  deed: FundDeed.optional(),
  state: RequestState.optional(),
  resolutionId: Id.optional(),
  text: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe('Part of the purpose, the invoice, whom it goes to, or who asked'),
  from: CivilDate.optional().describe('Took effect on this day or later; of what waits: was asked'),
  to: CivilDate.optional(),
}

export const listFundRequests = route({
  method: 'GET',
  path: '/billing/fund-requests',
  summary:
    'Spendings, hand-overs and other income of accounts of others, newest first, with the sum over all that match.',
  permission: 'billing.funds.read',
  query: PageQuery.extend(filters),
  response: pageOf(FundRequest).extend({ sums: z.object({ amountFen: Fen }) }),
})

export const exportFundRequests = route({
  method: 'GET',
  path: '/billing/fund-requests/export',
  summary: 'The list of spendings and hand-overs with the same filters, as a workbook or csv.',
  permission: 'billing.funds.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const requestParams = z.object({ fundRequestId: Id })

export const readFundRequest = route({
  method: 'GET',
  path: '/billing/fund-requests/:fundRequestId',
  summary: 'One spending, hand-over or income, with its papers and its entry.',
  permission: 'billing.funds.read',
  params: requestParams,
  response: FundRequestDetail,
  errors: ['platform.not_found'],
})

const askErrors: string[] = [
  ...['platform.not_found', 'platform.already_there', 'platform.beyond_scope', 'approvals.nobody_decides'],
]

export const askFund = route({
  method: 'POST',
  path: '/billing/fund-requests',
  summary:
    'Ask to spend, hand over or keep money of others, or to enter other income: it happens with the last approval of somebody else, in the same transaction.',
  permission: 'billing.funds.request',
  body: z.object({
    id: Id,
    ...fundKey,
    deed: FundDeed.exclude(['reversal']),
    amountFen: Positive,
    taxRatePercent: DecimalText.nullable().default(null).describe('Inside of other income and of what is kept'),
    method: FundMethod.nullable().default(null).describe('How it is paid or came; null where no money moves'),
    partyName: z.string().trim().max(100).default('').describe('Whom it goes to or came from'),
    partyAccount: z.string().trim().max(40).default('').describe('Bank account, for a transfer; sealed'),
    purpose: Line,
    reference: z.string().trim().max(50).default('').describe('Number of the invoice or slip'),
    fileIds: z.array(Id).max(6).default([]),
    resolutionId: Id.nullable()
      .default(null)
      .describe('What owners decided; asked for where their money is spent or kept'),
    fromMonth: Month.nullable().default(null),
    toMonth: Month.nullable().default(null),
    homes: FundHomes.nullable()
      .default(null)
      .describe('Of the maintenance fund: which homes share it by area (E77); null: the whole community'),
  }),
  auditBody: false,
  response: FundRequest,
  errors: [
    ...askErrors,
    'billing.fund_key_wrong',
    'billing.fund_deed_wrong',
    'billing.fund_homes_wrong',
    'billing.fund_too_small',
    'billing.fund_not_moved_in',
    'billing.payee_account_missing',
    'billing.resolution_missing',
    'billing.resolution_used',
    'billing.months_wrong',
    'billing.management_too_much',
    'billing.percent_wrong',
  ],
})

export const askFundReversal = route({
  method: 'POST',
  path: '/billing/fund-requests/:fundRequestId/reversal',
  summary: 'Ask to take back what was spent, handed over or entered, as a whole; posted on the day it is approved.',
  permission: 'billing.funds.request',
  params: requestParams,
  body: z.object({ id: Id, reason: Line }),
  response: FundRequest,
  errors: [...askErrors, 'billing.fund_not_reversible', 'billing.fund_too_small', 'billing.fund_not_moved_in'],
})

export const revealFundParty = route({
  method: 'POST',
  path: '/billing/fund-requests/:fundRequestId/account',
  summary: 'The account that money goes to, in full, for a reason that the audit log keeps.',
  permission: 'billing.funds.request',
  params: requestParams,
  body: z.object({ reason: Line }),
  response: z.object({ partyAccount: z.string().nullable() }),
  errors: ['platform.not_found'],
})
