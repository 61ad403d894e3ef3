import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Id, Instant, Line, PageQuery, pageOf, Version } from '../values.ts'

/** PIPL art. 44–50: 查阅复制 · 更正 · 删除 · 转移 · 撤回同意. */
export const DataRequestKind = z.enum(['access', 'correction', 'deletion', 'transfer', 'withdrawal'])
export const DataRequestState = z.enum(['waiting', 'handling', 'approving', 'done', 'refused', 'withdrawn'])
/** Why the law lets a request be refused: vouchers, open debts, a dispute, an unproved identity, a request without end, another law. */
export const RefusalGround = z.enum(['accounting', 'debts', 'dispute', 'identity', 'excessive', 'law'])

const Words = z.string().trim().min(1).max(1000)

export const DataRequestStep = z.object({
  id: Id,
  step: z.enum(['asked', 'taken', 'proposed', 'returned', 'done', 'erased', 'refused', 'withdrawn']),
  actorKind: z.enum(['staff', 'resident', 'system']),
  actorName: z.string(),
  note: z.string(),
  at: Instant,
})

export const MyDataRequest = z.object({
  id: Id,
  kind: DataRequestKind,
  content: z.string(),
  state: DataRequestState,
  askedAt: Instant,
  dueOn: CivilDate,
  answer: z.string().nullable(),
  refusalGround: RefusalGround.nullable(),
  decidedAt: Instant.nullable(),
})

export const DataRequestRow = MyDataRequest.extend({
  communityId: Id.nullable(),
  communityName: z.string().nullable(),
  personId: Id.nullable(),
  requesterName: z.string(),
  phoneMasked: z.string(),
  channel: z.enum(['app', 'counter', 'account-closed']),
  overdue: z.boolean(),
  handlerName: z.string().nullable(),
  version: Version,
})

/** What an erasing changes, or leaves and why. */
export const ErasurePart = z.object({
  title: z.string(),
  rows: z.int(),
  fate: z.enum(['removed', 'anonymised', 'kept']),
  reason: z.string().nullable().describe('Why it is kept'),
})

export const Hindrance = z.object({
  kind: z.enum(['lives-here', 'owner', 'lease', 'home-lease', 'debt', 'order']),
  text: z.string().describe('Which home, how much, which order'),
})

export const DataRequestDetail = DataRequestRow.extend({
  accountId: Id.nullable(),
  identityCheck: z.string().nullable(),
  askedByName: z.string(),
  askedById: Id,
  handlerId: Id.nullable(),
  approvedByName: z.string().nullable(),
  outcome: z.array(ErasurePart).nullable(),
  steps: z.array(DataRequestStep),
})

export const listMyDataRequests = route({
  method: 'GET',
  path: '/my/data-requests',
  summary: 'My requests about my personal data, newest first.',
  permission: 'my.profile',
  query: PageQuery,
  response: pageOf(MyDataRequest),
})

export const makeMyDataRequest = route({
  method: 'POST',
  path: '/my/data-requests',
  summary:
    'Ask to see, correct, delete or move my personal data, or to take a consent back; the company answers by the day told.',
  permission: 'my.profile',
  body: z.object({ id: Id, kind: DataRequestKind, content: z.string().trim().max(1000).default('') }),
  response: MyDataRequest,
  errors: ['residents.request_open', 'residents.content_missing'],
  auditBody: false,
})

export const withdrawMyDataRequest = route({
  method: 'POST',
  path: '/my/data-requests/:requestId/withdraw',
  summary: 'Take back a request of mine that was not decided.',
  permission: 'my.profile',
  params: z.object({ requestId: Id }),
  response: MyDataRequest,
  errors: ['platform.not_found', 'residents.already_decided'],
})

export const closeMyAccount = route({
  method: 'POST',
  path: '/my/account/close',
  summary:
    'Close my account: consents end, sessions end, no phone opens it any more; what the law keeps is erased on a request that staff decide.',
  permission: 'my.profile',
  body: z.object({ requestId: Id, phoneTail: z.string().regex(/^\d{4}$/) }),
  response: 'none',
  errors: ['residents.phone_tail_wrong'],
  auditBody: false,
})

const Filters = z.object({
  communityId: Id.optional(),
  text: z.string().max(50).optional().describe('A part of the name'),
  kind: DataRequestKind.optional(),
  state: DataRequestState.optional(),
  pending: z.enum(['open', 'overdue']).optional().describe('Not decided yet; and late'),
})

