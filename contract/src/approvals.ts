import { z } from 'zod'
import { APPROVAL_WORDS } from './approval-texts.ts'
import { FileRef } from './platform.ts'
import { route } from './route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf, Text, Version } from './values.ts'

/** What may be asked for: 减免 · 核销 · 退款 · 冲正 · 押金扣款. The module that does it registers the kind; each app has its words. */
export const APPROVAL_KINDS = [
  'billing.waiver',
  'billing.write-off',
  'billing.refund',
  'billing.reversal',
  'billing.deposit-deduction',
  'billing.discount',
  'billing.fund-spending',
  'billing.fund-hand-over',
  'billing.fund-income',
  'billing.fund-reversal',
] as const
export const ApprovalKind = z.enum(APPROVAL_KINDS)
export type ApprovalKindName = z.output<typeof ApprovalKind>

export const ApprovalState = z.enum(['waiting', 'approved', 'rejected', 'withdrawn'])

/** What a step of a chain may ask for; to decide at all one holds the first. */
export const DECIDING_PERMISSIONS = ['approvals.requests.decide', 'approvals.requests.decide-large'] as const

/** A step of a chain: needed from this amount on, decided by who holds the permission or the role (one of the two is given). */
export const ChainStep = z.object({
  fromFen: Fen.refine(fen => fen >= 0n, 'not below nothing'),
  permission: z.enum(DECIDING_PERMISSIONS).nullable(),
  roleId: Id.nullable(),
})

/** What who decides has to know; the name has its words in the apps, text and amount stand beside it. */
export const FACT_NAMES = [
  ...(['premises', 'item', 'bill', 'penalty', 'payment', 'receipt', 'purse', 'deposit'] as const),
  ...([
    'owed',
    'paid',
    'refunded',
    'left',
    'percent',
    'method',
    'payee',
    'account',
    'paidOn',
    'cause',
    'held',
    'deduct',
    'kind',
    'discount',
    'days',
    'saving',
    'fund',
    'balance',
    'purpose',
    'reference',
    'resolution',
    'homes',
    'tax',
    'collected',
  ] as const),
] as const

/** Each with its params; `APPROVAL_TEXTS` words them. */
export const ApprovalWords = z.object({
  code: z.enum(APPROVAL_WORDS),
  params: z.record(z.string(), z.string().max(200)),
})

export const ApprovalFact = z.object({
  name: z.enum(FACT_NAMES),
  text: z.string().max(300).describe('In Chinese, as it was written down'),
  words: ApprovalWords.nullable().describe('The same for any language; null where the text needs none'),
  fen: Fen.nullable(),
})

export const ApprovalRow = z.object({
  id: Id,
  kind: ApprovalKind,
  subjectId: Id,
  communityId: Id,
  communityName: z.string(),
  premisesId: Id.nullable(),
  premisesLabel: z.string().nullable(),
  amountFen: Fen,
  title: z.string().describe('In Chinese, as it was written down'),
  words: ApprovalWords.nullable().describe('The title for any language; null of requests from before'),
  reason: z.string(),
  state: ApprovalState,
  passed: z.int().describe('Steps that have approved'),
  steps: z.int().describe('Steps that are needed'),
  askedBy: Id.nullable(),
  askedByName: z.string(),
  askedAt: Instant,
  closedAt: Instant.nullable(),
  mine: z.boolean().describe('I asked'),
  mayDecide: z.boolean().describe('I may decide the step that waits'),
  version: Version,
})

const Decision = z.object({
  id: Id,
  verdict: z.enum(['approved', 'rejected', 'withdrawn', 'comment']),
  step: z.int().nullable(),
  note: z.string(),
  byName: z.string(),
  at: Instant,
})

export const ApprovalDetail = ApprovalRow.extend({
  facts: z.array(ApprovalFact),
  photos: z.array(FileRef),
  chain: z.array(
    ChainStep.extend({
      roleName: z.string().nullable(),
      state: z.enum(['approved', 'rejected', 'waiting', 'later']),
      deciders: z.array(z.string()).describe('Who may decide a step that is not decided, by name; at most ten'),
    }),
  ),
  decisions: z.array(Decision),
})

const filters = {
  view: z.enum(['to-decide', 'mine', 'all']).default('all').describe('待我审批 · 我提出的 · 全部'),
  communityId: Id.optional(),
  premisesId: Id.optional(),
  kind: ApprovalKind.optional(),
  state: ApprovalState.optional(),
  text: z.string().trim().max(100).optional().describe('Part of the title, the premises or who asked'),
  from: CivilDate.optional().describe('Asked on this day or later'),
  to: CivilDate.optional(),
}

export const listApprovals = route({
  method: 'GET',
  path: '/approvals/requests',
  summary: 'Requests within scope, newest first: those that wait for me, mine, or all.',
  permission: 'approvals.requests.read',
  query: PageQuery.extend(filters),
  response: pageOf(ApprovalRow).extend({ sums: z.object({ amountFen: Fen }) }),
})

