import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Month, PageQuery, pageOf, Version } from '../values.ts'

/** 代收 · 公共收益 · 维修资金: money of others. */
export const FundKind = z.enum(['agency', 'public', 'fund'])

/** 支出 · 转交 · 计提管理费用 · 其他收入 · 期初余额 · 转入专户 · 冲回 */
export const FundDeed = z.enum(['spend', 'hand-over', 'manage', 'income', 'opening', 'move-in', 'reversal'])

/** Which account: of a community, of a kind; of what is collected for others also of which item. */
export const fundKey = {
  communityId: Id,
  kind: FundKind,
  itemId: Id.nullable().describe('Of what is collected for others; null of the other kinds'),
}

const movedFens = {
  receivedFen: Fen.describe('Collected on bills, without the tax inside, less what went back'),
  incomeFen: Fen.describe('Other income and opening balances'),
  spentFen: Fen.describe('Spent, positive; what was taken back taken off'),
  managedFen: Fen.describe('Kept by the company for what it costs'),
  handedOverFen: Fen.describe('Handed over to those it was collected for'),
}

const fundFens = {
  ...movedFens,
  openingFen: Fen.describe('Before the first of the months'),
  closingFen: Fen.describe('At the end of the last of the months'),
  waitingFen: Fen.describe('Asked for and not decided'),
  uncollectedFen: Fen.describe('Issued and not collected at the end of the months, without the tax inside'),
}

export const FundAccount = z.object({
  id: z.string().describe('Of the account: community, kind and item together'),
  ...fundKey,
  communityName: z.string(),
  itemName: z.string().nullable(),
  ...fundFens,
  principal: z.string().describe('To whom it is handed over'),
  mayAdvance: z.boolean().describe('公司垫付: the company may pay before the money came'),
  managementPercent: DecimalText.describe('Of what came in, kept at most for what it costs'),
  depositYuanPerM2: DecimalText.nullable().describe(
    'First deposit of a home, of the maintenance fund; set by the city',
  ),
  topUpPercent: DecimalText.describe('Of the first deposit: below it owners top up, of the maintenance fund'),
  version: z.int().describe('Of its settings; 0 while nobody decided any'),
})

const filters = {
  communityId: Id.optional(),
  kind: FundKind.optional(),
  from: Month.optional().describe('The first month; January where none is given'),
  to: Month.optional(),
}

export const listFunds = route({
  method: 'GET',
  path: '/billing/funds',
  summary:
    '分户资金收支表: money of others, an account for each community and kind (代收: and item), as it moved in the months.',
  permission: 'billing.funds.read',
  query: PageQuery.extend(filters),
  response: pageOf(FundAccount).extend({
    sums: z.object(fundFens).nullable().describe('Of all that match; null of very many: choose a community'),
    from: Month,
    to: Month,
  }),
  errors: ['billing.months_wrong', 'platform.beyond_scope'],
})

export const exportFunds = route({
  method: 'GET',
  path: '/billing/funds/export',
  summary: 'The accounts with the same filters, as a workbook or csv.',
  permission: 'billing.funds.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large', 'billing.months_wrong', 'platform.beyond_scope'],
})

const keyQuery = { communityId: Id, kind: FundKind, itemId: Id.optional() }

export const readFund = route({
  method: 'GET',
  path: '/billing/fund',
  summary: 'One account as it moved in the months, with each month and what may be spent now.',
  permission: 'billing.funds.read',
  query: z.object({ ...keyQuery, from: Month.optional(), to: Month.optional() }),
  response: FundAccount.extend({
    from: Month,
    to: Month,
    balanceFen: Fen.describe('Now'),
    specialFen: Fen.nullable().describe('In the special account (100202), now; of the maintenance fund'),
    toMoveFen: Fen.nullable().describe('Waits to be moved into it: the balance less what is there'),
    spendableFen: Fen.describe('Now, what waits to be decided taken off; with 公司垫付 what is due counts'),
    months: z.array(z.object({ month: Month, ...movedFens, closingFen: Fen })),
    items: z.array(z.object({ itemId: Id, itemName: z.string(), receivedFen: Fen })).describe('What came in, by item'),
  }),
  errors: ['platform.not_found', 'billing.months_wrong', 'platform.beyond_scope'],
})

