import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, PageQuery, pageOf } from '../values.ts'

export const DisputeState = z.enum(['open', 'upheld', 'rejected', 'withdrawn'])
/** What is to be done about an upheld dispute: the bill corrected, the debt waived, or money given back. */
export const DisputeRemedy = z.enum(['correct', 'waive', 'refund'])

const Words = z.string().trim().min(1).max(200)

const wanted = {
  id: Id,
  billId: Id,
  lineId: Id.nullable().default(null).describe('Null: the bill as a whole'),
  reason: Words,
  photoIds: z.array(Id).max(6).default([]),
}

const openErrors = [
  ...['platform.not_found', 'platform.already_there', 'billing.bill_not_correctable', 'billing.dispute_open'],
]

const Dispute = z.object({
  id: Id,
  billId: Id,
  billNumber: z.string(),
  lineId: Id.nullable(),
  itemName: z.string(),
  cycleStart: CivilDate,
  cycleEnd: CivilDate,
  premisesId: Id,
  premisesLabel: z.string(),
  amountFen: Fen.describe('Of the line, or of the bill as a whole'),
  reason: z.string(),
  state: DisputeState,
  remedy: DisputeRemedy.nullable(),
  answer: z.string().nullable(),
  askedByName: z.string(),
  byResident: z.boolean(),
  askedAt: Instant,
  closedAt: Instant.nullable(),
})

export const MyDispute = Dispute.omit({ askedByName: true })
export const DisputeRow = Dispute.extend({
  communityId: Id,
  communityName: z.string(),
  outstandingFen: Fen.describe('Of the bill, now'),
  closedByName: z.string().nullable(),
})
export const DisputeDetail = DisputeRow.extend({
  segmentStart: CivilDate.nullable(),
  segmentEnd: CivilDate.nullable(),
  isHeld: z.boolean(),
  photos: z.array(FileRef),
})

export const listMyDisputes = route({
  method: 'GET',
  path: '/my/disputes',
  summary: 'What my household objected to, and the answers, newest first; at most 100.',
  permission: 'my.bills.read',
  query: z.object({ billId: Id.optional() }),
  response: z.object({ items: z.array(MyDispute) }),
})

export const openMyDispute = route({
  method: 'POST',
  path: '/my/disputes',
  summary: 'Object to a bill of my home, or to a line of it: the bill is held until staff have answered.',
  permission: 'my.bills.read',
  body: z.object(wanted),
  response: MyDispute,
  errors: openErrors,
})

export const withdrawMyDispute = route({
  method: 'POST',
  path: '/my/disputes/:disputeId/withdraw',
  summary: 'Take back what I objected to, while nobody has answered; the bill goes on.',
  permission: 'my.bills.read',
  params: z.object({ disputeId: Id }),
  response: MyDispute,
  errors: ['platform.not_found', 'billing.dispute_closed'],
})

export const openDispute = route({
  method: 'POST',
  path: '/billing/disputes',
  summary: 'Record that a household objects to a bill, or to a line of it: the bill is held until it is answered.',
  permission: 'billing.disputes.open',
  body: z.object(wanted),
  response: DisputeDetail,
  errors: openErrors,
})

const filters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  billId: Id.optional(),
  state: DisputeState.optional(),
  remedy: DisputeRemedy.optional(),
  text: z.string().trim().max(100).optional().describe('Part of the room, the reason, or who asked'),
  from: CivilDate.optional().describe('Opened on this day or later'),
  to: CivilDate.optional(),
}

export const listDisputes = route({
  method: 'GET',
  path: '/billing/disputes',
  summary: 'Disputes of bills, newest first, with the sum over all that match.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(filters),
  response: pageOf(DisputeRow).extend({ sums: z.object({ amountFen: Fen, open: z.int() }) }),
})

export const exportDisputes = route({
  method: 'GET',
  path: '/billing/disputes/export',
  summary: 'The list of disputes with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readDispute = route({
  method: 'GET',
  path: '/billing/disputes/:disputeId',
  summary: 'One dispute with its photos.',
  permission: 'billing.bills.read',
  params: z.object({ disputeId: Id }),
  response: DisputeDetail,
  errors: ['platform.not_found'],
})

export const answerDispute = route({
  method: 'POST',
  path: '/billing/disputes/:disputeId/answer',
  summary: 'Answer a dispute: upheld, saying what is to be done, or rejected. The bill goes on; the household is told.',
  permission: 'billing.disputes.answer',
  params: z.object({ disputeId: Id }),
  body: z.object({
    outcome: z.enum(['upheld', 'rejected']),
    remedy: DisputeRemedy.nullable().default(null).describe('Of what is upheld'),
    answer: Words,
  }),
  response: DisputeDetail,
  errors: ['platform.not_found', 'billing.dispute_closed', 'billing.remedy_missing'],
})
