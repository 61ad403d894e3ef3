import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, PageQuery, pageOf } from '../values.ts'

/** Which homes something of the maintenance fund is of: those of the buildings and units, and those named. Nothing named: the whole community. */
export const FundHomes = z.object({
  buildingIds: z.array(Id).max(200).default([]),
  unitIds: z.array(Id).max(500).default([]),
  premisesIds: z.array(Id).max(5000).default([]),
})

const FundShare = z.object({
  id: Id.describe('Of the home'),
  premisesLabel: z.string(),
  areaM2: DecimalText,
  shareFen: Fen,
})

const sharedSums = {
  homes: z.int().describe('That share'),
  areaM2: DecimalText.describe('Of all that share'),
}

export const previewFundShares = route({
  method: 'POST',
  path: '/billing/fund/shares',
  summary:
    'What each home would bear of a spending of the maintenance fund, by area, to the fen (E77); nothing is saved. The first two hundred homes are shown, all are counted.',
  permission: 'billing.funds.read',
  body: z.object({
    communityId: Id,
    amountFen: Fen.refine(fen => fen > 0n && fen < 10n ** 13n, 'more than nothing'),
    homes: FundHomes.nullable().default(null),
  }),
  response: z.object({
    ...sharedSums,
    withoutArea: z.int().describe('Homes concerned whose area nobody entered: they bear nothing'),
    items: z.array(FundShare),
  }),
  errors: ['platform.not_found', 'platform.beyond_scope', 'billing.fund_homes_wrong'],
  reads: true,
})

const shareFilters = {
  text: z.string().trim().max(100).optional().describe('A part of the room'),
}
const shareParams = z.object({ fundRequestId: Id })

export const listFundShares = route({
  method: 'GET',
  path: '/billing/fund-requests/:fundRequestId/shares',
  summary:
    'The share of each home of what moves the maintenance fund, by room; of a reversal those of what it takes back.',
  permission: 'billing.funds.read',
  params: shareParams,
  query: PageQuery.extend(shareFilters),
  response: pageOf(FundShare).extend({ sums: z.object({ ...sharedSums, shareFen: Fen }) }),
  errors: ['platform.not_found', 'platform.beyond_scope'],
})

export const exportFundShares = route({
  method: 'GET',
  path: '/billing/fund-requests/:fundRequestId/shares/export',
  summary: 'The shares of homes with the same filters, as a workbook or csv.',
  permission: 'billing.funds.read',
  params: shareParams,
  query: z.object({ ...shareFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large', 'platform.not_found', 'platform.beyond_scope'],
})

const homeFens = {
  firstDepositFen: Fen.nullable().describe('Area × the rate of the account; null without either'),
  receivedFen: Fen.describe('Collected for the home: first deposits and top-ups, less what went back'),
  incomeFen: Fen.describe('Its shares of opening balances and of interest'),
  spentFen: Fen.describe('Its shares of spendings, positive; what was taken back taken off'),
  balanceFen: Fen,
  missingFen: Fen.describe('To the line below which owners top up (续交); 0 at or above it'),
}

export const FundHome = z.object({
  id: Id.describe('Of the home'),
  premisesLabel: z.string(),
  buildingName: z.string().nullable(),
  areaM2: DecimalText.nullable().describe('Today'),
  endedOn: CivilDate.nullable().describe(
    'Merged or split: what is in it is of the homes after it, so hardly ever with anything left',
  ),
  ...homeFens,
  topUpLineFen: Fen.nullable().describe('So many percent of the first deposit'),
})

const homeFilters = {
  communityId: Id,
  text: z.string().trim().max(100).optional().describe('A part of the room'),
  buildingId: Id.optional(),
  state: z.enum(['short', 'overdrawn']).optional().describe('short: below the line, 续交; overdrawn: below nothing'),
}

export const listFundHomes = route({
  method: 'GET',
  path: '/billing/fund/homes',
  summary:
    '维修资金分户账: what is in the maintenance fund of each home of a community, its first deposit, and what is missing to the line below which its owners top up.',
  permission: 'billing.funds.read',
  query: PageQuery.extend(homeFilters),
  response: pageOf(FundHome).extend({
    sums: z.object({ ...homeFens, firstDepositFen: Fen }),
    fund: z
      .object({
        balanceFen: Fen,
        homesFen: Fen.describe('Of all homes'),
        unsharedFen: Fen.describe('What moved before shares were kept: of no home; with those of homes the balance'),
        shortHomes: z.int(),
        missingFen: Fen,
      })
      .describe('The whole account, whatever is filtered'),
  }),
  errors: ['platform.not_found', 'platform.beyond_scope'],
})

export const exportFundHomes = route({
  method: 'GET',
  path: '/billing/fund/homes/export',
  summary: 'The maintenance fund by home with the same filters, as a workbook or csv.',
  permission: 'billing.funds.read',
  query: z.object({ ...homeFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large', 'platform.not_found', 'platform.beyond_scope'],
})
