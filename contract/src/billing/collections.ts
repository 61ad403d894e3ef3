import { z } from 'zod'
import { ApprovalKind } from '../approvals.ts'
import { DeskMethod } from '../payments/method.ts'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant } from '../values.ts'
import { BillDetail, PaymentMethod } from './bills.ts'

/** 违约金 as of a day, worked out when asked for: what of it is not paid, waived or stored yet. */
const PenaltyOpen = z.object({
  lineId: Id,
  openFen: Fen,
  words: z.object({ 'zh-CN': z.string(), en: z.string() }),
})

const PurseBrief = z.object({
  id: Id,
  itemNames: z.array(z.string()).nullable().describe('What it is kept for; null: anything'),
  holderName: z.string().nullable().describe('Whose money; null: of whoever owns the home'),
  holderIds: z.array(Id).describe('Whose bills it may pay; empty: anybody’s'),
  balanceFen: Fen,
})

/** What who owes a bill is to the home today; `unknown`: nobody is named. `other` never lived there: the developer, a debtor taken over. */
export const PayerIs = z.enum([
  'owner',
  'tenant',
  'occupant',
  'former-owner',
  'former-tenant',
  'former-occupant',
  'other',
  'unknown',
])

export const HouseholdBill = BillDetail.extend({
  payerId: Id.nullable().describe('Who owes it, as known now; null: nobody, or a name only'),
  payerIs: PayerIs,
  penaltyFen: Fen.describe('As of the day asked about, on top of what is outstanding'),
  penalties: z.array(PenaltyOpen),
  heldReason: z.string().nullable().describe('Why it is held; null: it is not. It may be paid all the same'),
  isPenaltyFrozen: z.boolean().describe('Its penalty does not grow'),
  debitBatchNumber: z.string().nullable().describe('The batch in which the bank is asked for it; null: not in flight'),
  disputeId: Id.nullable().describe('The dispute that nobody has answered yet'),
  isAtCounter: z.boolean().describe('Its item may be collected at the counter'),
})

/** 减免 · 退款 · 优惠 …: what was asked for a household and waits for who decides. */
export const WaitingRequest = z.object({
  id: Id.describe('Of the request in approvals'),
  kind: ApprovalKind,
  amountFen: Fen,
  askedByName: z.string(),
  askedAt: Instant,
})

/** 预缴优惠 as it is offered today. */
export const PrepayOffer = z.object({
  id: Id,
  name: z.string(),
  itemNames: z.array(z.string()).nullable().describe('Null: of every item'),
  percent: z.string().describe('What is charged'),
  capYuan: z.string().nullable().describe('At most so much of a month is let off'),
  minMonths: z.int(),
  untilOn: CivilDate.nullable(),
})

