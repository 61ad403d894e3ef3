import { z } from 'zod'
import { PaymentMethod } from '../payments/method.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, PageQuery, pageOf } from '../values.ts'
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
})

const billFilters = {
  communityId: Id.optional(),
  premisesId: Id.optional(),
  billRunId: Id.optional(),
  ruleId: Id.optional(),
  state: BillState.optional(),
  settlement: z.enum(['open', 'overdue', 'settled']).optional(),
  text: z.string().max(50).optional(),
}

export const listBills = route({
  method: 'GET',
  path: '/billing/bills',
  summary: 'Bills with what is settled and owing; sums over all that match.',
  permission: 'billing.bills.read',
  query: PageQuery.extend(billFilters),
  response: pageOf(BillRow).extend({ sums: z.object({ amountFen: Fen, settledFen: Fen, outstandingFen: Fen }) }),
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

export const SettlementKind = z.enum(['payment', 'purse', 'waiver', 'rounding', 'write-off', 'correction'])

export const Settlement = z.object({
  kind: SettlementKind.describe('payment and purse are collected; waiver and rounding are waived, never cash'),
  sourceId: Id.describe('The fact that settled: payment, purse movement, waiver, correcting bill …'),
  paymentId: Id.nullable(),
  receiptId: Id.nullable(),
  receiptNumber: z.string().nullable(),
  method: PaymentMethod.nullable().describe('Of a payment'),
  paidOn: CivilDate,
  amountFen: Fen.describe('Negative: taken back'),
})

export const BillDetail = BillRow.extend({ lines: z.array(BillLine), settlements: z.array(Settlement) })

export const readBill = route({
  method: 'GET',
  path: '/billing/bills/:billId',
  summary: 'One bill, each line with its arithmetic, and what was paid on it.',
  permission: 'billing.bills.read',
  params: z.object({ billId: Id }),
  response: BillDetail,
  errors: ['platform.not_found'],
})
