import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Month } from '../values.ts'
import { RunScope, Tallies } from './compared.ts'
import { RuleArithmetic, RuleVersionSent } from './rules.ts'

/** The arithmetic of a line, as stored with it. */
export const LineExplanation = z.looseObject({ kind: z.string() })

export const LineView = z.object({
  segmentStart: CivilDate,
  segmentEnd: CivilDate,
  amountFen: Fen,
  words: z.object({ 'zh-CN': z.string(), en: z.string() }).describe('How the amount comes about, in words and numbers'),
  explanation: LineExplanation,
  payers: z
    .array(
      z.object({
        kind: z.enum(['owner', 'tenant', 'developer', 'person']),
        name: z.string().nullable(),
        percent: z.string(),
        amountFen: Fen,
      }),
    )
    .optional()
    .describe('Each payer’s part, where several pay; they add up to the amount'),
})

const PreviewBill = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  payerName: z.string().nullable(),
  member: z.string().optional().describe('Of a pool'),
  ruleId: Id,
  ruleName: z.string(),
  cycleStart: CivilDate,
  cycleEnd: CivilDate,
  dueOn: CivilDate,
  amountFen: Fen,
  lines: z.array(LineView),
  exists: z.boolean().describe('A bill of this cycle is there already'),
  change: z
    .enum(['new', 'changed', 'gone', 'same', 'red', 'blue'])
    .describe('Against what exists; red and blue: a correction of an issued bill'),
  beforeFen: Fen.nullable().describe('What a draft that changes or goes comes to now'),
  because: z.array(z.string()).optional().describe('Why an issued bill is corrected'),
})

export const BillException = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  ruleName: z.string(),
  code: z.enum([
    'no-area',
    'no-payer',
    'price-gap',
    'no-measure',
    'formula-failed',
    'negative-amount',
    'zero-amount',
    'percents-overlap',
    'no-reading',
    'ambiguous-meter',
    'payer-cut',
    'reading-backwards',
    'reading-wrong',
    'no-members',
  ]),
  at: z
    .string()
    .optional()
    .describe(
      'The measure that is missing, the meter, what is wrong with the formula, the months that were not read or shared, or the days on which the payer changed inside a reading',
    ),
})

const Decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/)

const MeasureValue = z.object({
  effectiveFrom: CivilDate,
  effectiveTo: CivilDate.nullable().default(null),
  value: Decimal,
})

const PercentSpan = z.object({
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

const Reading = z.object({
  from: CivilDate,
  to: CivilDate.describe('Included'),
  registers: z
    .array(
      z.object({
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
    .array(z.object({ name: z.string().max(20), quantity: Decimal }))
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

const Pool = z.object({
  name: z.string().max(50).default(''),
  from: CivilDate,
  to: CivilDate,
  cost: z.union([
    z.object({ totalFen: Fen }),
    z.object({ quantity: Decimal, unit: z.string().max(10).default(''), unitPrice: Decimal }),
  ]),
  basis: z.enum(['area', 'household', 'usage', 'factor', 'custom']),
  exempt: z.enum(['company-bears', 'redistribute']).default('company-bears'),
  members: z
    .array(z.object({ id: z.string().min(1).max(50), weight: Decimal, isExempt: z.boolean().default(false) }))
    .min(1)
    .max(2000),
})

const PayerShare = z.object({
  kind: z.enum(['owner', 'tenant', 'developer', 'person']),
  name: z.string().max(100).nullable().default(null),
  percent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/),
})

export const previewBills = route({
  method: 'POST',
  path: '/billing/preview',
  summary: 'The bills and lines that a period would give, with their arithmetic; nothing is saved.',
  permission: 'billing.bills.read',
  body: z.union([
    z.object({
      communityId: Id,
      ...RunScope,
      only: z.enum(['all', 'new', 'changes', 'same']).optional().describe('Which bills are shown; all are counted'),
    }),
    z
      .object({
        ruleId: Id,
        premisesId: Id,
        from: Month,
        to: Month,
        startsOn: CivilDate.nullable()
          .default(null)
          .describe(
            'The day from which it would be charged, the anchor of its cycles; when left out, the days that are billed in these months',
          ),
        quantity: z
          .string()
          .regex(/^\d{1,12}(\.\d{1,4})?$/)
          .nullable()
          .default(null)
          .describe('Of a rule that charges a quantity'),
      })
      .describe(
        'A saved rule on any home of its community, by what is known of the home, also where it is not charged',
      ),
    z
      .object({
        rule: RuleArithmetic.omit({ penalty: true }).extend({
          versions: z
            .array(RuleVersionSent.omit({ id: true }))
            .min(1)
            .max(50),
        }),
        areas: z
          .array(z.object({ effectiveFrom: CivilDate, areaM2: DecimalText }))
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
            z.object({
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
        startsOn: CivilDate,
        endsOn: CivilDate.nullable().default(null),
        from: CivilDate,
        to: CivilDate,
      })
      .describe('Inline data, so that an outside program can check our arithmetic'),
  ]),
  response: z.object({
    bills: z
      .array(PreviewBill.partial({ premisesId: true, premisesLabel: true, ruleId: true, ruleName: true }))
      .describe('At most the first 200'),
    billCount: z.int(),
    lineCount: z.int(),
    totalFen: Fen,
    newBillCount: z.int(),
    newTotalFen: Fen,
    compared: Tallies,
    exceptions: z
      .array(BillException.partial({ premisesId: true, premisesLabel: true, ruleName: true }))
      .describe('At most the first 200; inline data name no premises'),
  }),
  errors: ['platform.not_found', 'billing.period_wrong', 'billing.rule_wrong'],
  idempotent: false,
})
