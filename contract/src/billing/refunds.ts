import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'
import { RequestState } from './waivers.ts'

/** 退款 · 冲正 · 押金扣款 (and what is left of the deposit goes back). */
export const RefundKind = z.enum(['refund', 'reversal', 'deduction'])
/** Why a payment is taken back: 收款有误 · 款项未到账. */
export const ReversalCause = z.enum(['mistake', 'bounced'])
export const RefundSource = z.enum(['payment', 'purse', 'deposit'])
export const RefundMethod = z.enum(['cash', 'transfer', 'pos', 'cheque'])

const Positive = Fen.refine(fen => fen > 0n, 'more than nothing')

const RefundableLine = z.object({
  lineId: Id,
  billId: Id,
  billNumber: z.string(),
  itemName: z.string(),
  periodFrom: CivilDate,
  periodTo: CivilDate,
  paidFen: Fen.describe('By this payment'),
  leftFen: Fen.describe('Not given back yet, and not asked back by a request that waits'),
})

export const readRefundable = route({
  method: 'GET',
  path: '/billing/payments/:paymentId/refundable',
  summary: 'What of a payment may still be given back, line by line, and whether it may be taken back as a whole.',
  permission: 'billing.refunds.request',
  params: z.object({ paymentId: Id }),
  response: z.object({
    paymentId: Id,
    communityId: Id,
    premisesId: Id,
    premisesLabel: z.string(),
    receiptNumber: z.string(),
    payerName: z.string(),
    method: RefundMethod,
    amountFen: Fen,
    paidOn: CivilDate,
    cashierName: z.string(),
    lines: z.array(RefundableLine),
    prepaidFen: Fen.describe('What was paid ahead with it and is still there'),
    discountFen: Fen.describe('Let off with it for paying ahead: while there is some its lines go back together'),
    leftFen: Fen.describe('All together'),
    dayClosed: z.boolean().describe('The day of its till is closed: its receipts change by an approved reversal only'),
    reversal: z
      .enum(['same-day', 'approval', 'done', 'waiting', 'refunded', 'spent'])
      .describe(
        'At once by its cashier today, before the day is closed · by approval · done or asked for already · not: partly refunded, or the prepaid money is spent',
      ),
  }),
  errors: ['platform.not_found'],
})

const payee = {
  method: RefundMethod.describe('The way it came is asked for first'),
  payeeName: Line,
  payeeAccount: z.string().trim().max(40).default('').describe('Bank account, for a transfer; sealed'),
  reason: Line,
  photoIds: z.array(Id).max(6).default([]),
}

export const RefundRequest = z.object({
  id: Id,
  kind: RefundKind,
  sourceKind: RefundSource,
  sourceId: Id,
  communityId: Id,
  communityName: z.string(),
  premisesId: Id,
  premisesLabel: z.string(),
  amountFen: Fen,
  deductedFen: Fen,
  method: RefundMethod,
  payeeName: z.string(),
  payeeAccountMasked: z.string(),
  cause: ReversalCause.nullable().describe('Of a reversal; null of those before it was asked'),
  reason: z.string(),
  state: RequestState,
  requestId: Id.nullable(),
  askedByName: z.string(),
  askedAt: Instant,
  decidedByName: z.string().nullable(),
  appliedOn: CivilDate.nullable(),
})

const askErrors = [
  ...['platform.not_found', 'platform.already_there', 'approvals.nobody_decides', 'billing.payee_account_missing'],
]

export const askRefund = route({
  method: 'POST',
  path: '/billing/refunds',
  summary: 'Ask to give back part of a payment: lines of bills, which are owed again, and money that was paid ahead.',
  permission: 'billing.refunds.request',
  body: z.object({
    id: Id,
    paymentId: Id,
    lines: z.array(z.object({ lineId: Id, amountFen: Positive })).max(200),
    prepaidFen: Fen.refine(fen => fen >= 0n)
      .optional()
      .describe('Of what was paid ahead with it'),
    ...payee,
  }),
  auditBody: false,
  response: RefundRequest,
  errors: [...askErrors, 'billing.more_than_refundable', 'billing.refund_discounted', 'billing.payment_reversed'],
})

