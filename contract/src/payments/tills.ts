import { z } from 'zod'
import { FileRef } from '../platform.ts'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'
import { DeskMethod } from './method.ts'

const Positive = Fen.refine(fen => fen > 0n)
const NotNegative = Fen.refine(fen => fen >= 0n)

export const CashKind = z.enum(['in', 'out', 'handed', 'taken', 'refunded'])

/** What a drawer should hold: 备用金 + 现金收 + 存入 − 退款 − 取出 − 缴存 = 应有. */
export const TillSums = z.object({
  floatFen: Fen,
  takenFen: Fen.describe('Cash received from households'),
  inFen: Fen.describe('Put in, and taken over from another cashier'),
  refundedFen: Fen,
  outFen: Fen.describe('Taken out, and handed over to another cashier'),
  bankedFen: Fen,
  dueFen: Fen,
})

export const MethodSum = z.object({
  method: DeskMethod,
  count: z.int(),
  amountFen: Fen.describe('What was taken, whatever became of it'),
  returnedCount: z.int(),
  returnedFen: Fen.describe(
    'Reversed and refunded: what was taken that day, and what this cashier asked for of others',
  ),
  netFen: Fen.describe('Taken less returned: what slips say'),
})

export const ReceiptSums = z.object({
  count: z.int(),
  voided: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  reversed: z
    .array(z.object({ number: z.string(), paidOn: CivilDate, method: DeskMethod, amountFen: Fen }))
    .describe(
      'Payments of days closed before that were taken back since: asked for by this cashier, approved by somebody else',
    ),
})

export const TillShift = z.object({
  id: Id,
  day: CivilDate,
  openedAt: Instant,
  floatFen: Fen,
  issuedFen: Fen.describe('Of the float newly handed out by the company, posted against 1221'),
  differenceFen: Fen.describe('长短款 found when it began, against what was carried; of it posted'),
  floatReason: z.string().nullable(),
  endedAt: Instant.nullable(),
  dueFen: Fen.nullable(),
  countedFen: Fen.nullable(),
})

export const TillMovement = z.object({
  id: Id,
  kind: z.enum([...CashKind.options, 'banked']),
  amountFen: Fen,
  words: z.string(),
  at: Instant,
})

export const HandOver = z.object({
  id: Id,
  day: CivilDate,
  fromName: z.string(),
  toName: z.string(),
  dueFen: Fen,
  countedFen: Fen,
  note: z.string().nullable(),
  handedAt: Instant,
  acceptedAt: Instant.nullable(),
})

const communityQuery = z.object({ communityId: Id })

export const readMyTill = route({
  method: 'GET',
  path: '/payments/till',
  summary: 'The cashier’s own drawer in a community: the open shift, what it should hold, what came and went today.',
  permission: 'payments.collect',
  query: communityQuery.extend({
    day: CivilDate.optional().describe('An earlier day that is still to be closed; today when left out'),
  }),
  response: z.object({
    day: CivilDate,
    closed: z.boolean().describe('Today is closed: nothing more is taken today'),
    shift: TillShift.nullable(),
    carriedFen: Fen.describe('What the drawer held as the day began'),
    sums: TillSums,
    methods: z.array(MethodSum),
    receipts: ReceiptSums,
    movements: z.array(TillMovement),
    incoming: z.array(HandOver).describe('Handed over to this cashier, to be counted and accepted'),
    outgoing: HandOver.nullable().describe('Handed over by this cashier and not yet accepted'),
    unclosedDay: CivilDate.nullable().describe('An earlier day that is still to be closed'),
    colleagues: z.array(z.object({ id: Id, name: z.string() })).describe('Who else may take money here'),
    shiftNeeded: z.boolean().describe('Cash is taken within an open shift only'),
  }),
  errors: ['platform.not_found'],
})

