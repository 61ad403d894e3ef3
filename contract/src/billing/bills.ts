import { z } from 'zod'
import { PaymentMethod } from '../payments/method.ts'
import { HistoryEntry, HistoryQuery } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'
import { LineView } from './preview.ts'

export { PaymentMethod }

export const BillState = z.enum(['draft', 'issued', 'void'])
export const BillKind = z.enum(['charge', 'penalty', 'opening', 'correction'])

export const BillRow = z.object({
  id: Id,
  number: z.string(),
  communityId: Id,
  premisesId: Id,
  premisesLabel: z.string(),
  payerName: z.string().nullable(),
  kind: BillKind,
  itemName: z.string(),
  ruleName: z.string().nullable().describe('Of a charge by a rule'),
  cycleStart: CivilDate,
  cycleEnd: CivilDate,
  dueOn: CivilDate,
  amountFen: Fen,
  settledFen: Fen,
  outstandingFen: Fen,
  state: BillState,
  overdue: z.boolean(),
  isHeld: z.boolean().describe('Neither offset from prepaid money, nor dunned, nor penalised further'),
  debitOn: CivilDate.nullable().describe('While the bank is asked for it: the day of the debit'),
  isVoided: z.boolean().describe('Taken back as a whole: it and its red bill come to nothing'),
})

export const BillSums = z.object({ amountFen: Fen, settledFen: Fen, outstandingFen: Fen })

const billFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  billRunId: Id.optional(),
  ruleId: Id.optional(),
  kind: BillKind.optional(),
  state: BillState.optional(),
  condition: z.enum(['held', 'voided']).optional(),
  settlement: z.enum(['open', 'overdue', 'settled']).optional(),
  text: z.string().max(50).optional(),
}

export const listBills = route({
  method: 'GET',
  path: '/billing/bills',
  summary: 'Bills with what is settled and owing; sums over all that match, where these are few.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(billFilters),
  response: pageOf(BillRow).extend({
    sums: BillSums.nullable().describe('null: more match than a page counts; `sumBills` adds them up'),
  }),
})

export const sumBills = route({
  method: 'GET',
  path: '/billing/bills/sums',
  summary: 'How many bills match, and their sums, however many they are: the list itself waits for nothing.',
  permission: 'billing.bills.read',
  query: z.object(billFilters),
  response: z.object({ total: z.int(), sums: BillSums }),
})