export const askPurseRefund = route({
  method: 'POST',
  path: '/billing/purses/:purseId/refunds',
  summary: 'Ask to give back prepaid money.',
  permission: 'billing.refunds.request',
  params: z.object({ purseId: Id }),
  body: z.object({ id: Id, amountFen: Positive, ...payee }),
  auditBody: false,
  response: RefundRequest,
  errors: [...askErrors, 'billing.more_than_refundable'],
})

export const askDepositReturn = route({
  method: 'POST',
  path: '/billing/deposits/:depositId/returns',
  summary: 'Ask to give a deposit back, and to keep a part of it for damage: revenue only once others have approved.',
  permission: 'billing.refunds.request',
  params: z.object({ depositId: Id }),
  body: z.object({
    id: Id,
    refundFen: Fen.refine(fen => fen >= 0n),
    deductFen: Fen.refine(fen => fen >= 0n),
    ...payee,
  }),
  auditBody: false,
  response: RefundRequest,
  errors: [...askErrors, 'billing.more_than_refundable', 'billing.nothing_to_return'],
})

const reversalErrors = ['platform.not_found', 'billing.not_reversible', 'billing.bill_in_flight']

export const reversePayment = route({
  method: 'POST',
  path: '/billing/payments/:paymentId/reverse',
  summary: 'Take back my own payment of today, by mistake taken: bills open again, the receipt is void.',
  permission: 'billing.reversals.make',
  params: z.object({ paymentId: Id }),
  body: z.object({ id: Id, reason: Line }),
  response: RefundRequest,
  errors: [
    ...reversalErrors,
    'platform.already_there',
    'billing.purse_too_small',
    'billing.deposit_used',
    'billing.more_than_settled',
    'billing.fund_spent',
    'payments.day_closed',
    'payments.receipt_day_closed',
  ],
})

export const askReversal = route({
  method: 'POST',
  path: '/billing/payments/:paymentId/reversal-requests',
  summary: 'Ask to take back a payment of an earlier day, or of somebody else; posted on the day it is approved.',
  permission: 'billing.refunds.request',
  params: z.object({ paymentId: Id }),
  body: z.object({
    id: Id,
    cause: ReversalCause.default('mistake').describe(
      'mistake: the money was there, no penalty for the days between; bounced: it never came, the penalty counts through',
    ),
    reason: Line,
    photoIds: z.array(Id).max(6).default([]),
  }),
  response: RefundRequest,
  errors: [...reversalErrors, 'platform.already_there', 'approvals.nobody_decides'],
})

const filters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  kind: RefundKind.optional(),
  sourceKind: RefundSource.optional(),
  state: RequestState.optional(),
  method: RefundMethod.optional(),
  text: z.string().trim().max(100).optional().describe('Part of the room, the payee, the reason or who asked'),
  from: CivilDate.optional().describe('Took effect on this day or later; of what waits: was asked'),
  to: CivilDate.optional(),
}

export const listRefunds = route({
  method: 'GET',
  path: '/billing/refunds',
  summary: 'Refunds, reversals and deductions from deposits, newest first, with the sums over all that match.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(filters),
  response: pageOf(RefundRequest).extend({ sums: z.object({ amountFen: Fen, deductedFen: Fen }) }),
})

export const exportRefunds = route({
  method: 'GET',
  path: '/billing/refunds/export',
  summary: 'The list of refunds, reversals and deductions with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const revealRefundAccount = route({
  method: 'POST',
  path: '/billing/refunds/:refundId/account',
  summary: 'The account that the money goes back to, in full, for a reason that the audit log keeps.',
  permission: 'billing.refunds.request',
  params: z.object({ refundId: Id }),
  body: z.object({ reason: Line }),
  response: z.object({ payeeAccount: z.string().nullable() }),
  errors: ['platform.not_found'],
})

export const readRefund = route({
  method: 'GET',
  path: '/billing/refunds/:refundId',
  summary: 'A refund, reversal or deduction from a deposit.',
  permission: 'billing.bills.read',
  params: z.object({ refundId: Id }),
  response: RefundRequest,
  errors: ['platform.not_found'],
})
