import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, PageQuery, pageOf } from '../values.ts'

const Channel = z.enum(['visit', 'call', 'message', 'letter'])
const Result = z.enum(['promised', 'absent', 'refused', 'disputed', 'paid', 'told'])

const Debtor = z.object({
  id: Id.describe('Of the premises'),
  communityId: Id,
  communityName: z.string(),
  premisesLabel: z.string(),
  payerName: z.string().nullable().describe('On the oldest of the bills'),
  overdueFen: Fen.describe('Of issued bills due before today that are not held'),
  billCount: z.int(),
  oldestDueOn: CivilDate,
  overdueDays: z.int(),
  lastVisitAt: Instant.nullable(),
  lastResult: Result.nullable(),
  promisedOn: CivilDate.nullable().describe('Of the last visit, if something was promised'),
  promiseBroken: z.boolean().describe('The promised day is over, and it is still overdue'),
  collectorId: Id.nullable(),
  collectorName: z.string().nullable(),
})

const debtorFilters = {
  communityId: Id.optional(),
  buildingId: Id.optional(),
  text: z.string().max(50).optional().describe('Room or payer'),
  overdueDays: z.coerce.number<number | string>().int().min(1).max(3650).optional().describe('At least'),
  promise: z.enum(['open', 'broken']).optional(),
  collectorId: Id.optional(),
  visited: z.enum(['never', 'week', 'older']).optional().describe('never; within 7 days; longer ago'),
}

export const listDebtors = route({
  method: 'GET',
  path: '/billing/debtors',
  summary: 'Households with overdue bills, with how old the debt is and what came of asking for it.',
  permission: 'billing.dunning.read',
  query: PageQuery.extend(debtorFilters),
  response: pageOf(Debtor).extend({ sums: z.object({ overdueFen: Fen, householdCount: z.int() }) }),
})

export const exportDebtors = route({
  method: 'GET',
  path: '/billing/debtors/export',
  summary: 'The debtors with the same filters as a workbook or csv.',
  permission: 'billing.dunning.read',
  query: z.object({ ...debtorFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const DunningVisit = z.object({
  id: Id,
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  visitedAt: Instant,
  channel: Channel,
  result: Result,
  promisedOn: CivilDate.nullable(),
  note: z.string(),
  overdueFen: Fen.describe('What was overdue then'),
  staffName: z.string(),
})

const visitFilters = { communityId: Id.optional(), premisesId: Id.optional(), result: Result.optional() }

export const listDunningVisits = route({
  method: 'GET',
  path: '/billing/dunning-visits',
  summary: 'Who was asked for what is owed, when, and what came of it; newest first.',
  permission: 'billing.dunning.read',
  query: PageQuery.extend(visitFilters),
  response: pageOf(DunningVisit),
})

export const exportDunningVisits = route({
  method: 'GET',
  path: '/billing/dunning-visits/export',
  summary: 'The visits with the same filters as a workbook or csv.',
  permission: 'billing.dunning.read',
  query: z.object({ ...visitFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const visitBody = z.object({
  id: Id,
  premisesId: Id,
  channel: Channel,
  result: Result,
  promisedOn: CivilDate.nullable().default(null),
  note: z.string().trim().max(300).default(''),
})

export const recordDunningVisit = route({
  method: 'POST',
  path: '/billing/dunning-visits',
  summary: 'Note that a household was asked for what it owes, and what came of it. Told twice it is one visit.',
  permission: 'billing.dunning.manage',
  body: visitBody,
  response: DunningVisit,
  errors: ['platform.not_found', 'billing.promise_wrong', 'billing.nothing_overdue'],
})

export const assignDebtors = route({
  method: 'PUT',
  path: '/billing/dunning-assignments',
  summary:
    'Give households to somebody who asks them; null takes them back. Refused when one of them is another’s by now than was seen.',
  permission: 'billing.dunning.manage',
  body: z.object({
    households: z
      .array(z.object({ premisesId: Id, was: Id.nullable().describe('Whose it was when it was seen; null: nobody’s') }))
      .min(1)
      .max(200),
    collectorId: Id.nullable(),
  }),
  response: z.object({ assigned: z.int() }),
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'billing.no_collector'],
})

export const listCollectors = route({
  method: 'GET',
  path: '/billing/collectors',
  summary: 'Staff who may visit debtors, with how many households each has.',
  permission: 'billing.dunning.read',
  response: z.object({ items: z.array(z.object({ id: Id, name: z.string(), householdCount: z.int() })) }),
})

export const dunningLetter = route({
  method: 'GET',
  path: '/billing/debtors/:premisesId/letter',
  summary: 'The dunning letter of a household as a PDF: what is overdue, bill by bill, as of today.',
  permission: 'billing.dunning.read',
  params: z.object({ premisesId: Id }),
  response: 'file',
  errors: ['platform.not_found', 'billing.nothing_overdue'],
  transaction: 'manual',
})

export const listMyDebtors = route({
  method: 'GET',
  path: '/billing/my-debtors',
  summary: 'The households that are mine to ask, with what is overdue; the largest first.',
  permission: 'billing.dunning.visit',
  response: z.object({ items: z.array(Debtor) }),
})

export const recordMyVisit = route({
  method: 'POST',
  path: '/billing/my-debtors/visits',
  summary: 'Note what came of asking one of my households.',
  permission: 'billing.dunning.visit',
  body: visitBody.extend({
    visitedAt: Instant.nullable().default(null).describe('When it was, if it is sent later; null: now'),
  }),
  response: DunningVisit,
  errors: ['platform.not_found', 'billing.promise_wrong', 'billing.nothing_overdue', 'billing.visit_too_old'],
})
