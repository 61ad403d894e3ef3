import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Month, PageQuery, pageOf } from '../values.ts'
import { asOf, errors, fileErrors, format, group, narrowed, permission, span } from './report.ts'

const ReportGroup = z.enum(['month', 'community', 'building', 'item'])

const receivableSums = {
  billedFen: Fen.describe('应收'),
  reversedFen: Fen.describe('红冲'),
  waivedFen: Fen.describe('减免, 抹零 included'),
  netFen: Fen.describe('净应收 = 应收 − 红冲 − 减免'),
  collectedFen: Fen.describe('实收, 预存冲抵 included'),
  writtenOffFen: Fen.describe('核销'),
  outstandingFen: Fen.describe('欠费 = 净应收 − 实收 − 核销 = Σ open lines'),
  rate: z.string().nullable().describe('收缴率 A = 实收 ÷ 净应收, percent; null when nothing is receivable'),
}
const receivableQuery = { ...narrowed, ...span, asOf, by: ReportGroup.default('month') }

export const listReceivables = route({
  method: 'GET',
  path: '/analytics/reports/receivables',
  summary: '应收, 实收 and 欠费 of charge months by month, community, building or item, as of a day.',
  permission,
  query: PageQuery.extend(receivableQuery),
  response: pageOf(z.object({ ...group, ...receivableSums, lineCount: z.int() })).extend({
    sums: z.object({ ...receivableSums, lineCount: z.int() }),
    from: Month,
    to: Month,
    asOf: CivilDate,
  }),
  errors,
})

export const exportReceivables = route({
  method: 'GET',
  path: '/analytics/reports/receivables/export',
  summary: 'The report of receivables as a workbook or csv.',
  permission,
  query: z.object({ ...receivableQuery, format }),
  response: 'file',
  errors: fileErrors,
})

/** How long something is overdue, as the report of ages sums it. */
const AGES = [
  ...(['notDue', 'days0to30', 'days31to90', 'days91to180', 'days181to365', 'years1to2'] as const),
  ...(['years2to3', 'over3years'] as const),
] as const

/** The numbers of 应收实收 and 收缴率, and 应计未收 of 违约金, each of which opens the lines it is made of. */
export const LINE_NUMBERS = [
  ...(['openingArrears', 'billed', 'reversed', 'waived', 'net', 'collectedCurrent', 'collectedAhead'] as const),
  ...(['fromPurse', 'collectedOld', 'adjustedOld', 'writtenOff', 'outstanding', 'closingArrears'] as const),
  'accruing',
] as const

const LineNumber = z.enum(LINE_NUMBERS)
const LineStanding = z.enum(['open', 'overdue', 'settled'])
const lineQuery = {
  ...narrowed,
  ...span,
  asOf,
  premisesId: Id.optional(),
  standing: LineStanding.optional().describe('As of the day'),
  happened: z
    .enum(['any', 'issued'])
    .optional()
    .describe(
      'The months are those in which the lines were issued (issued), or issued or settled (any); else of the charge',
    ),
  age: z
    .enum(['all', ...AGES])
    .optional()
    .describe('Open as of the day and overdue for so long, of whatever months; all: however long'),
  rated: z.enum(['true']).optional().describe('Only what collection rates are of: no deposits'),
  number: LineNumber.optional().describe(
    'Lines that a number of 应收实收 or 收缴率 of the months is made of, as of the day: those of charge months in the span, or before it for 期初欠费, 清欠, 往期调整, or both for 期末欠费; accruing: late lines of whatever months, with what lateness costs as of today and is not billed',
  ),
  taxRate: z
    .string()
    .regex(/^(none|margin|\d{1,3}(\.\d{1,6})?)$/)
    .optional()
    .describe('Percent; none: of which nothing is said; margin: taxed by the month’s margin'),
}

