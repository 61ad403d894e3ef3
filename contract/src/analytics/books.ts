import { z } from 'zod'
import { MeterKind } from '../metering/meters.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Month, PageQuery, pageOf } from '../values.ts'
import { Building, errors, fileErrors, format, group, moved, permission } from './report.ts'

const span = {
  communityId: Id.optional(),
  ...moved,
}

const accrualSums = {
  openingFen: Fen.describe('期初应收: balance of 1122 before the month'),
  accruedFen: Fen.describe('本期计提: debited to 1122 by bills, corrections included'),
  waivedFen: Fen.describe('减免, 抹零, 核销: credited to 1122 without money'),
  settledFen: Fen.describe('收款与冲抵: credited to 1122 by payments and prepaid money, less what was taken back'),
  otherFen: Fen.describe('其他: what else moved 1122'),
  closingFen: Fen.describe('期末应收 = 期初 + 计提 − 减免核销 − 收款冲抵 + 其他'),
  revenueFen: Fen.describe('收入（不含税）: credited to 6001, 6051 and 6301, less debits'),
  taxFen: Fen.describe('销项税: credited to 222101, less debits'),
  deferredFen: Fen.describe(
    '结转以后月份: credited to 2205, 222102 and 1473 when months were closed, less what became due',
  ),
  cashFen: Fen.describe('现金口径: debited to cash, bank and other money by payments, less refunds and reversals'),
  feeFen: Fen.describe('渠道手续费, negative'),
  differenceFen: Fen.describe('长短款与渠道差异: what tills and channels have over, less what is short'),
  floatFen: Fen.describe('备用金: floats and movements of drawers by hand, in less out (1221)'),
  fundFen: Fen.describe('代管资金收付: money of others taken in otherwise, less what was spent and handed over'),
  moneyFen: Fen.describe(
    '货币资金净增 = 现金口径 + 手续费 + 长短款与差异 + 代管资金收付: what 1001 + 1002 + 1012 moved',
  ),
}
const accrualQuery = { ...span, by: z.enum(['month', 'community']).default('month') }

export const listAccruals = route({
  method: 'GET',
  path: '/analytics/reports/accruals',
  summary:
    '权责发生制: receivables, revenue and tax by ledger month or community, from the postings, next to the cash view.',
  permission,
  query: PageQuery.extend(accrualQuery),
  response: pageOf(z.object({ ...group, ...accrualSums })).extend({
    sums: z.object(accrualSums),
    from: Month,
    to: Month,
  }),
  errors,
})

/** The numbers of the accrual report, each of which opens the postings it is made of. */
export const ACCRUAL_NUMBERS = [
  ...(['opening', 'accrued', 'waived', 'settled', 'other', 'closing', 'revenue', 'tax', 'deferred'] as const),
  ...(['cash', 'fee', 'difference', 'float', 'fund', 'money'] as const),
] as const

const postingQuery = { ...span, number: z.enum(ACCRUAL_NUMBERS).default('closing') }

export const listAccrualPostings = route({
  method: 'GET',
  path: '/analytics/reports/accruals/postings',
  summary: 'The postings behind a number of the accrual report, which add up to it; the latest first.',
  permission,
  query: PageQuery.extend(postingQuery),
  response: pageOf(
    z.object({
      id: Id,
      entryId: Id,
      postedOn: CivilDate,
      communityName: z.string(),
      accountCode: z.string(),
      sourceKind: z.string().describe('What was posted: billing.bill-issued, payments.received …'),
      premisesId: Id.nullable(),
      premisesLabel: z.string().nullable(),
      amountFen: Fen.describe('As it moves the number'),
    }),
  ).extend({ sums: z.object({ amountFen: Fen }), from: Month, to: Month }),
  errors,
})

export const exportAccrualPostings = route({
  method: 'GET',
  path: '/analytics/reports/accruals/postings/export',
  summary: 'These postings as a workbook or csv.',
  permission,
  query: z.object({ ...postingQuery, format }),
  response: 'file',
  errors: fileErrors,
})

