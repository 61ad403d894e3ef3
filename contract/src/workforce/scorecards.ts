import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Id, Instant, Line, PageQuery, pageOf, Text, Version } from '../values.ts'
import { KpiGrain, KpiMeasure, KpiRule, KpiScore, KpiSource, ScorecardState } from './kpi.ts'

export const ScorecardRow = z.object({
  id: Id,
  periodId: Id,
  grain: KpiGrain,
  fromOn: CivilDate,
  toOn: CivilDate,
  employeeId: Id,
  employeeNumber: z.string(),
  employeeName: z.string(),
  teamName: z.string(),
  postName: z.string(),
  schemeName: z.string(),
  state: ScorecardState,
  locked: z.boolean(),
  total: DecimalText.nullable(),
  grade: z.string().nullable(),
  missing: z.int().describe('Indicators that have no score yet'),
  appealWaiting: z.boolean(),
})

/** How a score came to be: which branch of the rule, for a screen that shows the arithmetic. */
export const ScorePath = z.enum([
  'waiting',
  'nothing',
  'given',
  'appeal',
  'above',
  'upper',
  'lower',
  'whole',
  'below',
  'step',
  'no-step',
  'passed',
  'failed',
])

export const ScorecardLine = z.object({
  id: Id,
  name: z.string(),
  source: KpiSource,
  rule: KpiRule,
  direction: z.enum(['higher', 'lower']),
  target: DecimalText.nullable(),
  threshold: DecimalText.nullable(),
  floor: DecimalText.nullable(),
  steps: z.array(z.object({ at: DecimalText, score: DecimalText })),
  weight: DecimalText,
  cap: DecimalText,
  value: DecimalText.nullable(),
  basis: z.string().nullable().describe('How the value came to be'),
  fedAt: Instant.nullable(),
  selfScore: DecimalText.nullable(),
  givenScore: DecimalText.nullable(),
  appealScore: DecimalText.nullable(),
  measuredScore: DecimalText.nullable().describe('By the rule, before an appeal'),
  score: DecimalText.nullable().describe('What counts'),
  path: ScorePath,
  capped: z.boolean(),
  points: DecimalText.nullable().describe('score × weight ÷ 100, exact'),
  note: z.string().nullable(),
})

export const Appeal = z.object({
  id: Id,
  scorecardId: Id,
  employeeName: z.string(),
  teamName: z.string(),
  fromOn: CivilDate,
  toOn: CivilDate,
  grain: KpiGrain,
  reason: z.string(),
  state: z.enum(['asked', 'changed', 'kept', 'withdrawn']),
  askedAt: Instant,
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
  answeredByName: z.string().nullable(),
  total: DecimalText.nullable(),
  grade: z.string().nullable(),
})

export const ScoreChange = z.object({
  id: Id,
  lineName: z.string(),
  scoreBefore: DecimalText.nullable(),
  scoreAfter: DecimalText,
  totalBefore: DecimalText,
  totalAfter: DecimalText,
  reason: z.string(),
  at: Instant,
  actorName: z.string(),
})

export const Scorecard = ScorecardRow.extend({
  bands: z.array(z.object({ grade: z.string(), from: DecimalText })),
  lines: z.array(ScorecardLine),
  countedWeight: DecimalText.describe('Weights of the indicators that count'),
  countedPoints: DecimalText.describe('Σ points; total = Σ points × 100 ÷ counted weight, two decimals, half up'),
  selfComment: z.string().nullable(),
  selfAt: Instant.nullable(),
  comment: z.string().nullable(),
  scoredAt: Instant.nullable(),
  scoredByName: z.string().nullable(),
  reviewNote: z.string().nullable(),
  reviewedAt: Instant.nullable(),
  reviewedByName: z.string().nullable(),
  publishedAt: Instant.nullable(),
  appealUntil: CivilDate.nullable(),
  appeals: z.array(Appeal),
  changes: z.array(ScoreChange),
  mine: z.boolean().describe('About the one who asks: somebody else scores, reviews and answers'),
  scoredByMe: z.boolean(),
  version: Version,
})

const cardParams = z.object({ scorecardId: Id })
const cardFilters = {
  communityId: Id.optional(),
  periodId: Id.optional(),
  employeeId: Id.optional(),
  teamId: Id.optional().describe('With the teams below it'),
  state: ScorecardState.optional(),
  grade: z.string().max(4).optional(),
  text: z.string().max(50).optional().describe('Name, pinyin or number'),
}

export const listScorecards = route({
  method: 'GET',
  path: '/workforce/scorecards',
  summary: 'Scorecards with their state, total and grade.',
  permission: 'workforce.performance.read',
  query: PageQuery.extend(cardFilters),
  response: pageOf(ScorecardRow),
})