export const listTills = route({
  method: 'GET',
  path: '/payments/tills',
  summary:
    'The drawers of a community as they stand: whose, open since when, what each should hold, which day is still to be closed.',
  permission: 'payments.tills.read',
  query: communityQuery,
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        cashierId: Id,
        cashierName: z.string(),
        openedAt: Instant.nullable().describe('null: no shift is open'),
        dueFen: Fen,
        takenFen: Fen.describe('Cash taken today'),
        closed: z.boolean().describe('Today is closed'),
        unclosedDay: CivilDate.nullable().describe('An earlier day that is still to be closed'),
      }),
    ),
  }),
  errors: ['platform.not_found', 'platform.beyond_scope'],
})

export const openShift = route({
  method: 'POST',
  path: '/payments/till/shifts',
  summary: 'Open a shift with the float as counted: newly handed out and over or short are posted at once.',
  permission: 'payments.collect',
  body: z.object({
    id: Id,
    communityId: Id,
    floatFen: NotNegative,
    issuedFen: NotNegative.optional().describe(
      'Of it newly handed out by the company. Left out: all that a drawer holds that never held anything, else nothing',
    ),
    floatReason: Line.optional().describe('Needed where the float is not what the drawer should hold'),
  }),
  response: TillShift,
  errors: [
    'platform.not_found',
    'payments.shift_open',
    'payments.day_closed',
    'payments.earlier_day_open',
    'payments.float_differs',
  ],
})

export const moveCash = route({
  method: 'POST',
  path: '/payments/till/movements',
  summary: 'Put cash into the own drawer or take it out, with the reason; posted against 1221.',
  permission: 'payments.collect',
  body: z.object({ id: Id, communityId: Id, kind: z.enum(['in', 'out']), amountFen: Positive, reason: Line }),
  response: TillMovement,
  errors: ['platform.not_found', 'payments.day_closed', 'payments.drawer_too_low'],
})

export const depositCash = route({
  method: 'POST',
  path: '/payments/till/deposits',
  summary: 'Cash of the own drawer was taken to the bank, with the slip; posted at once.',
  permission: 'payments.collect',
  body: z.object({
    id: Id,
    communityId: Id,
    amountFen: Positive,
    bank: Line,
    slipNumber: Line,
    slipPhotoId: Id.optional(),
    remark: Line.optional(),
  }),
  response: TillMovement,
  errors: ['platform.not_found', 'payments.day_closed', 'payments.drawer_too_low', 'payments.slip_taken'],
})

export const Denominations = z.record(z.string().regex(/^\d{1,5}$/), z.int().min(0).max(100_000))

export const closeDay = route({
  method: 'POST',
  path: '/payments/day-closes',
  summary:
    'Close a day of the own drawer: counted against what it should hold; the difference is posted. Nothing of that day changes after it.',
  permission: 'payments.collect',
  body: z.object({
    id: Id,
    communityId: Id,
    day: CivilDate,
    denominations: Denominations.describe('How many of each note and coin, by its value in fen'),
    countedFen: NotNegative.describe('The sum of the denominations'),
    methods: z
      .array(z.object({ method: DeskMethod, slipsFen: Fen }))
      .max(10)
      .describe(
        'What the slips of the other ways of paying say, less what they returned; below zero where more was returned',
      ),
    note: Line.optional().describe('Needed where something differs'),
  }),
  response: z.object({ id: Id, dueFen: Fen, countedFen: Fen, differenceFen: Fen }),
  errors: [
    'platform.not_found',
    'payments.day_closed',
    'payments.day_not_come',
    'payments.earlier_day_open',
    'payments.count_differs',
    'payments.difference_unexplained',
    'payments.hand_over_waiting',
  ],
})

export const handOverShift = route({
  method: 'POST',
  path: '/payments/till/hand-overs',
  summary: 'End the own shift: its cash, counted, goes to the next cashier, who accepts it.',
  permission: 'payments.collect',
  body: z.object({ id: Id, communityId: Id, toId: Id, countedFen: NotNegative, note: Line.optional() }),
  response: HandOver,
  errors: ['platform.not_found', 'payments.no_open_shift', 'payments.day_closed', 'payments.hand_over_to_self'],
})

