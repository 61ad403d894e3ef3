import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'

/** month 月度 · quarter 季度 · year 年度 */
export const KpiGrain = z.enum(['month', 'quarter', 'year'])

/**
 * Where the value of an indicator comes from. `manual`: the supervisor gives the score. Attendance is counted by the workforce itself;
 * everything else is fed by the module that knows it (`recordKpiValues`), or entered with a reason.
 */
export const KPI_SOURCES = [
  'manual',
  'attendance-rate',
  'late-count',
  'absent-days',
  'orders-completed',
  'orders-on-time',
  'orders-rework',
  'orders-satisfaction',
  'orders-response',
  'inspections-done',
  'collection-rate',
  'complaints',
] as const
export const KpiSource = z.enum(KPI_SOURCES)

/** What the workforce counts itself, each night and when asked: nobody enters it, a correction of attendance changes it. */
export const COUNTED_SOURCES = [
  'attendance-rate',
  'late-count',
  'absent-days',
] as const satisfies readonly (typeof KPI_SOURCES)[number][]

/** linear 线性 (100 at the target, 60 at the threshold, 0 at the floor) · steps 阶梯 · pass 达标 (100 or 0) · manual 人工评分 */
export const KpiRule = z.enum(['manual', 'linear', 'steps', 'pass'])

export const KpiMeasure = z.string().regex(/^-?\d{1,10}(\.\d{1,4})?$/)
export const KpiScore = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?$/)
  .describe('Points, at most two decimals')
const Weight = z.string().regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/)

const measures = {
  name: Line,
  source: KpiSource,
  rule: KpiRule,
  direction: z.enum(['higher', 'lower']).describe('Which values are better'),
  target: KpiMeasure.nullable().default(null),
  threshold: KpiMeasure.nullable().default(null),
  floor: KpiMeasure.nullable().default(null),
  steps: z
    .array(z.object({ at: KpiMeasure, score: KpiScore }))
    .max(20)
    .default([])
    .describe('Of a table: the value from which (higher) or up to which (lower is better) the score is given'),
  weight: Weight.describe('Percent; those of a scheme are exactly 100'),
  cap: KpiScore.default('100').describe('No value gives more points'),
}

export const KpiIndicator = z.object({ id: Id, ...measures })
export const KpiBand = z.object({ grade: z.string().trim().min(1).max(4), from: KpiScore })

const schemeFields = {
  name: Line,
  grain: KpiGrain,
  postIds: z.array(Id).max(100).default([]).describe('None: every post'),
  teamIds: z.array(Id).max(100).default([]).describe('With those below them; none: every team'),
  effectiveFrom: CivilDate,
  effectiveTo: CivilDate.nullable().default(null),
  bands: z.array(KpiBand).min(1).max(8).describe('Grades, the best first; the last begins at 0'),
  indicators: z.array(KpiIndicator).min(1).max(30),
}

export const KpiScheme = z.object({
  id: Id,
  ...schemeFields,
  active: z.boolean(),
  postNames: z.array(z.string()),
  teamNames: z.array(z.string()),
  version: Version,
})

const schemeParams = z.object({ schemeId: Id })
const schemeErrors = [
  'platform.not_found',
  'workforce.scheme_name_taken',
  'workforce.weights_wrong',
  'workforce.bands_wrong',
  'workforce.indicator_wrong',
  'workforce.scheme_dates_wrong',
] as const

const SchemeFilters = z.object({ grain: KpiGrain.optional(), state: z.enum(['active', 'ended']).optional() })

export const listKpiSchemes = route({
  method: 'GET',
  path: '/workforce/kpi-schemes',
  summary: 'Schemes of weighted indicators, by name.',
  permission: 'workforce.performance.read',
  query: PageQuery.extend(SchemeFilters.shape),
  response: pageOf(KpiScheme),
})

