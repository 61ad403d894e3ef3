import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id } from '../values.ts'
import { BillDetail, PaymentMethod } from './bills.ts'

export const readHousehold = route({
  method: 'GET',
  path: '/billing/households/:premisesId',
  summary: 'What a household owes: open bills with lines, and its last payments. The cashier’s page.',
  permission: 'billing.bills.read',
  params: z.object({ premisesId: Id }),
  response: z.object({
    premisesId: Id,
    label: z.string(),
    communityName: z.string(),
    owners: z.array(z.object({ name: z.string(), phoneMasked: z.string().nullable() })),
    areaM2: DecimalText.nullable(),
    outstandingFen: Fen,
    overdueFen: Fen,
    bills: z.array(BillDetail),
    payments: z.array(
      z.object({
        id: Id,
        paidOn: CivilDate,
        method: PaymentMethod,
        amountFen: Fen,
        receiptId: Id.nullable(),
        receiptNumber: z.string().nullable(),
        cashierName: z.string(),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})

export const collect = route({
  method: 'POST',
  path: '/billing/collections',
  summary:
    'Take money for chosen bills of a household, wholly or in part: settles, posts and writes the receipt in one transaction.',
  permission: 'payments.collect',
  body: z.object({
    id: Id.describe('Of the payment; made by the client, so a retry is the same payment'),
    premisesId: Id,
    billIds: z.array(Id).min(1).max(200),
    amountFen: Fen.refine(fen => fen > 0n),
    method: PaymentMethod,
    tenderedFen: Fen.optional().describe('Cash handed over; the change is worked out'),
    remark: z.string().trim().max(100).optional(),
  }),
  response: z.object({
    paymentId: Id,
    receiptId: Id,
    receiptNumber: z.string(),
    amountFen: Fen,
    changeFen: Fen,
    outstandingFen: Fen.describe('What the household still owes'),
  }),
  errors: [
    'platform.not_found',
    'billing.bill_not_payable',
    'billing.more_than_owed',
    'billing.tendered_too_little',
    'billing.purse_too_small',
    'billing.more_than_settled',
    'billing.deposit_used',
    'payments.id_taken',
  ],
})