export const acceptHandOver = route({
  method: 'POST',
  path: '/payments/till/hand-overs/:handOverId/accept',
  summary: 'The next cashier has counted the cash and takes it over; opens a shift where none is open.',
  permission: 'payments.collect',
  params: z.object({ handOverId: Id }),
  body: z.object({ shiftId: Id.describe('Of the shift that is opened'), countedFen: NotNegative }),
  response: HandOver,
  errors: [
    'platform.not_found',
    'payments.day_closed',
    'payments.earlier_day_open',
    'payments.hand_over_accepted',
    'payments.count_differs',
  ],
})

const closeFilters = {
  communityId: Id.optional(),
  cashierId: Id.optional(),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  state: z.enum(['waiting', 'signed']).optional(),
  differs: z.stringbool().optional(),
}

export const DayCloseRow = TillSums.extend({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  day: CivilDate,
  cashierId: Id,
  cashierName: z.string(),
  countedFen: Fen,
  differenceFen: Fen,
  otherTakenFen: Fen.describe('By other ways of paying than cash'),
  otherReturnedFen: Fen.describe('And what of these went back'),
  closedAt: Instant,
  signedAt: Instant.nullable(),
  signedName: z.string().nullable(),
})

export const listDayCloses = route({
  method: 'GET',
  path: '/payments/day-closes',
  summary: 'Closed days of the drawers: a cashier sees the own, who may see tills sees all within reach.',
  permission: 'payments.receipts.read',
  query: PageQuery.extend(closeFilters),
  response: pageOf(DayCloseRow).extend({
    sums: z.object({ takenFen: Fen, bankedFen: Fen, countedFen: Fen, differenceFen: Fen }),
  }),
})

export const exportDayCloses = route({
  method: 'GET',
  path: '/payments/day-closes/export',
  summary: 'The closed days with the same filters, as a workbook or csv.',
  permission: 'payments.receipts.read',
  query: z.object({ ...closeFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

const closeParams = z.object({ dayCloseId: Id })

export const DayCloseDetail = DayCloseRow.extend({
  denominations: Denominations,
  methods: z.array(MethodSum.extend({ slipsFen: Fen })),
  receipts: ReceiptSums,
  note: z.string().nullable(),
  signNote: z.string().nullable(),
  shifts: z.array(TillShift),
  movements: z.array(TillMovement),
  deposits: z.array(
    z.object({
      id: Id,
      amountFen: Fen,
      bank: z.string(),
      slipNumber: z.string(),
      slipPhoto: FileRef.nullable(),
      remark: z.string().nullable(),
    }),
  ),
})

export const readDayClose = route({
  method: 'GET',
  path: '/payments/day-closes/:dayCloseId',
  summary: 'A closed day with all that makes it up.',
  permission: 'payments.receipts.read',
  params: closeParams,
  response: DayCloseDetail,
  errors: ['platform.not_found'],
})

export const dayClosePdf = route({
  method: 'GET',
  path: '/payments/day-closes/:dayCloseId/pdf',
  summary: 'The day-close sheet for signatures, A4.',
  permission: 'payments.receipts.read',
  params: closeParams,
  response: 'file',
  errors: ['platform.not_found'],
})

export const countWaitingDayCloses = route({
  method: 'GET',
  path: '/payments/day-closes/waiting',
  summary: 'How many closed days wait for my signature.',
  permission: 'payments.receipts.read',
  response: z.object({ waiting: z.int() }),
})

export const signDayClose = route({
  method: 'POST',
  path: '/payments/day-closes/:dayCloseId/sign',
  summary: 'Somebody else has looked at the day and signs it off.',
  permission: 'payments.tills.sign',
  params: closeParams,
  body: z.object({ note: Line.optional() }),
  response: DayCloseDetail,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.own_request', 'payments.day_signed'],
})
