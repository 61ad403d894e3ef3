import { z } from 'zod'
import { CivilDate, DecimalText, Fen } from '../values.ts'
import { RuleArithmetic, RuleVersionSent } from './rules.ts'

const Decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/)

const MeasureValue = z.strictObject({
  effectiveFrom: CivilDate,
  effectiveTo: CivilDate.nullable().default(null),
  value: Decimal,
})

const PercentSpan = z.strictObject({
  from: CivilDate,
  to: CivilDate.nullable().default(null),
  percent: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,4})?$/)
    .describe('What is charged: 70 while vacant'),
  capYuan: z
    .string()
    .regex(/^\d{1,8}(\.\d{1,2})?$/)
    .nullable()
    .default(null)
    .describe('At most so much of a month is let off'),
  reason: z.string().max(50).optional(),
})

const Reading = z.strictObject({
  from: CivilDate,
  to: CivilDate.describe('Included'),
  registers: z
    .array(
      z.strictObject({
        meter: z.string().max(50).default(''),
        previous: Decimal,
        current: Decimal,
        multiplier: Decimal.default('1'),
        digits: z.int().min(1).max(12).nullable().default(null),
        rolledOver: z.boolean().default(false),
      }),
    )
    .max(10)
    .default([]),
  bands: z
    .array(z.strictObject({ name: z.string().max(20), quantity: Decimal }))
    .max(8)
    .optional(),
  billedBefore: Decimal.nullable().default(null).describe('Billed by estimates already; taken off'),
  estimated: z.boolean().default(false),
  usedInYear: z
    .record(z.string().regex(/^\d{4}$/), Decimal)
    .default({})
    .describe('Used before, by calendar year'),
  persons: z.int().min(0).max(1000).default(0),
  months: z.int().min(1).max(36).default(1).describe('Charge months the reading covers, for steps by the month'),
})

const Pool = z.strictObject({
  name: z.string().max(50).default(''),
  from: CivilDate,
  to: CivilDate,
  cost: z.union([
    z.strictObject({ totalFen: Fen }),
    z.strictObject({ quantity: Decimal, unit: z.string().max(10).default(''), unitPrice: Decimal }),
  ]),
  basis: z.enum(['area', 'household', 'usage', 'factor', 'custom']),
  exempt: z.enum(['company-bears', 'redistribute']).default('company-bears'),
  members: z
    .array(z.strictObject({ id: z.string().min(1).max(50), weight: Decimal, isExempt: z.boolean().default(false) }))
    .min(1)
    .max(2000),
})

const PayerShare = z.strictObject({
  kind: z.enum(['owner', 'tenant', 'developer', 'person']),
  name: z.string().max(100).nullable().default(null),
  percent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/),
})

/** 价税合计, prices including it. */
export const InlineTax = z.object({
  ratePercent: z.string(),
  netFen: Fen,
  taxFen: Fen.describe('The last line of a bill takes what is left of the tax of its whole amount'),
})

/** 违约金 of a line as of a day. */
export const InlinePenalty = z.object({
  fen: Fen.describe('All that was run up by the day'),
  openFen: Fen.describe('Of it, what payments left'),
  principalOpenFen: Fen.describe('Of the line’s amount, what payments left'),
  capped: z.boolean(),
  steps: z.array(z.object({ balanceFen: Fen, from: CivilDate, to: CivilDate, days: z.int(), ratePercent: z.string() })),
  words: z.object({ 'zh-CN': z.string(), en: z.string() }).nullable().describe('null: nothing was run up'),
})

/** A rule and what it charges, all inline. A key that is none of these is refused by its name. */
export const InlineCharges = z.strictObject({
  rule: RuleArithmetic.extend({
    versions: z
      .array(RuleVersionSent.omit({ id: true }).strict())
      .min(1)
      .max(50),
  }).strict(),
  areas: z
    .array(z.strictObject({ effectiveFrom: CivilDate, areaM2: DecimalText }))
    .max(50)
    .default([]),
  measures: z
    .record(z.string().max(50), z.array(MeasureValue).max(50))
    .default({})
    .describe('Values other than the area by name: floor, persons, turnover, …'),
  percents: z
    .array(PercentSpan)
    .max(50)
    .default([])
    .describe('Days on which not the whole is charged; none of a deposit or a shared cost'),
  readings: z.array(Reading).max(120).default([]).describe('Kind metered: one bill each'),
  pools: z.array(Pool).max(24).default([]).describe('Kind pool: one bill per member each'),
  payers: z
    .array(PayerShare)
    .max(10)
    .default([])
    .describe('Who pays which part on days that no span of `payerSpans` holds; the last gets what is left'),
  payerSpans: z
    .array(
      z.strictObject({
        from: CivilDate,
        to: CivilDate.nullable().default(null).describe('Included; null while it lasts'),
        payers: z.array(PayerShare).min(1).max(10),
      }),
    )
    .max(50)
    .default([])
    .describe(
      'Who pays over time, one span after the other: owners before and after a transfer (told apart by their names), a tenant, a developer, or several in parts. Lines are cut on each day from which somebody else pays, or in other parts, than on the day before: months by days, a reading by days of what was used (a reading on that day or on the day before is the boundary itself, and what is by the month is then of its days), a share of a cost by largest remainder. Each line says its payers. A day inside a reading is told as the exception payer-cut',
    ),
  taxPercent: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,4})?$/)
    .nullable()
    .default(null)
    .describe('VAT inside the prices, in percent: each line then says its tax'),
  asOf: CivilDate.nullable()
    .default(null)
    .describe('The day by which `rule.penalty` is worked out: wanted with it, and not without'),
  payments: z
    .array(z.strictObject({ paidOn: CivilDate, fen: Fen }))
    .max(200)
    .default([])
    .describe('What was paid, for `rule.penalty`: it goes to the lines that were due first'),
  paidFirst: z
    .enum(['principal', 'penalty'])
    .default('principal')
    .describe('What a payment settles first: the amounts of all lines, or line by line the penalty before the amount'),
  startsOn: CivilDate,
  endsOn: CivilDate.nullable().default(null),
  from: CivilDate,
  to: CivilDate,
})

/** Asked as it stands it answers 12 bills of 254.70 (E01), the first with 14.42 of tax (E72) and 8.79 of penalty (E46). */
export const INLINE_EXAMPLE: z.input<typeof InlineCharges> = {
  rule: {
    kind: 'area-price',
    lineGrain: 'natural-month',
    dueDays: 30,
    versions: [{ effectiveFrom: '2026-01-01', unitPrice: '2.85', fixedAmount: '0' }],
    penalty: { rate: { by: 'day', percent: '0.05' } },
  },
  areas: [{ effectiveFrom: '2026-01-01', areaM2: '89.37' }],
  ...{ startsOn: '2026-01-01', from: '2026-01-01', to: '2026-12-31' },
  ...{ taxPercent: '6', payments: [{ paidOn: '2026-04-10', fen: 25470 }], asOf: '2026-04-10' },
}
