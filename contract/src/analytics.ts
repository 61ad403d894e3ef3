export * from './analytics/books.ts'
export * from './analytics/drill-downs.ts'
export * from './analytics/movement-rows.ts'
export * from './analytics/movements.ts'
export * from './analytics/reconciliation.ts'
export * from './analytics/report-formulas.ts'
export * from './analytics/reports.ts'

import { z } from 'zod'
import { route } from './route.ts'
import { CivilDate, Fen, Id, Month } from './values.ts'

export const dashboard = route({
  method: 'GET',
  path: '/analytics/dashboard',
  summary: 'The manager’s page: receivable, collected, rate, arrears by building, orders by state, satisfaction.',
  permission: 'analytics.dashboard.read',
  query: z.object({ communityId: Id.optional() }),
  response: z.object({
    receivableFen: Fen.describe('Issued bills, all time: Σ lines (应收)'),
    collectedFen: Fen.describe('Settled of these (实收)'),
    outstandingFen: Fen,
    overdueFen: Fen,
    collectionRate: z
      .string()
      .nullable()
      .describe('collected ÷ receivable in percent, two decimals; null when nothing is receivable'),
    collectedTodayFen: Fen,
    byMonth: z
      .array(z.object({ month: Month, receivableFen: Fen, collectedFen: Fen }))
      .describe('Receivable by charge period of the line; collected is what of these is settled'),
    collectedByDay: z.array(z.object({ day: CivilDate, amountFen: Fen })).describe('Cash view, the last 30 days'),
    arrearsByBuilding: z.array(z.object({ buildingName: z.string(), outstandingFen: Fen, householdCount: z.int() })),
    ordersByState: z.array(z.object({ state: z.string(), count: z.int() })),
    lateOrderCount: z.int(),
    satisfaction: z.object({
      ratedCount: z.int(),
      goodCount: z.int(),
      rate: z.string().nullable().describe('K4: scores of 4 and 5 ÷ rated, percent'),
      ratedShare: z.string().nullable().describe('评价率: rated ÷ closed, percent'),
    }),
  }),
})
