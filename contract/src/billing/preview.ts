import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Month } from '../values.ts'
import { RunScope, Tallies } from './compared.ts'
import { INLINE_EXAMPLE, InlineCharges, InlinePenalty, InlineTax } from './preview-inline.ts'

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
  tax: InlineTax.optional().describe('Inline data with a tax rate: what is inside the amount'),
  penalty: InlinePenalty.optional().describe('Inline data with `rule.penalty`: for being late, by `asOf`'),
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
    'no-tax',
  ]),
  at: z
    .string()
    .optional()
    .describe(
      'The measure that is missing, the item that has no tax rate, the meter, what is wrong with the formula, the months that were not read or shared, or the days on which the payer changed inside a reading',
    ),
})

export const previewBills = route({
  method: 'POST',
  path: '/billing/preview',
  summary: 'The bills and lines that a period would give, with their arithmetic; nothing is saved.',
  permission: 'billing.bills.read',
  body: z.union([
    z.strictObject({
      communityId: Id,
      ...RunScope,
      only: z.enum(['all', 'new', 'changes', 'same']).optional().describe('Which bills are shown; all are counted'),
    }),
    z
      .strictObject({
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
        quantityBy: z
          .enum(['vehicles', 'meters'])
          .nullable()
          .default(null)
          .describe('As many as the home has now of these, instead of a quantity'),
      })
      .describe(
        'A saved rule on any home of its community, by what is known of the home, also where it is not charged',
      ),
    InlineCharges.describe('Inline data, so that an outside program can check our arithmetic'),
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
    companyShares: z
      .array(z.object({ pool: z.string(), from: CivilDate, to: CivilDate, amountFen: Fen }))
      .optional()
      .describe(
        'Inline pools: what the company bears of each for its exempt members; with the bills it is the whole cost',
      ),
  }),
  example: INLINE_EXAMPLE,
  errors: ['platform.not_found', 'billing.period_wrong', 'billing.rule_wrong'],
  reads: true,
})