export const listReportLines = route({
  method: 'GET',
  path: '/analytics/reports/lines',
  summary: 'The bill lines behind a number of the reports, as of a day.',
  permission,
  query: PageQuery.extend(lineQuery),
  response: pageOf(
    z.object({
      id: Id,
      billId: Id,
      billNumber: z.string(),
      communityName: z.string(),
      premisesId: Id,
      premisesLabel: z.string(),
      payerName: z.string().nullable(),
      itemName: z.string(),
      segmentStart: CivilDate,
      segmentEnd: CivilDate,
      dueOn: CivilDate,
      amountFen: Fen,
      waivedFen: Fen,
      collectedFen: Fen,
      outstandingFen: Fen,
      numberFen: Fen.nullable().describe('What the line adds to the number asked for'),
      taxRatePercent: z.string().nullable(),
      taxFen: Fen.nullable().describe('Frozen at issue'),
      taxBasis: z
        .enum(['margin'])
        .nullable()
        .describe('margin: it bears none of its own, closing its month taxes the margin'),
    }),
  ).extend({
    sums: z.object({
      amountFen: Fen,
      waivedFen: Fen,
      collectedFen: Fen,
      outstandingFen: Fen,
      numberFen: Fen.nullable().describe('The number of the report, where one is asked for'),
      taxFen: Fen.nullable().describe('Where lines are asked for by their tax or by when they were issued'),
    }),
    from: Month,
    to: Month,
    asOf: CivilDate,
  }),
  errors,
})

