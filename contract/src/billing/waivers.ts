import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'

/** 减免, a discount · 坏账核销, a loss. */
export const WaiverKind = z.enum(['waiver', 'write-off'])
/** What is owed itself, or the penalty of its lateness. */
export const WaiverScope = z.enum(['principal', 'penalty'])
export const RequestState = z.enum(['waiting', 'approved', 'rejected', 'withdrawn'])

const Percent = DecimalText.refine(text => Number(text) > 0 && Number(text) <= 100, 'above 0, at most 100').describe(
  'Part of what is owed, in percent',
)

const wanted = {
  premisesId: Id,
  billIds: z.array(Id).min(1).max(200),
  kind: WaiverKind,
  scope: WaiverScope,
  percent: Percent.nullable().default(null),
  amountFen: Fen.refine(fen => fen > 0n)
    .nullable()
    .default(null)
    .describe('Instead of a percentage; neither: all that is owed'),
}

const WaiverPart = z.object({
  billId: Id,
  billNumber: z.string(),
  itemName: z.string(),
  cycleStart: CivilDate,
  owedFen: Fen,
  waivedFen: Fen,
})

const waiverErrors = [
  ...['platform.not_found', 'billing.bill_not_payable', 'billing.nothing_owed', 'billing.more_than_owed'],
  ...['billing.waiver_unclear'],
]

export const previewWaiver = route({
  method: 'POST',
  path: '/billing/waivers/preview',
  summary: 'How much would be waived of which bill: a total is spread by largest remainder, nothing is kept.',
  permission: 'billing.waivers.request',
  body: z.object(wanted),
  response: z.object({ owedFen: Fen, amountFen: Fen, asOf: CivilDate, parts: z.array(WaiverPart) }),
  errors: waiverErrors,
  reads: true,
})

export const WaiverRow = z.object({
  id: Id,
  kind: WaiverKind,
  scope: WaiverScope,
  communityId: Id,
  communityName: z.string(),
  premisesId: Id,
  premisesLabel: z.string(),
  amountFen: Fen,
  percent: DecimalText.nullable(),
  bills: z.int(),
  reason: z.string(),
  state: RequestState,
  requestId: Id.nullable(),
  askedByName: z.string(),
  askedAt: Instant,
  decidedByName: z.string().nullable(),
  appliedOn: CivilDate.nullable(),
})

export const WaiverDetail = WaiverRow.extend({ parts: z.array(WaiverPart.omit({ owedFen: true })) })

export const askWaiver = route({
  method: 'POST',
  path: '/billing/waivers',
  summary: 'Ask to waive debts of a household, or to write them off: it happens once others have approved.',
  permission: 'billing.waivers.request',
  body: z.object({ ...wanted, id: Id, reason: Line, photoIds: z.array(Id).max(6).default([]) }),
  response: WaiverDetail,
  errors: [...waiverErrors, 'approvals.nobody_decides', 'platform.already_there'],
})

const filters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  kind: WaiverKind.optional(),
  scope: WaiverScope.optional(),
  state: RequestState.optional(),
  text: z.string().trim().max(100).optional().describe('Part of the room, the reason or who asked'),
  from: CivilDate.optional().describe('Took effect on this day or later; of what waits: was asked'),
  to: CivilDate.optional(),
}

export const listWaivers = route({
  method: 'GET',
  path: '/billing/waivers',
  summary: 'Waivers and write-offs (坏账), newest first, with the sum over all that match.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(filters),
  response: pageOf(WaiverRow).extend({ sums: z.object({ amountFen: Fen }) }),
})

export const exportWaivers = route({
  method: 'GET',
  path: '/billing/waivers/export',
  summary: 'The list of waivers and write-offs with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const readWaiver = route({
  method: 'GET',
  path: '/billing/waivers/:waiverId',
  summary: 'A waiver or write-off with its bills.',
  permission: 'billing.bills.read',
  params: z.object({ waiverId: Id }),
  response: WaiverDetail,
  errors: ['platform.not_found'],
})
