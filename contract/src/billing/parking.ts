import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id } from '../values.ts'

/** A moment on the wall clock of the community, to the second; of Asia/Shanghai, so it names no zone. */
const LocalMoment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/)
  .describe('Wall clock of the community, YYYY-MM-DDTHH:MM:SS')

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const Amount = Fen.refine(fen => fen >= 0n && fen <= 100_000_000n)

/** At most a day: longer is no block. */
const Minutes = z.int().min(1).max(1440)
const Block = z.strictObject({ minutes: Minutes, fen: Amount })

const TariffPeriod = z.strictObject({
  from: WallTime,
  to: WallTime.describe(
    'Not included; no later than `from`: on the next day. The period belongs to the day on which it begins',
  ),
  price: z.discriminatedUnion('per', [
    Block.extend({ per: z.literal('block') }).describe('For each block that has begun in it'),
    z.strictObject({ per: z.literal('period'), fen: Amount }).describe('Once, however long somebody stays in it'),
  ]),
})

export const ParkingTariff = z.strictObject({
  freeMinutes: z.int().min(0).max(1440).default(0),
  freeFor: z
    .enum(['short-stays', 'every-stay'])
    .default('short-stays')
    .describe('Stays up to the free minutes only, then not taken off longer ones; or the first minutes of every stay'),
  charge: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('blocks'), first: Block.nullable().default(null), each: Block }),
    z
      .strictObject({ by: z.literal('periods'), periods: z.array(TariffPeriod).min(1).max(12) })
      .describe('Each begins where the one before ends; together they are the whole day'),
  ]),
  cap: z
    .strictObject({ per: z.enum(['24-hours', 'day']), fen: Amount })
    .nullable()
    .default(null)
    .describe('At most so much in each 24 hours from when charging begins, or on each day of the calendar'),
  graceMinutes: z.int().min(0).max(1440).default(0).describe('To drive out in, once all is paid'),
})

const Coupon = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('minutes'), minutes: z.int().min(1).max(44_640) })
    .describe('The first minutes are free'),
  z.strictObject({ kind: z.literal('money'), fen: Amount }).describe('No change is given'),
  z.strictObject({ kind: z.literal('whole') }),
])

const Card = z.union([
  z.strictObject({ from: CivilDate, to: CivilDate.nullable().default(null) }).describe('Days, both included'),
  z.strictObject({ assignmentId: Id }).describe('A rule that is charged on premises: the days on which it is'),
  z.strictObject({ leaseId: Id }).describe('The lease of a parking space: its days until it ends or was ended'),
])

const Words = z.strictObject({ 'zh-CN': z.string(), en: z.string() })

export const ParkingLine = z.object({
  kind: z
    .enum(['card', 'coupon-minutes', 'free', 'charge', 'coupon-money', 'coupon-whole', 'paid', 'grace'])
    .describe('What costs nothing, what is charged, and what comes off'),
  from: LocalMoment,
  to: LocalMoment,
  amountFen: Fen,
  words: Words.describe('How the amount comes about, in words and numbers'),
  explanation: z.looseObject({ kind: z.string() }),
})

export const previewParking = route({
  method: 'POST',
  path: '/billing/preview/parking',
  summary:
    'What a stay costs under a tariff that is sent along, with its arithmetic, so that an outside program can check ours; nothing is saved.',
  permission: 'billing.bills.read',
  body: z.strictObject({
    tariff: ParkingTariff,
    entry: LocalMoment,
    exit: LocalMoment,
    cards: z.array(Card).max(50).default([]).describe('Month cards: what they cover of the stay costs nothing'),
    coupons: z
      .array(Coupon)
      .max(20)
      .default([])
      .describe('Those for minutes come first, then those for money in order'),
    payments: z
      .array(z.strictObject({ at: LocalMoment, fen: Amount }))
      .max(20)
      .default([])
      .describe('Paid before driving out'),
  }),
  response: z.object({
    staySeconds: z.int(),
    chargedSeconds: z.int().describe('Without what cards, coupons and free minutes cover'),
    feeFen: Fen.describe('Coupons taken off, payments not'),
    paidFen: Fen,
    dueFen: Fen.describe('On leaving'),
    graceUntil: LocalMoment.nullable().describe('All was paid, and until then nothing more is asked for'),
    lines: z.array(ParkingLine).describe('They add up to what is due'),
  }),
  errors: ['platform.not_found', 'billing.stay_wrong'],
  reads: true,
})