export const exportReportLines = route({
  method: 'GET',
  path: '/analytics/reports/lines/export',
  summary: 'The bill lines behind a number as a workbook or csv.',
  permission,
  query: z.object({ ...lineQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const collectionSums = {
  openingArrearsFen: Fen.describe('期初欠费: of months before the span, owed when it began'),
  billedFen: Fen.describe('应收 of charge months in the span'),
  reversedFen: Fen.describe('红冲 of these'),
  waivedFen: Fen.describe('减免 of these, 抹零 included'),
  netFen: Fen.describe('净应收 = 应收 − 红冲 − 减免'),
  collectedCurrentFen: Fen.describe('当期实收: of these lines by the end of the span, 预存冲抵 included'),
  fromPurseFen: Fen.describe('of which by 预存冲抵'),
  collectedAheadFen: Fen.describe('of which paid before their month'),
  collectedOldFen: Fen.describe('清欠: settled within the span of lines of months before it'),
  adjustedOldFen: Fen.describe(
    '往期调整: billed, reversed, waived or written off within the span, of months before it',
  ),
  writtenOffFen: Fen.describe('核销 of lines of the span'),
  closingArrearsFen: Fen.describe('期末欠费 = 期初欠费 + 往期调整 − 清欠 + 净应收 − 当期实收 − 核销'),
  rateA: z.string().nullable().describe('当期收缴率 A = 当期实收 ÷ 净应收'),
  rateB: z.string().nullable().describe('当期收缴率 B = (当期实收 + 减免) ÷ (应收 − 红冲)'),
  oldRate: z.string().nullable().describe('清欠率 = 清欠 ÷ 期初欠费'),
  overallRate: z.string().nullable().describe('综合收缴率 = (当期实收 + 清欠) ÷ (净应收 + 期初欠费)'),
}
const collectionQuery = { ...narrowed, ...span, by: ReportGroup.default('month') }

export const listCollection = route({
  method: 'GET',
  path: '/analytics/reports/collection',
  summary: 'Collection rates of a span of months, by month (each a span of its own), community, building or item.',
  permission,
  query: PageQuery.extend(collectionQuery),
  response: pageOf(z.object({ ...group, ...collectionSums })).extend({
    sums: z.object(collectionSums).describe('Of the whole span'),
    from: Month,
    to: Month,
    asOf: CivilDate.describe('The last day of the span: as of then everything is counted'),
  }),
  errors,
})

export const exportCollection = route({
  method: 'GET',
  path: '/analytics/reports/collection/export',
  summary: 'The report of collection rates as a workbook or csv.',
  permission,
  query: z.object({ ...collectionQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const householdSums = {
  householdsBilled: z.int(),
  householdsClear: z.int().describe('Owing nothing of these months'),
  householdRate: z.string().nullable().describe('户数收缴率 = clear ÷ billed, percent'),
  fullFen: Fen.describe(
    '饱和应收: these months at the full standard, without discounts, for every unit that can be priced',
  ),
  unbilledFullFen: Fen.describe(
    'Of which nobody was billed: the months of standing charges without a line, at their last full price',
  ),
  collectedFen: Fen.describe('实收 of these months'),
  saturationRate: z.string().nullable().describe('饱和收缴率 = 实收 ÷ 饱和应收, percent'),
}
const householdQuery = { ...narrowed, ...span, asOf, by: ReportGroup.default('building') }
const unpriced = z
  .int()
  .nullable()
  .describe('Units left out of 饱和应收, for they have no charge that says a price; null by month and by item')

export const listHouseholdRates = route({
  method: 'GET',
  path: '/analytics/reports/household-rates/groups',
  summary: '户数收缴率 and 饱和收缴率 of a span of months by month, community, building or item (domain.md E69).',
  permission,
  query: PageQuery.extend(householdQuery),
  response: pageOf(z.object({ ...group, ...householdSums, unpricedCount: unpriced })).extend({
    sums: z.object({ ...householdSums, unpricedCount: z.int() }),
    from: Month,
    to: Month,
    asOf: CivilDate,
  }),
  errors,
})

export const exportHouseholdRates = route({
  method: 'GET',
  path: '/analytics/reports/household-rates/export',
  summary: 'These rates as a workbook or csv.',
  permission,
  query: z.object({ ...householdQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const arrearsRate = {
  openingFen: Fen.describe('期初欠费'),
  collectedFen: Fen.describe('清欠'),
  lateBilledFen: Fen.describe('Of months before the span but billed within it: not in the opening arrears'),
  lateCollectedFen: Fen.describe('清欠 of these, by which 清欠率 may exceed 100 %'),
  rate: z.string().nullable().describe('清欠率 = 清欠 ÷ 期初欠费'),
  rateWithoutLate: z.string().nullable().describe('(清欠 − of what was billed late) ÷ 期初欠费'),
}

export const readHouseholdRates = route({
  method: 'GET',
  path: '/analytics/reports/household-rates',
  summary:
    '户数收缴率 and 饱和收缴率 of a span of months (domain.md E69), and what of 清欠 was billed within the span.',
  permission,
  query: z.object({ ...narrowed, ...span, asOf }),
  response: z.object({
    from: Month,
    to: Month,
    asOf: CivilDate,
    ...householdSums,
    unpricedCount: z.int().describe('Units left out of 饱和应收, for they have no charge that says a price'),
    arrears: z.object(arrearsRate),
  }),
  errors,
})

const ageSums = {
  notDueFen: Fen,
  days0to30Fen: Fen,
  days31to90Fen: Fen,
  days91to180Fen: Fen,
  days181to365Fen: Fen,
  years1to2Fen: Fen,
  years2to3Fen: Fen,
  over3yearsFen: Fen.describe('The limitation of three years is near or over (民法典 188)'),
  totalFen: Fen,
  householdCount: z.int(),
}
const ageingQuery = { ...narrowed, asOf, by: z.enum(['community', 'building', 'item']).default('building') }

export const listAgeing = route({
  method: 'GET',
  path: '/analytics/reports/ageing',
  summary: '账龄: what is owed by how long it is overdue, by community, building or item, as of a day (domain.md E70).',
  permission,
  query: PageQuery.extend(ageingQuery),
  response: pageOf(z.object({ ...group, ...ageSums })).extend({ sums: z.object(ageSums), asOf: CivilDate }),
  errors,
})

export const exportAgeing = route({
  method: 'GET',
  path: '/analytics/reports/ageing/export',
  summary: 'The report of ages as a workbook or csv.',
  permission,
  query: z.object({ ...ageingQuery, format }),
  response: 'file',
  errors: fileErrors,
})