export const exportAccruals = route({
  method: 'GET',
  path: '/analytics/reports/accruals/export',
  summary: 'The accrual report as a workbook or csv.',
  permission,
  query: z.object({ ...accrualQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const penaltySums = {
  billedFen: Fen.describe('计收: bills of kind penalty that became owed in the months'),
  collectedFen: Fen.describe('实收: paid or offset of penalties in the months'),
  waivedFen: Fen.describe('减免: of penalties, in the months'),
  lineCount: z.int().describe('Lines of penalties billed'),
}
const penaltyQuery = {
  ...span,
  buildingId: Building.optional(),
  by: z.enum(['month', 'community', 'building']).default('month'),
}

export const listPenalties = route({
  method: 'GET',
  path: '/analytics/reports/penalties',
  summary: '违约金: billed, collected and waived by month, community or building, and what lateness costs as of today.',
  permission,
  query: PageQuery.extend(penaltyQuery),
  response: pageOf(z.object({ ...group, ...penaltySums })).extend({
    sums: z.object(penaltySums),
    accruing: z
      .object({
        ...{ fen: Fen, lineCount: z.int(), asOf: CivilDate },
        countedAt: Instant.nullable().describe(
          'When it was counted, last night, of more late bills than are counted at once; else null',
        ),
        leftOutCount: z
          .int()
          .describe('Late bills left out: corrected, held or taken over, and too many to be worked out one by one'),
      })
      .describe('应计未收: of late lines, worked out as of today and not billed'),
    from: Month,
    to: Month,
  }),
  errors,
})

export const exportPenalties = route({
  method: 'GET',
  path: '/analytics/reports/penalties/export',
  summary: 'The report of penalties as a workbook or csv.',
  permission,
  query: z.object({ ...penaltyQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const staffSums = {
  paymentCount: z.int().describe('Payments taken'),
  collectedFen: Fen.describe('收款: money taken less what was reversed'),
  visitCount: z.int().describe('催缴: visits, calls, messages and letters on record'),
  visitedCount: z.int().describe('Households asked'),
  assignedCount: z.int().describe('Households that are theirs to ask, today'),
  recoveredFen: Fen.describe(
    '催回: settled on overdue lines of these households, since they are theirs, within the months',
  ),
  overdueFen: Fen.describe('仍逾期: of these households, today'),
  rate: z.string().nullable().describe('催回率 = 催回 ÷ (催回 + 仍逾期), percent'),
}

export const listStaffResults = route({
  method: 'GET',
  path: '/analytics/reports/staff',
  summary: '员工: what each took at the desk, whom they asked for arrears and what came of it.',
  permission,
  query: PageQuery.extend(span),
  response: pageOf(z.object({ ...group, ...staffSums })).extend({
    sums: z.object(staffSums),
    from: Month,
    to: Month,
    asOf: CivilDate.describe('Today: whose households they are, and what these still owe'),
  }),
  errors,
})

export const exportStaffResults = route({
  method: 'GET',
  path: '/analytics/reports/staff/export',
  summary: 'The report of staff as a workbook or csv.',
  permission,
  query: z.object({ ...span, format }),
  response: 'file',
  errors: fileErrors,
})

const Quantity = z.string().describe('Units after the multiplier')
const consumptionSums = {
  householdUsed: Quantity.describe('户表用量: approved readings of household meters that end in the months'),
  sharedUsed: Quantity.describe('公共表用量'),
  masterUsed: Quantity.describe('总表用量'),
  parentUsed: Quantity.describe(
    'By parent: of the meter itself; by month, by community and in sums: of the topmost meters only',
  ),
  belowUsed: Quantity.describe(
    'By parent: of the meters directly below it in the same months; else of those at the ends of the tree',
  ),
  loss: Quantity.describe('损耗 = parent − Σ children'),
  lossRate: z.string().nullable().describe('损耗率 = 损耗 ÷ 上级表用量, percent'),
  readingCount: z.int(),
  estimatedCount: z.int().describe('Of the readings, estimates'),
}
const consumptionQuery = {
  ...span,
  kind: MeterKind.default('water-cold'),
  by: z.enum(['month', 'community', 'parent']).default('month'),
}

export const listConsumption = route({
  method: 'GET',
  path: '/analytics/reports/consumption',
  summary: '用量与损耗 of one kind of meter, by month, community or parent meter.',
  permission,
  query: PageQuery.extend(consumptionQuery),
  response: pageOf(
    z.object({ ...group, ...consumptionSums, meterId: Id.nullable().describe('By parent: the meter above') }),
  ).extend({
    sums: z.object(consumptionSums),
    from: Month,
    to: Month,
  }),
  errors,
})

export const exportConsumption = route({
  method: 'GET',
  path: '/analytics/reports/consumption/export',
  summary: 'The report of consumption as a workbook or csv.',
  permission,
  query: z.object({ ...consumptionQuery, format }),
  response: 'file',
  errors: fileErrors,
})