export const listDataRequests = route({
  method: 'GET',
  path: '/residents/data-requests',
  summary: 'Requests about personal data within my scope.',
  permission: 'residents.privacy.manage',
  query: PageQuery.extend(Filters.shape),
  response: pageOf(DataRequestRow),
})

export const exportDataRequests = route({
  method: 'GET',
  path: '/residents/data-requests/export',
  summary: 'The list of requests with the same filters, as a workbook or csv.',
  permission: 'residents.privacy.manage',
  query: Filters.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const params = z.object({ requestId: Id })
const decisionErrors = [
  'platform.not_found',
  'platform.changed_meanwhile',
  'residents.already_decided',
  'residents.request_state',
]

export const readDataRequest = route({
  method: 'GET',
  path: '/residents/data-requests/:requestId',
  summary: 'One request with its steps.',
  permission: 'residents.privacy.manage',
  params,
  response: DataRequestDetail,
  errors: ['platform.not_found'],
})

export const makeDataRequest = route({
  method: 'POST',
  path: '/residents/data-requests',
  summary: 'Record the request of a person at the counter, and how they proved who they are.',
  permission: 'residents.privacy.manage',
  body: z.object({
    id: Id,
    personId: Id,
    kind: DataRequestKind,
    content: Words,
    identityCheck: Line.describe('Such as: ID card seen'),
  }),
  response: DataRequestDetail,
  errors: ['platform.not_found', 'residents.request_open'],
  auditBody: false,
})

export const takeDataRequest = route({
  method: 'POST',
  path: '/residents/data-requests/:requestId/take',
  summary: 'Handle this request myself.',
  permission: 'residents.privacy.manage',
  params,
  body: z.object({ version: Version }),
  response: DataRequestDetail,
  errors: decisionErrors,
})

export const completeDataRequest = route({
  method: 'POST',
  path: '/residents/data-requests/:requestId/complete',
  summary: 'Answer a request that is done; a withdrawal takes the consents back. Deleting goes by an erasing.',
  permission: 'residents.privacy.manage',
  params,
  body: z.object({ version: Version, answer: Words }),
  response: DataRequestDetail,
  errors: decisionErrors,
  auditBody: false,
})

export const refuseDataRequest = route({
  method: 'POST',
  path: '/residents/data-requests/:requestId/refuse',
  summary: 'Refuse a request on a ground of the law; the person reads both.',
  permission: 'residents.privacy.manage',
  params,
  body: z.object({ version: Version, ground: RefusalGround, answer: Words }),
  response: DataRequestDetail,
  errors: decisionErrors,
  auditBody: false,
})

export const previewErasure = route({
  method: 'GET',
  path: '/residents/data-requests/:requestId/erasure',
  summary:
    'What erasing this person would remove, what is kept and why, and what stands in the way. Nothing is changed.',
  permission: 'residents.privacy.manage',
  params,
  response: z.object({ pseudonym: z.string(), hindrances: z.array(Hindrance), parts: z.array(ErasurePart) }),
  errors: ['platform.not_found', 'residents.request_state'],
  transaction: 'manual',
})

export const proposeErasure = route({
  method: 'POST',
  path: '/residents/data-requests/:requestId/propose-erasure',
  summary: 'Ask a colleague to approve erasing this person, with the answer that the person will read.',
  permission: 'residents.privacy.manage',
  params,
  body: z.object({ version: Version, answer: Words }),
  response: DataRequestDetail,
  errors: [...decisionErrors, 'residents.erasure_hindered'],
  auditBody: false,
  transaction: 'manual',
})

export const returnErasure = route({
  method: 'POST',
  path: '/residents/data-requests/:requestId/return-erasure',
  summary: 'Give a proposed erasing back to its handler, with the reason.',
  permission: 'residents.privacy.manage',
  params,
  body: z.object({ version: Version, reason: Line }),
  response: DataRequestDetail,
  errors: decisionErrors,
  auditBody: false,
})

export const approveErasure = route({
  method: 'POST',
  path: '/residents/data-requests/:requestId/approve-erasure',
  summary: 'Approve and do the erasing, as neither who asked nor who handled it. It cannot be undone.',
  permission: 'residents.privacy.manage',
  params,
  body: z.object({ version: Version }),
  response: DataRequestDetail,
  errors: [...decisionErrors, 'platform.own_request', 'residents.erasure_hindered'],
  transaction: 'manual',
})