const lineFilters = {
  ...keyQuery,
  from: Month.optional(),
  to: Month.optional(),
  direction: z.enum(['in', 'out']).optional(),
  text: z.string().trim().max(100).optional().describe('A part of the room, of the purpose or of whom it went to'),
}

export const FundLine = z.object({
  id: Id,
  movedOn: CivilDate,
  what: z.enum(['received', 'taken-back', 'corrected', ...FundDeed.options]),
  amountFen: Fen.describe('As it moved the account: in positive, out negative'),
  itemName: z.string().nullable(),
  premisesLabel: z.string().nullable(),
  billId: Id.nullable(),
  billNumber: z.string().nullable(),
  paymentId: Id.nullable(),
  receiptNumber: z.string().nullable(),
  requestId: Id.nullable().describe('What was asked for'),
  words: z.string().describe('Purpose and whom it went to or came from'),
  entryId: Id.nullable().describe('The entry of the ledger that moved money or the liability'),
})

export const listFundLines = route({
  method: 'GET',
  path: '/billing/fund/lines',
  summary:
    'The statement of an account, line by line, the latest first, with the sums of what came in and what went out.',
  permission: 'billing.funds.read',
  query: PageQuery.extend(lineFilters),
  response: pageOf(FundLine).extend({ sums: z.object({ inFen: Fen, outFen: Fen }) }),
  errors: ['billing.months_wrong', 'platform.beyond_scope'],
})

export const exportFundLines = route({
  method: 'GET',
  path: '/billing/fund/lines/export',
  summary: 'The statement of an account with the same filters, as a workbook or csv.',
  permission: 'billing.funds.read',
  query: z.object({ ...lineFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large', 'billing.months_wrong', 'platform.beyond_scope'],
})

export const editFund = route({
  method: 'PUT',
  path: '/billing/fund',
  summary:
    'How an account is kept: whom it is handed over to, whether the company advances, what it may keep for costs.',
  permission: 'billing.funds.manage',
  body: z.object({
    ...fundKey,
    principal: z.string().trim().max(100).default(''),
    mayAdvance: z.boolean(),
    managementPercent: DecimalText.default('0').describe('0–100, of public revenue only'),
    depositYuanPerM2: DecimalText.nullable()
      .default(null)
      .describe('More than 0, two decimals; of the maintenance fund only'),
    topUpPercent: DecimalText.default('30').describe('0–100, of the maintenance fund'),
    version: z.int().min(0).describe('0 while nobody decided any'),
  }),
  response: z.object({ version: Version }),
  errors: [
    'platform.not_found',
    'platform.beyond_scope',
    'platform.changed_meanwhile',
    'billing.fund_key_wrong',
    'billing.percent_wrong',
    'billing.fund_rate_wrong',
    'billing.fund_advanced',
  ],
})

const months = { from: Month, to: Month }

export const previewHandOver = route({
  method: 'GET',
  path: '/billing/fund/hand-over',
  summary:
    'Of an item in months: what was billed, collected and handed over for them, and what may be handed over now.',
  permission: 'billing.funds.read',
  query: z.object({ communityId: Id, itemId: Id, ...months }),
  response: z.object({
    billedFen: Fen,
    collectedFen: Fen,
    handedOverFen: Fen.describe('By hand-overs of any of these months, those that wait counted in'),
    remainsFen: Fen.describe('Collected and not handed over'),
    spendableFen: Fen.describe('Of the account, now'),
  }),
  errors: ['platform.not_found', 'billing.months_wrong', 'platform.beyond_scope'],
})

export const previewManagement = route({
  method: 'GET',
  path: '/billing/fund/management',
  summary: 'What of the public revenue of the months may be kept for what it costs, by the percentage of the account.',
  permission: 'billing.funds.read',
  query: z.object({ communityId: Id, ...months }),
  response: z.object({
    receivedFen: Fen.describe('Collected in the months, and other income'),
    percent: DecimalText,
    amountFen: Fen,
    keptBeforeFen: Fen.describe('By deductions that overlap these months'),
  }),
  errors: ['platform.not_found', 'billing.months_wrong', 'platform.beyond_scope'],
})