export const exportBills = route({
  method: 'GET',
  path: '/billing/bills/export',
  summary: 'The bill list with the same filters, as a workbook or csv.',
  permission: 'billing.bills.read',
  query: z.object({ ...billFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const BillLine = LineView.extend({ id: Id, settledFen: Fen })

export const SettlementKind = z.enum(['payment', 'purse', 'waiver', 'rounding', 'discount', 'write-off', 'correction'])

export const Settlement = z.object({
  kind: SettlementKind.describe(
    'payment and purse are collected; waiver, rounding and discount (for paying ahead) are waived, never cash',
  ),
  sourceId: Id.describe('The fact that settled: payment, purse movement, waiver, correcting bill …'),
  paymentId: Id.nullable(),
  receiptId: Id.nullable(),
  receiptNumber: z.string().nullable(),
  method: PaymentMethod.nullable().describe('Of a payment'),
  paidOn: CivilDate,
  amountFen: Fen.describe('Negative: taken back'),
})

export const BillDetail = BillRow.extend({ lines: z.array(BillLine), settlements: z.array(Settlement) })

/** A bill with what became of it: why it is held or void, what it corrects, and what corrects it. */
export const BillRecord = BillDetail.extend({
  issuedAt: Instant.nullable(),
  heldAt: Instant.nullable(),
  heldReason: z.string().nullable(),
  penaltyFreeze: z
    .object({ frozenOn: CivilDate, reason: z.string(), byName: z.string() })
    .nullable()
    .describe('Since when its penalty is frozen; null: it counts'),
  debitBatchNumber: z.string().nullable().describe('The batch in which the bank is asked for it; null: not in flight'),
  voidedAt: Instant.nullable(),
  voidedBy: z.string().nullable(),
  voidReason: z.string().nullable(),
  isVoidForGood: z.boolean().describe('No run makes it anew'),
  because: z.array(z.string()).describe('Of a correction: price, area, discount, payer, …, void, by-hand'),
  note: z.string().nullable().describe('Of a correction by hand: why, in words'),
  chain: z
    .array(
      z.object({
        ...{ id: Id, number: z.string(), kind: BillKind, payerName: z.string().nullable() },
        ...{
          amountFen: Fen,
          outstandingFen: Fen,
          state: BillState,
          isVoided: z.boolean(),
          issuedAt: Instant.nullable(),
        },
      }),
    )
    .describe('The first bill of the cycle and its corrections, in their order; empty where there is none'),
})

const billParams = z.object({ billId: Id })

export const readBill = route({
  method: 'GET',
  path: '/billing/bills/:billId',
  summary: 'One bill, each line with its arithmetic, what was paid on it, and what corrects it.',
  permission: 'billing.bills.read',
  params: billParams,
  response: BillRecord,
  errors: ['platform.not_found'],
})

export const billHistory = route({
  method: 'GET',
  path: '/billing/bills/:billId/history',
  summary: 'Who did what with a bill, when and why.',
  permission: 'billing.bills.read',
  params: billParams,
  query: HistoryQuery,
  response: pageOf(HistoryEntry),
  errors: ['platform.not_found'],
})

export const voidBill = route({
  method: 'POST',
  path: '/billing/bills/:billId/void',
  summary: 'Void an unpaid bill with the reason: a draft is deleted, an issued one is taken back by a red bill.',
  permission: 'billing.bills.correct',
  params: billParams,
  body: z.object({
    reason: Line,
    forGood: z.boolean().default(false).describe('No run makes it anew; otherwise the next one does'),
  }),
  response: z.object({ bill: BillRecord.nullable().describe('Null: it was a draft, and is gone') }),
  errors: ['platform.not_found', 'billing.bill_not_correctable', 'billing.bill_in_flight'],
})

export const holdBill = route({
  method: 'POST',
  path: '/billing/bills/:billId/hold',
  summary: 'Hold a bill: it is not offset, not dunned, not penalised further; who wishes may still pay it.',
  permission: 'billing.bills.correct',
  params: billParams,
  body: z.object({ reason: Line }),
  response: BillRecord,
  errors: ['platform.not_found', 'billing.bill_not_correctable'],
})

export const releaseBill = route({
  method: 'POST',
  path: '/billing/bills/:billId/release',
  summary: 'Let a held bill go on.',
  permission: 'billing.bills.correct',
  params: billParams,
  response: BillRecord,
  errors: ['platform.not_found'],
})

export const freezePenalty = route({
  method: 'POST',
  path: '/billing/bills/:billId/freeze-penalty',
  summary:
    'Freeze the penalty of a bill from today on: the days until it goes on never count; all else of the bill goes on.',
  permission: 'billing.bills.correct',
  params: billParams,
  body: z.object({ reason: Line }),
  response: BillRecord,
  errors: ['platform.not_found', 'billing.bill_not_correctable'],
})

export const thawPenalty = route({
  method: 'POST',
  path: '/billing/bills/:billId/thaw-penalty',
  summary: 'Let a frozen penalty go on from the next day.',
  permission: 'billing.bills.correct',
  params: billParams,
  response: BillRecord,
  errors: ['platform.not_found'],
})

export const readdressBill = route({
  method: 'POST',
  path: '/billing/bills/:billId/readdress',
  summary:
    'Have somebody else pay an unpaid bill: a red bill for the one, a blue one for the other; runs leave that alone.',
  permission: 'billing.bills.correct',
  params: billParams,
  body: z.object({ payerPersonId: Id, reason: Line }),
  response: BillRecord.describe('The bill of the new payer'),
  errors: ['platform.not_found', 'billing.bill_not_correctable', 'billing.bill_in_flight'],
})