export const exportApprovals = route({
  method: 'GET',
  path: '/approvals/requests/export',
  summary: 'The list of requests with the same filters, as a workbook or csv.',
  permission: 'approvals.requests.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const countWaitingApprovals = route({
  method: 'GET',
  path: '/approvals/waiting',
  summary: 'How many requests wait for my decision.',
  permission: 'approvals.requests.read',
  response: z.object({ waiting: z.int() }),
})

const requestParams = z.object({ requestId: Id })

export const readApproval = route({
  method: 'GET',
  path: '/approvals/requests/:requestId',
  summary: 'A request with its facts, who decides next, and what was decided and said.',
  permission: 'approvals.requests.read',
  params: requestParams,
  response: ApprovalDetail,
  errors: ['platform.not_found'],
})

const decisionErrors = [
  ...['platform.not_found', 'platform.changed_meanwhile', 'platform.own_request'],
  ...['approvals.closed', 'approvals.not_yours', 'approvals.decided_before'],
]

// And what the owning modules refuse when they do it: the request then waits on.
const approvalErrors: string[] = [
  ...decisionErrors,
  ...[
    'billing.waiver_outdated',
    'billing.bill_in_flight',
    'billing.bill_not_payable',
    'billing.nothing_owed',
    'billing.more_than_settled',
  ],
  ...[
    'billing.purse_too_small',
    'billing.deposit_used',
    'billing.refund_discounted',
    'billing.not_reversible',
    'platform.already_there',
  ],
  ...['payments.day_closed', 'billing.grant_taken', 'billing.grant_overlaps', 'billing.grant_wrong'],
  ...['billing.grant_changed', 'billing.application_decided'],
  ...[
    'billing.fund_spent',
    'billing.fund_too_small',
    'billing.fund_not_moved_in',
    'billing.resolution_used',
    'billing.fund_not_reversible',
  ],
  ...['billing.management_too_much', 'payments.drawer_too_low'],
]

export const approveRequest = route({
  method: 'POST',
  path: '/approvals/requests/:requestId/approve',
  summary: 'Approve the step that waits; with the last one the thing asked for happens, in the same transaction.',
  permission: 'approvals.requests.decide',
  params: requestParams,
  body: z.object({ version: Version, note: Text.default('') }),
  response: ApprovalDetail,
  errors: approvalErrors,
})

export const rejectRequest = route({
  method: 'POST',
  path: '/approvals/requests/:requestId/reject',
  summary: 'Reject a request, with the reason; who asked is told.',
  permission: 'approvals.requests.decide',
  params: requestParams,
  body: z.object({ version: Version, reason: Line }),
  response: ApprovalDetail,
  errors: decisionErrors,
})

export const withdrawRequest = route({
  method: 'POST',
  path: '/approvals/requests/:requestId/withdraw',
  summary: 'Take back my own request while it waits.',
  permission: 'approvals.requests.read',
  params: requestParams,
  body: z.object({ version: Version, reason: Text.default('') }),
  response: ApprovalDetail,
  errors: ['platform.not_found', 'platform.changed_meanwhile', 'approvals.closed'],
})

export const commentRequest = route({
  method: 'POST',
  path: '/approvals/requests/:requestId/comments',
  summary: 'Say something about a request: a question, an answer.',
  permission: 'approvals.requests.read',
  params: requestParams,
  body: z.object({ id: Id, text: Text.min(1) }),
  response: ApprovalDetail,
  errors: ['platform.not_found', 'platform.already_there'],
})

export const Chain = z.object({
  kind: ApprovalKind,
  steps: z.array(ChainStep),
  own: z.boolean().describe('Whether the company decided it; else these are the steps that come with the product'),
  version: z.int().describe('0 while nothing was decided'),
  changedByName: z.string().nullable(),
  changedAt: Instant.nullable(),
})

export const listChains = route({
  method: 'GET',
  path: '/approvals/chains',
  summary: 'Who decides over each kind of request, by amount, and the roles that a step may name.',
  permission: 'approvals.requests.read',
  response: z.object({ items: z.array(Chain), roles: z.array(z.object({ id: Id, name: z.string() })) }),
})

export const exportChains = route({
  method: 'GET',
  path: '/approvals/chains/export',
  summary: 'Who decides over each kind of request, step by step, as a workbook or csv.',
  permission: 'approvals.requests.read',
  query: z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const changeChain = route({
  method: 'PUT',
  path: '/approvals/chains/:kind',
  summary: 'Decide who approves requests of a kind, by amount. Requests that wait keep the steps they were asked with.',
  permission: 'approvals.chains.manage',
  params: z.object({ kind: ApprovalKind }),
  body: z.object({ version: z.int().min(0), steps: z.array(ChainStep).min(1).max(5), reason: Line }),
  response: Chain,
  errors: ['platform.changed_meanwhile', 'platform.beyond_scope', 'approvals.chain_wrong', 'approvals.nobody_decides'],
})
