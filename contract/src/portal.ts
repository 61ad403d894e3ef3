import { z } from 'zod'
import { BillDetail, BillRow } from './billing.ts'
import { MeterKind } from './metering/meters.ts'
import { ReceiptDetail, ReceiptRow } from './payments.ts'
import { route } from './route.ts'
import { OrderCategory, OrderDetail, OrderRow, OrderUrgency } from './service-desk.ts'
import { CivilDate, DecimalText, Fen, Id, Line, Month, PageQuery, pageOf } from './values.ts'

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
  summary: 'Issued bills of my households, and what they sum to, by charge item as well.',
  permission: 'my.bills.read',
  query: PageQuery.extend({
    premisesId: Id.optional(),
    itemId: Id.optional(),
    settlement: z.enum(['open', 'settled']).optional(),
  }),
  features: ['billing'],
  response: pageOf(BillRow).extend({
    sums: z.object({ amountFen: Fen, settledFen: Fen, outstandingFen: Fen }),
    byItem: z
      .array(
        z.object({
          itemId: Id,
          itemName: z.string(),
          count: z.number().int(),
          ...{ amountFen: Fen, settledFen: Fen, outstandingFen: Fen },
        }),
      )
      .describe('Of all that match, whichever item is asked for'),
  }),
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

/** Prepaid money as its owner sees it move. */
const MyPurseMovement = z.object({
  id: Id,
  movedOn: CivilDate,
  kind: z.enum(['top-up', 'offset', 'refund', 'transfer-out', 'transfer-in', 'credit', 'opening', 'reversal']),
  amountFen: Fen.describe('Negative: taken out'),
  balanceAfterFen: Fen.describe('Of that purse'),
})

export const readMyAccount = route({
  method: 'GET',
  path: '/my/account',
  summary: 'What is prepaid and held for one of my households, and the penalties as of today that no bill says yet.',
  permission: 'my.bills.read',
  query: z.object({ premisesId: Id }),
  features: ['billing'],
  response: z.object({
    asOf: CivilDate,
    penaltyFen: Fen,
    penalties: z.array(
      z.object({
        billId: Id,
        lineId: Id,
        itemName: z.string(),
        openFen: Fen,
        words: z.object({ 'zh-CN': z.string(), en: z.string() }),
      }),
    ),
    prepaidFen: Fen,
    purses: z.array(
      z.object({
        id: Id,
        itemNames: z.array(z.string()).nullable().describe('What it is kept for; null: anything'),
        balanceFen: Fen,
      }),
    ),
    movements: z.array(MyPurseMovement).describe('The last fifty, newest first'),
    depositFen: Fen.describe('Held'),
    deposits: z.array(
      z.object({
        id: Id,
        itemName: z.string(),
        receivedOn: CivilDate,
        receivedFen: Fen,
        deductedFen: Fen,
        refundedFen: Fen,
        heldFen: Fen,
      }),
    ),
  }),
})

/** What moved the part of a home in the maintenance fund. */
const MyFundMovement = z.object({
  id: Id,
  movedOn: CivilDate,
  what: z.enum(['received', 'income', 'opening', 'spend']),
  isTakenBack: z.boolean().describe('It takes back what was before'),
  words: z.string().describe('The charge item that was paid, or what it was for'),
  amountFen: Fen.describe('Negative: went out'),
})

export const readMyFund = route({
  method: 'GET',
  path: '/my/fund',
  summary:
    'What is in the maintenance fund of a home of my own (分户账), and how it moved; of what the home was merged or split from, too.',
  permission: 'my.bills.read',
  query: z.object({ premisesId: Id }),
  features: ['billing'],
  response: z.object({
    areaM2: DecimalText.nullable(),
    balanceFen: Fen,
    receivedFen: Fen,
    incomeFen: Fen.describe('Opening balance and interest'),
    spentFen: Fen.describe('Its shares of repairs'),
    firstDepositFen: Fen.nullable().describe('Area × the rate of the account; null without either'),
    topUpLineFen: Fen.nullable().describe('Below it owners top up'),
    missingFen: Fen.describe('To the line'),
    movements: z.array(MyFundMovement).describe('The last hundred, newest first'),
    movementCount: z.int(),
  }),
  errors: ['platform.not_found'],
})

const MyMeterReading = z.object({
  id: Id,
  readOn: CivilDate,
  value: DecimalText,
  used: DecimalText.describe('In units, after the multiplier'),
  estimated: z.boolean(),
})

export const listMyMeters = route({
  method: 'GET',
  path: '/my/meters',
  summary:
    'The meters of one of my households with their approved readings and what was used in each of the last months.',
  permission: 'my.bills.read',
  query: z.object({ premisesId: Id }),
  features: ['metering'],
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        code: z.string(),
        name: z.string(),
        kind: MeterKind,
        place: z.string(),
        state: z.enum(['active', 'stopped', 'retired']),
        lastOn: CivilDate.nullable().describe('Null: nothing was read since the meter was installed'),
        lastValue: DecimalText,
        months: z
          .array(z.object({ month: Month, used: DecimalText }))
          .describe('By the day of the reading, oldest first, thirteen at most'),
        readings: z.array(MyMeterReading).describe('The last 24, newest first'),
      }),
    ),
  }),
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
