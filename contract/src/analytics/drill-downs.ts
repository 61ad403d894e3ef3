import { z } from 'zod'
import { MeterKind } from '../metering/meters.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Month, PageQuery, pageOf } from '../values.ts'
import { asOf, errors, fileErrors, format, moved, narrowed, permission, span } from './report.ts'

/** The numbers of 户数与饱和收缴率 that open homes. */
export const HOME_NUMBERS = ['billed', 'clear', 'owing', 'full', 'unbilled', 'unpriced'] as const

const homeQuery = { ...narrowed, ...span, asOf, number: z.enum(HOME_NUMBERS).default('owing') }

export const listRatedHomes = route({
  method: 'GET',
  path: '/analytics/reports/household-rates/homes',
  summary: 'The homes behind a number of 户数与饱和收缴率: as many as it counts, or with amounts that add up to it.',
  permission,
  query: PageQuery.extend(homeQuery),
  response: pageOf(
    z.object({
      id: Id,
      premisesId: Id,
      communityName: z.string(),
      premisesLabel: z.string(),
      amountFen: Fen.nullable().describe('Owing: open of these months; full and unbilled: what it adds; else null'),
      isCharged: z
        .boolean()
        .describe('Whether a standing charge is asked for in these months, with or without a price'),
    }),
  ).extend({ sums: z.object({ amountFen: Fen.nullable() }), from: Month, to: Month, asOf: CivilDate }),
  errors,
})

export const exportRatedHomes = route({
  method: 'GET',
  path: '/analytics/reports/household-rates/homes/export',
  summary: 'These homes as a workbook or csv.',
  permission,
  query: z.object({ ...homeQuery, format }),
  response: 'file',
  errors: fileErrors,
})

const visitQuery = {
  communityId: Id.optional(),
  ...moved,
  staffId: Id.optional(),
  each: z.enum(['visit', 'home']).default('visit').describe('home: once a household and who asked, with how often'),
}

export const listStaffVisits = route({
  method: 'GET',
  path: '/analytics/reports/staff/visits',
  summary: 'The visits, calls, messages and letters behind 催缴次数, or the households behind 催缴户数.',
  permission,
  query: PageQuery.extend(visitQuery),
  response: pageOf(
    z.object({
      id: Id,
      visitedOn: CivilDate.describe('Of a household: the last time'),
      communityName: z.string(),
      premisesId: Id,
      premisesLabel: z.string(),
      staffName: z.string(),
      visitCount: z.int(),
      channel: z.enum(['visit', 'call', 'message', 'letter']).describe('Of a household: the last time'),
      result: z.enum(['promised', 'absent', 'refused', 'disputed', 'paid', 'told']).describe('The same'),
      overdueFen: Fen.describe('What was overdue then'),
    }),
  ).extend({ sums: z.object({ visitCount: z.int() }), from: Month, to: Month }),
  errors,
})

export const exportStaffVisits = route({
  method: 'GET',
  path: '/analytics/reports/staff/visits/export',
  summary: 'These visits as a workbook or csv.',
  permission,
  query: z.object({ ...visitQuery, format }),
  response: 'file',
  errors: fileErrors,
})

/** The numbers of 用量与损耗 that open readings. */
export const USED_NUMBERS = ['household', 'shared', 'master', 'parent', 'below', 'loss'] as const

const usedQuery = {
  communityId: Id.optional(),
  ...moved,
  kind: MeterKind.default('water-cold'),
  meterId: Id.optional().describe('Of the report by parent: the meter above'),
  number: z.enum(USED_NUMBERS).default('household'),
}

export const listUsedReadings = route({
  method: 'GET',
  path: '/analytics/reports/consumption/readings',
  summary:
    'The readings behind a number of 用量与损耗, with what each adds to it; of a loss, what is below is negative.',
  permission,
  query: PageQuery.extend(usedQuery),
  response: pageOf(
    z.object({
      id: Id,
      toOn: CivilDate,
      communityName: z.string(),
      meterId: Id.describe('Of the reading itself'),
      meterName: z.string().describe('Code and name; of a meter that was replaced, of the one in its place'),
      level: z.enum(['household', 'shared', 'master']),
      estimated: z.boolean(),
      quantity: z.string().describe('Units after the multiplier, as they move the number'),
    }),
  ).extend({ sums: z.object({ quantity: z.string() }), from: Month, to: Month }),
  errors,
})

export const exportUsedReadings = route({
  method: 'GET',
  path: '/analytics/reports/consumption/readings/export',
  summary: 'These readings as a workbook or csv.',
  permission,
  query: z.object({ ...usedQuery, format }),
  response: 'file',
  errors: fileErrors,
})
