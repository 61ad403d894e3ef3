import { z } from 'zod'
import { BillDetail, BillRow } from './billing.ts'
import { ReceiptDetail, ReceiptRow } from './payments.ts'
import { route } from './route.ts'
import { OrderCategory, OrderDetail, OrderRow, OrderUrgency } from './service-desk.ts'
import { Fen, Id, Line, PageQuery, pageOf } from './values.ts'

export const MyHousehold = z.object({
  premisesId: Id,
  label: z.string(),
  communityId: Id,
  communityName: z.string(),
  kind: z.enum(['owner', 'family', 'tenant', 'temporary']),
  areaM2: z.string().nullable(),
  outstandingFen: Fen,
  overdueFen: Fen,
})

export const myHome = route({
  method: 'GET',
  path: '/my/home',
  summary: 'My households, what each owes, and my open orders.',
  permission: 'my.profile',
  response: z.object({
    name: z.string(),
    companyName: z.string(),
    households: z.array(MyHousehold),
    openOrders: z.array(OrderRow),
  }),
})

export const listMyBills = route({
  method: 'GET',
  path: '/my/bills',
  summary: 'Issued bills of my households.',
  permission: 'my.bills.read',
  query: PageQuery.extend({ premisesId: Id.optional(), settlement: z.enum(['open', 'settled']).optional() }),
  features: ['billing'],
  response: pageOf(BillRow).extend({ sums: z.object({ amountFen: Fen, settledFen: Fen, outstandingFen: Fen }) }),
})

export const readMyBill = route({
  method: 'GET',
  path: '/my/bills/:billId',
  summary: 'One bill of mine: line by line, why.',
  permission: 'my.bills.read',
  params: z.object({ billId: Id }),
  features: ['billing'],
  response: BillDetail,
  errors: ['platform.not_found'],
})

export const listMyReceipts = route({
  method: 'GET',
  path: '/my/receipts',
  summary: 'Receipts of my households.',
  permission: 'my.bills.read',
  query: PageQuery.extend({ premisesId: Id.optional() }),
  features: ['payments'],
  response: pageOf(ReceiptRow),
})

export const readMyReceipt = route({
  method: 'GET',
  path: '/my/receipts/:receiptId',
  summary: 'One receipt of mine.',
  permission: 'my.bills.read',
  params: z.object({ receiptId: Id }),
  features: ['payments'],
  response: ReceiptDetail,
  errors: ['platform.not_found'],
})

export const myReceiptPdf = route({
  method: 'GET',
  path: '/my/receipts/:receiptId/pdf',
  summary: 'One receipt of mine as a PDF.',
  permission: 'my.bills.read',
  params: z.object({ receiptId: Id }),
  features: ['payments'],
  response: 'file',
  errors: ['platform.not_found'],
  transaction: 'manual',
})

export const listMyOrders = route({
  method: 'GET',
  path: '/my/orders',
  summary: 'Repairs that my households reported.',
  permission: 'my.orders',
  query: PageQuery.extend({ state: z.enum(['open', 'closed']).optional() }),
  features: ['service-desk'],
  response: pageOf(OrderRow),
})

export const reportMyOrder = route({
  method: 'POST',
  path: '/my/orders',
  summary: 'Report a repair at home, with photos.',
  permission: 'my.orders',
  body: z.object({
    id: Id,
    premisesId: Id,
    category: OrderCategory,
    urgency: OrderUrgency.default('normal'),
    description: z.string().trim().min(2).max(1000),
    photoIds: z.array(Id).max(9).default([]),
  }),
  features: ['service-desk'],
  response: OrderDetail,
  errors: ['platform.not_found', 'service-desk.id_taken'],
})

export const readMyOrder = route({
  method: 'GET',
  path: '/my/orders/:orderId',
  summary: 'One repair of mine with its progress.',
  permission: 'my.orders',
  params: z.object({ orderId: Id }),
  features: ['service-desk'],
  response: OrderDetail,
  errors: ['platform.not_found'],
})

export const confirmMyOrder = route({
  method: 'POST',
  path: '/my/orders/:orderId/confirm',
  summary: 'The repair is good: confirm and rate it.',
  permission: 'my.orders',
  params: z.object({ orderId: Id }),
  body: z.object({ score: z.int().min(1).max(5), comment: z.string().trim().max(500).optional() }),
  features: ['service-desk'],
  response: OrderDetail,
  errors: ['platform.not_found', 'service-desk.wrong_state'],
})

export const rejectMyOrder = route({
  method: 'POST',
  path: '/my/orders/:orderId/reject',
  summary: 'The repair is not good: it goes back to work (返工).',
  permission: 'my.orders',
  params: z.object({ orderId: Id }),
  body: z.object({ reason: Line }),
  features: ['service-desk'],
  response: OrderDetail,
  errors: ['platform.not_found', 'service-desk.wrong_state', 'service-desk.too_many_rounds'],
})
