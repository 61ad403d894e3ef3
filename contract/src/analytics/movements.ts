import { z } from 'zod'
import { route } from '../route.ts'
import { Fen, Id, Month, PageQuery, pageOf } from '../values.ts'
import { Building, errors, fileErrors, format, group, moved, permission } from './report.ts'

const narrowed = {
  communityId: Id.optional(),
  buildingId: Building.optional(),
  itemId: Id.optional(),
  ...moved,
}

const cashSums = {
  currentFen: Fen.describe('当期: payments for charges of the month they were paid in'),
  oldFen: Fen.describe('清欠: for charges of months before'),
  aheadFen: Fen.describe('提前缴: for charges of months to come'),
  depositFen: Fen.describe('押金'),
  prepaidFen: Fen.describe('新预存: paid into purses'),
  refundedFen: Fen.describe(
    '退款: what went back, of lines, purses and deposits; 冲正 is taken off where it had come in',
  ),
  totalFen: Fen.describe('现金口径 = 当期 + 清欠 + 提前缴 + 押金 + 新预存 − 退款'),
}
const cashQuery = {
  ...narrowed,
  by: z.enum(['month', 'day', 'community', 'building', 'item', 'method', 'channel', 'cashier']).default('month'),
}

const bridge = {
  cashFen: Fen.describe('现金口径: the total'),
  feeFen: Fen.describe('渠道手续费, negative'),
  tillFen: Fen.describe('交班长短款: over less short'),
  floatFen: Fen.describe('备用金: floats and movements of drawers by hand, in less out (1221)'),
  differenceFen: Fen.describe('渠道差异: what channels paid otherwise than we took'),
  fundFen: Fen.describe('代管资金收付: money of others taken in otherwise, less what was spent and handed over'),
  otherFen: Fen.describe('What nobody can name: anything but 0 is a failed invariant'),
  ledgerFen: Fen.describe('What 1001 + 1002 + 1012 moved in the months'),
}

export const listCash = route({
  method: 'GET',
  path: '/analytics/reports/cash',
  summary:
    '收款（现金口径）: money taken by month, day, community, building, item, method, channel or cashier, and what it was for.',
  permission,
  query: PageQuery.extend(cashQuery),
  response: pageOf(z.object({ ...group, ...cashSums, paymentCount: z.int() })).extend({
    sums: z.object({ ...cashSums, paymentCount: z.int() }),
    bridge: z
      .object(bridge)
      .nullable()
      .describe('From the total to the balance of money in the ledger; null where narrowed to a building or an item'),
    from: Month,
    to: Month,
  }),
  errors,
})

export const exportCash = route({
  method: 'GET',
  path: '/analytics/reports/cash/export',
  summary: 'The report of money taken as a workbook or csv.',
  permission,
  query: z.object({ ...cashQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const prepaymentSums = {
  openingFen: Fen.describe('期初预存'),
  topUpFen: Fen.describe('新预存'),
  creditFen: Fen.describe('更正退入, 期初导入, 转入'),
  offsetFen: Fen.describe('冲抵 of charges'),
  refundedFen: Fen.describe('退款'),
  otherFen: Fen.describe('转出 and 冲正, as they move the balance'),
  closingFen: Fen.describe('期末预存 = 期初 + 新预存 + 退入 − 冲抵 − 退款 + 其他 = Σ purses'),
}
const movementQuery = {
  ...narrowed,
  by: z
    .enum(['month', 'community', 'building', 'item'])
    .default('month')
    .describe('item: what the purses are kept for; those kept for any have no name'),
}

export const listPrepayments = route({
  method: 'GET',
  path: '/analytics/reports/prepayments',
  summary: '预存变动: what purses held, took in and gave out, by month, community, building or what it is kept for.',
  permission,
  query: PageQuery.extend(movementQuery),
  response: pageOf(z.object({ ...group, ...prepaymentSums })).extend({
    sums: z.object(prepaymentSums),
    from: Month,
    to: Month,
  }),
  errors,
})

export const exportPrepayments = route({
  method: 'GET',
  path: '/analytics/reports/prepayments/export',
  summary: 'The report of prepayments as a workbook or csv.',
  permission,
  query: z.object({ ...movementQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const depositSums = {
  openingFen: Fen.describe('期初在押'),
  receivedFen: Fen.describe('收取, 期初导入 included'),
  deductedFen: Fen.describe('扣除'),
  refundedFen: Fen.describe('退还'),
  reversedFen: Fen.describe('冲正 of what was received'),
  closingFen: Fen.describe('期末在押 = 期初 + 收取 − 扣除 − 退还 − 冲正'),
}
const depositQuery = { ...narrowed, by: z.enum(['month', 'community', 'building', 'item']).default('month') }

export const listDepositMovements = route({
  method: 'GET',
  path: '/analytics/reports/deposits',
  summary: '押金变动: what is held, received, deducted and given back, by month, community, building or item.',
  permission,
  query: PageQuery.extend(depositQuery),
  response: pageOf(z.object({ ...group, ...depositSums })).extend({
    sums: z.object(depositSums),
    from: Month,
    to: Month,
  }),
  errors,
})

export const exportDepositMovements = route({
  method: 'GET',
  path: '/analytics/reports/deposits/export',
  summary: 'The report of deposits as a workbook or csv.',
  permission,
  query: z.object({ ...depositQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const waiverSums = {
  waivedFen: Fen.describe('减免'),
  roundedFen: Fen.describe('抹零'),
  writtenOffFen: Fen.describe('核销'),
  totalFen: Fen.describe('减免 + 抹零 + 核销: settled without money'),
}

export const listWaivers = route({
  method: 'GET',
  path: '/analytics/reports/waivers',
  summary: '减免: what was settled without money, by month, community, building or item.',
  permission,
  query: PageQuery.extend(depositQuery),
  response: pageOf(z.object({ ...group, ...waiverSums, lineCount: z.int() })).extend({
    sums: z.object({ ...waiverSums, lineCount: z.int() }),
    from: Month,
    to: Month,
  }),
  errors,
})

export const exportWaivers = route({
  method: 'GET',
  path: '/analytics/reports/waivers/export',
  summary: 'The report of waivers as a workbook or csv.',
  permission,
  query: z.object({ ...depositQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const taxSums = {
  grossFen: Fen.describe('含税: of lines of bills issued in the months'),
  netFen: Fen.describe('不含税 = 含税 − 税额'),
  taxFen: Fen.describe(
    '税额, frozen at issue line by line; of what is taxed by its margin as closings of the months took it',
  ),
}
const taxQuery = { ...narrowed, by: z.enum(['month', 'community', 'item', 'rate']).default('rate') }

export const listTaxes = route({
  method: 'GET',
  path: '/analytics/reports/taxes',
  summary: '税额: output tax of what was billed, by rate (margin: 差额征税), month, community or item.',
  permission,
  query: PageQuery.extend(taxQuery),
  response: pageOf(z.object({ ...group, ...taxSums, lineCount: z.int() })).extend({
    sums: z.object({ ...taxSums, lineCount: z.int() }),
    from: Month,
    to: Month,
  }),
  errors,
})

export const exportTaxes = route({
  method: 'GET',
  path: '/analytics/reports/taxes/export',
  summary: 'The report of taxes as a workbook or csv.',
  permission,
  query: z.object({ ...taxQuery, format }),
  response: 'file',
  errors: fileErrors,
})