export const exportScorecards = route({
  method: 'GET',
  path: '/workforce/scorecards/export',
  summary: 'The scorecards with the same filters, as a workbook or csv.',
  permission: 'workforce.performance.read',
  query: z.object({ ...cardFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readScorecard = route({
  method: 'GET',
  path: '/workforce/scorecards/:scorecardId',
  summary: 'One scorecard: every indicator with how its score came to be, appeals and what they changed.',
  permission: 'workforce.performance.read',
  params: cardParams,
  response: Scorecard,
  errors: ['platform.not_found'],
})

const GivenScores = z
  .array(z.object({ lineId: Id, score: KpiScore, note: z.string().trim().max(200).default('') }))
  .max(30)
const scoreErrors = [
  'platform.not_found',
  'platform.changed_meanwhile',
  'workforce.card_state_wrong',
  'workforce.period_closed',
  'workforce.score_beyond_cap',
] as const

export const scoreScorecard = route({
  method: 'POST',
  path: '/workforce/scorecards/:scorecardId/score',
  summary: 'Give the scores of the manual indicators and a comment; handed in, somebody else reviews them.',
  permission: 'workforce.performance.score',
  params: cardParams,
  body: z.object({ scores: GivenScores, comment: Text.default(''), handIn: z.boolean(), version: Version }),
  response: Scorecard,
  errors: [...scoreErrors, 'platform.own_request', 'workforce.line_not_manual', 'workforce.scores_missing'],
})

export const enterKpiValue = route({
  method: 'POST',
  path: '/workforce/scorecards/:scorecardId/values',
  summary:
    'Enter the value of an indicator that no module feeds, with where it comes from; null: there was nothing to measure.',
  permission: 'workforce.performance.score',
  params: cardParams,
  body: z.object({ lineId: Id, value: KpiMeasure.nullable(), basis: Line }),
  response: Scorecard,
  errors: [
    'platform.not_found',
    'platform.own_request',
    'workforce.card_state_wrong',
    'workforce.period_closed',
    'workforce.line_not_fed',
    'workforce.line_counted',
  ],
})

export const reviewScorecard = route({
  method: 'POST',
  path: '/workforce/scorecards/:scorecardId/review',
  summary: 'Publish a scored card, or give it back with a note. Not one’s own, and not what one scored.',
  permission: 'workforce.performance.review',
  params: cardParams,
  body: z.object({ approve: z.boolean(), note: z.string().trim().max(200).default(''), version: Version }),
  response: Scorecard,
  errors: [
    'platform.not_found',
    'platform.changed_meanwhile',
    'platform.own_request',
    'workforce.card_state_wrong',
    'workforce.period_closed',
    'workforce.note_missing',
  ],
})

const appealFilters = { communityId: Id.optional(), state: Appeal.shape.state.optional() }

export const listAppeals = route({
  method: 'GET',
  path: '/workforce/appeals',
  summary: 'Appeals against results, what waits first.',
  permission: 'workforce.performance.read',
  query: PageQuery.extend(appealFilters),
  response: pageOf(Appeal),
})

export const exportAppeals = route({
  method: 'GET',
  path: '/workforce/appeals/export',
  summary: 'The appeals with the same filters, as a workbook or csv.',
  permission: 'workforce.performance.read',
  query: z.object({ ...appealFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const answerAppeal = route({
  method: 'POST',
  path: '/workforce/appeals/:appealId/answer',
  summary:
    'Answer an appeal: keep the result, or change scores with the reason. Not one’s own, and not what one scored.',
  permission: 'workforce.performance.review',
  params: z.object({ appealId: Id }),
  body: z.object({ scores: GivenScores.describe('None: the result is kept'), answer: Line }),
  response: Scorecard,
  errors: [
    'platform.not_found',
    'platform.own_request',
    'workforce.wrong_state',
    'workforce.period_closed',
    'workforce.score_beyond_cap',
    'workforce.scores_unchanged',
  ],
})

export const listMyScorecards = route({
  method: 'GET',
  path: '/workforce/my-scorecards',
  summary: 'My scorecards, the latest first; totals once they are published.',
  permission: 'workforce.self',
  response: z.object({ items: z.array(ScorecardRow) }),
})

export const readMyScorecard = route({
  method: 'GET',
  path: '/workforce/my-scorecards/:scorecardId',
  summary: 'One scorecard of mine; what the supervisor gave shows once it is published.',
  permission: 'workforce.self',
  params: cardParams,
  response: Scorecard,
  errors: ['platform.not_found'],
})

export const scoreMyself = route({
  method: 'POST',
  path: '/workforce/my-scorecards/:scorecardId/self-score',
  summary: 'My own view of my indicators, for who scores; it counts for nothing by itself.',
  permission: 'workforce.self',
  params: cardParams,
  body: z.object({
    scores: z.array(z.object({ lineId: Id, score: KpiScore })).max(30),
    comment: Text.default(''),
    version: Version,
  }),
  response: Scorecard,
  errors: scoreErrors,
})

export const appealScore = route({
  method: 'POST',
  path: '/workforce/my-scorecards/:scorecardId/appeals',
  summary: 'Appeal against a published result of mine, within the days that the company gives.',
  permission: 'workforce.self',
  params: cardParams,
  body: z.object({ id: Id, reason: z.string().trim().min(1).max(500) }),
  response: Scorecard,
  errors: [
    'platform.not_found',
    'platform.already_there',
    'workforce.card_state_wrong',
    'workforce.period_closed',
    'workforce.appeal_too_late',
    'workforce.appeal_there',
  ],
})

export const withdrawAppeal = route({
  method: 'POST',
  path: '/workforce/my-appeals/:appealId/withdraw',
  summary: 'Take back an appeal that nobody has answered.',
  permission: 'workforce.self',
  params: z.object({ appealId: Id }),
  response: Scorecard,
  errors: ['platform.not_found', 'workforce.wrong_state', 'workforce.period_closed'],
})