export const exportKpiSchemes = route({
  method: 'GET',
  path: '/workforce/kpi-schemes/export',
  summary: 'The schemes with the same filters, as a workbook or csv.',
  permission: 'workforce.performance.read',
  query: SchemeFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readKpiScheme = route({
  method: 'GET',
  path: '/workforce/kpi-schemes/:schemeId',
  summary: 'One scheme with its indicators and grades.',
  permission: 'workforce.performance.read',
  params: schemeParams,
  response: KpiScheme,
  errors: ['platform.not_found'],
})

export const createKpiScheme = route({
  method: 'POST',
  path: '/workforce/kpi-schemes',
  summary: 'Make a scheme; its weights are exactly 100.',
  permission: 'workforce.performance.manage',
  body: z.object({ id: Id, ...schemeFields }),
  response: KpiScheme,
  errors: [...schemeErrors, 'platform.already_there'],
})

export const editKpiScheme = route({
  method: 'PUT',
  path: '/workforce/kpi-schemes/:schemeId',
  summary: 'Change a scheme, or end it. Scorecards that exist keep the scheme as it was.',
  permission: 'workforce.performance.manage',
  params: schemeParams,
  body: z.object({ ...schemeFields, active: z.boolean(), version: Version }),
  response: KpiScheme,
  errors: [...schemeErrors, 'platform.changed_meanwhile'],
})

/** open 评分中 · locked 已锁定 · void 已作废 */
export const KpiPeriodState = z.enum(['open', 'locked', 'void'])

/** open 待评分 · scored 待复核 · published 已公布 */
export const ScorecardState = z.enum(['open', 'scored', 'published'])

export const KpiPeriod = z.object({
  id: Id,
  grain: KpiGrain,
  fromOn: CivilDate,
  toOn: CivilDate,
  communityId: Id.nullable().describe('null: the whole company'),
  communityName: z.string().nullable(),
  state: KpiPeriodState,
  appealDays: z.int(),
  note: z.string().nullable(),
  openedAt: Instant,
  openedBy: z.string(),
  lockedAt: Instant.nullable(),
  lockedBy: z.string().nullable(),
  cards: z.object({ open: z.int(), scored: z.int(), published: z.int() }),
  appealsWaiting: z.int(),
  version: Version,
})

const periodParams = z.object({ periodId: Id })

const PeriodFilters = z.object({
  communityId: Id.optional(),
  grain: KpiGrain.optional(),
  state: KpiPeriodState.optional(),
})

export const listKpiPeriods = route({
  method: 'GET',
  path: '/workforce/kpi-periods',
  summary: 'Periods of performance, the latest first, with how far they are.',
  permission: 'workforce.performance.read',
  query: PageQuery.extend(PeriodFilters.shape),
  response: pageOf(KpiPeriod),
})

export const exportKpiPeriods = route({
  method: 'GET',
  path: '/workforce/kpi-periods/export',
  summary: 'The periods with the same filters, as a workbook or csv.',
  permission: 'workforce.performance.read',
  query: PeriodFilters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readKpiPeriod = route({
  method: 'GET',
  path: '/workforce/kpi-periods/:periodId',
  summary: 'One period with the distribution of grades and the employees whom no scheme fits.',
  permission: 'workforce.performance.read',
  params: periodParams,
  response: KpiPeriod.extend({
    grades: z.array(z.object({ grade: z.string(), count: z.int(), percent: DecimalText })),
    average: DecimalText.nullable(),
    withoutScheme: z.array(z.object({ employeeId: Id, name: z.string(), postName: z.string() })),
  }),
  errors: ['platform.not_found'],
})

const Opened = KpiPeriod.extend({
  made: z.int().describe('Scorecards made'),
  fed: z.int().describe('Values that changed'),
})

export const openKpiPeriod = route({
  method: 'POST',
  path: '/workforce/kpi-periods',
  summary: 'Open a month, a quarter or a year: everybody whom a scheme fits gets a scorecard with the scheme as it is.',
  permission: 'workforce.performance.manage',
  body: z.object({
    id: Id,
    grain: KpiGrain,
    fromOn: CivilDate.describe('The first day of the month, quarter or year'),
    communityId: Id.nullable().default(null),
    note: z.string().trim().max(200).default(''),
  }),
  response: Opened,
  errors: [
    'platform.not_found',
    'platform.already_there',
    'workforce.period_start_wrong',
    'workforce.period_there',
    'workforce.no_scheme_fits',
  ],
})

export const refreshKpiPeriod = route({
  method: 'POST',
  path: '/workforce/kpi-periods/:periodId/refresh',
  summary: 'Make the scorecards that are missing (newcomers, new schemes) and count attendance again.',
  permission: 'workforce.performance.manage',
  params: periodParams,
  response: Opened,
  errors: ['platform.not_found', 'workforce.period_closed'],
})

export const lockKpiPeriod = route({
  method: 'POST',
  path: '/workforce/kpi-periods/:periodId/lock',
  summary: 'Lock the results of a period: nothing of it changes any more, ever.',
  permission: 'workforce.performance.manage',
  params: periodParams,
  body: z.object({ version: Version }),
  response: KpiPeriod,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'workforce.period_closed',
    'workforce.cards_unpublished',
    'workforce.appeals_waiting',
    'workforce.appeal_time_runs',
  ],
})

export const voidKpiPeriod = route({
  method: 'POST',
  path: '/workforce/kpi-periods/:periodId/void',
  summary: 'Void a period that was opened by mistake; nothing of it is published yet.',
  permission: 'workforce.performance.manage',
  params: periodParams,
  body: z.object({ reason: Line, version: Version }),
  response: KpiPeriod,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'workforce.period_closed', 'workforce.cards_published'],
})