export const readHousehold = route({
  method: 'GET',
  path: '/billing/households/:premisesId',
  summary:
    'What a household owes: open bills with lines in the order of payment, penalties as of a day, prepaid money, deposits, last payments. The cashier’s page.',
  permission: 'billing.bills.read',
  params: z.object({ premisesId: Id }),
  query: z.object({ asOf: CivilDate.optional().describe('Of the penalties; today when left out') }),
  response: z.object({
    premisesId: Id,
    communityId: Id,
    label: z.string(),
    communityName: z.string(),
    owners: z.array(z.object({ name: z.string(), phoneMasked: z.string().nullable() })),
    peopleIds: z
      .array(Id)
      .describe('Who owns, rents or lives in it today: whose bills are meant when somebody comes to pay'),
    areaM2: DecimalText.nullable(),
    outstandingFen: Fen,
    overdueFen: Fen,
    asOf: CivilDate,
    penaltyFen: Fen.describe('Of all open bills as of that day'),
    prepaidFen: Fen,
    depositFen: Fen.describe('Held'),
    purses: z.array(PurseBrief),
    bills: z.array(HouseholdBill),
    prepayOffers: z.array(PrepayOffer).describe('What is let off today to whoever pays months ahead at once'),
    prepayItems: z
      .array(z.object({ id: Id, name: z.string() }))
      .describe('What is charged here: money paid ahead may be kept for one of these'),
    former: z
      .array(
        z.object({
          premisesId: Id,
          label: z.string(),
          endedOn: CivilDate.nullable(),
          outstandingFen: Fen,
          prepaidFen: Fen,
          depositFen: Fen.describe('Held'),
        }),
      )
      .describe('Premises that these came from by a merger or split, while something is owed or kept there'),
    requests: z.array(WaitingRequest).describe('Not decided yet, oldest first'),
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

export const listOtherHomes = route({
  method: 'GET',
  path: '/billing/households/:premisesId/others',
  summary:
    'The other homes and spaces in the community of who owns or rents this one, with what each owes: to be paid together; and the ones that this home came from, while they owe something.',
  permission: 'billing.bills.read',
  params: z.object({ premisesId: Id }),
  response: z.object({
    items: z.array(
      z.object({
        premisesId: Id,
        label: z.string(),
        outstandingFen: Fen,
        isFormer: z.boolean().describe('These premises came from it by a merger or split'),
      }),
    ),
  }),
  errors: ['platform.not_found'],
})

export const RoundOff = z.enum(['none', 'fen', 'jiao'])

export const collect = route({
  method: 'POST',
  path: '/billing/collections',
  summary:
    'Take money for chosen bills of one or several households of a community, wholly or in part, with penalties, from prepaid money, or ahead: settles, posts and writes receipts in one transaction.',
  permission: 'payments.collect',
  body: z.object({
    id: Id.describe('Of the payment; made by the client, so a retry is the same payment'),
    premisesId: Id.describe(
      'Who stands at the desk: the payment is of this household, and money paid ahead is kept for it',
    ),
    billIds: z
      .array(Id)
      .max(200)
      .describe('May be of several premises of the community; empty for money paid ahead only'),
    lineIds: z
      .array(Id)
      .max(2000)
      .optional()
      .describe('Only these lines, all of the bills named, one of each at least; all that is open when left out'),
    withPenalty: z.boolean().optional().describe('Penalties as of today are paid as well'),
    amountFen: Fen.refine(fen => fen >= 0n).describe('Money taken; 0 where prepaid money pays all'),
    method: DeskMethod,
    tenderedFen: Fen.optional().describe('Cash handed over; the change is worked out'),
    roundOff: RoundOff.optional().describe(
      'Cash only (抹零, E58): what is chosen is settled wholly, the amount ends in whole jiao (fen) or whole yuan (jiao)',
    ),
    discountFen: Fen.refine(fen => fen > 0n)
      .optional()
      .describe('Let off for paying ahead (E54, E55), as it was shown; all that is chosen is paid wholly then'),
    overpayment: z
      .enum(['refuse', 'prepay'])
      .optional()
      .describe('What is more than owed is refused, or kept as prepaid'),
    prepayItemId: Id.optional().describe('Prepaid money is kept for this item only'),
    purseFen: Fen.refine(fen => fen > 0n)
      .optional()
      .describe('So much of the households’ prepaid money is used first'),
    channelId: Id.optional().describe('By which channel the card is charged; left out: the only one in use, if so'),
    reference: z.string().trim().max(60).optional().describe('Number of the cheque, the slip or the transfer'),
    remark: z.string().trim().max(100).optional(),
    receiptPer: z.enum(['payment', 'premises']).optional(),
  }),
  response: z.object({
    paymentId: Id,
    receiptId: Id.nullable().describe('Null where prepaid money paid all: no money came in'),
    receiptNumber: z.string().nullable(),
    receipts: z.array(z.object({ id: Id, number: z.string(), premisesId: Id, amountFen: Fen })),
    amountFen: Fen,
    changeFen: Fen,
    roundedFen: Fen.describe('Given away by rounding off'),
    discountFen: Fen.describe('Let off for paying ahead'),
    purseFen: Fen.describe('Taken from prepaid money'),
    prepaidFen: Fen.describe('Kept as prepaid'),
    outstandingFen: Fen.describe('What the household still owes'),
  }),
  errors: [
    'platform.not_found',
    'billing.bill_not_payable',
    'billing.bill_in_flight',
    'billing.not_at_counter',
    'billing.more_than_owed',
    'billing.nothing_to_collect',
    'billing.round_off_wrong',
    'billing.prepay_discount_wrong',
    'billing.tendered_too_little',
    'billing.purse_too_small',
    'billing.more_than_settled',
    'billing.deposit_used',
    'payments.id_taken',
    'payments.channel_retired',
    'payments.day_closed',
    'payments.no_open_shift',
  ],
})
