import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Line } from '../values.ts'

/** What became of a bill of the former system beside ours, by home, item and period. */
export const BillVerdict = z.enum(['same', 'amount', 'only-former', 'only-ours'])

const Key = z.object({
  premisesId: Id,
  itemName: z.string().max(100),
  fromOn: CivilDate.describe('The first day of the former system’s period; of what only we have, of its month'),
})

const OurLine = z.object({
  billId: Id,
  state: z.enum(['draft', 'issued']),
  from: CivilDate,
  to: CivilDate,
  amountFen: Fen,
  words: z.object({ 'zh-CN': z.string(), en: z.string() }).describe('How the amount comes about'),
})

export const ComparedBill = Key.extend({
  toOn: CivilDate,
  premisesLabel: z.string(),
  formerFen: Fen.nullable().describe('null: the former system has none'),
  oursFen: Fen.nullable().describe('null: we have none'),
  differenceFen: Fen.describe('Ours − former'),
  verdict: BillVerdict,
  lines: z.array(OurLine).describe('Ours, drafts included, with their own explanation'),
  rows: z.array(z.object({ sheet: z.string(), row: z.int() })).describe('Where the file says it; at most the first 10'),
  understood: z
    .object({ by: z.string(), at: Instant, reason: z.string() })
    .nullable()
    .describe('Why they differ, as a person said; void once either side has changed'),
})

const Counts = z.object({
  count: z.int().describe('Bills, by home, item and period'),
  formerFen: Fen,
  oursFen: Fen,
  differenceFen: Fen,
  differing: z.int(),
  open: z.int().describe('Of those, what nobody has understood yet'),
})

export const BillComparison = z.object({
  importId: Id,
  from: CivilDate.nullable().describe('The days that the file covers; null: it holds no bills'),
  to: CivilDate.nullable(),
  totals: Counts.extend({ verdicts: z.record(BillVerdict, z.int()) }),
  items: z.array(Counts.extend({ itemName: z.string() })).describe('By charge item'),
  bills: z.array(ComparedBill).describe('At most the first 500, what is open first'),
  matching: z.int().describe('How many match the filters'),
})

const params = z.object({ importId: Id })

export const readBillComparison = route({
  method: 'GET',
  path: '/imports/:importId/bill-comparison',
  summary: 'A cycle run in both systems: the former system’s bills beside ours, home by home and item by item.',
  permission: 'imports.run',
  params,
  query: z.object({
    show: z.enum(['open', 'differing', 'all']).default('open').describe('open: differs, and nobody has said why'),
    verdict: BillVerdict.optional(),
    itemName: z.string().max(100).optional(),
    text: z.string().max(50).optional().describe('The beginning of the name of the home'),
  }),
  response: BillComparison,
  errors: ['platform.not_found'],
})

export const understandBills = route({
  method: 'PUT',
  path: '/imports/:importId/bill-comparison/understood',
  summary: 'Say why bills differ; without a reason what was said is taken back. Nothing else is changed by it.',
  permission: 'imports.run',
  params,
  body: z.object({
    bills: z
      .array(Key.extend({ formerFen: Fen.nullable(), oursFen: Fen.nullable() }))
      .min(1)
      .max(500)
      .describe('With the amounts that were seen'),
    reason: Line.nullable(),
  }),
  response: z.object({ understood: z.int() }),
  errors: ['platform.beyond_scope', 'platform.not_found', 'imports.bills_changed'],
})

export const billComparisonWorkbook = route({
  method: 'GET',
  path: '/imports/:importId/bill-comparison/workbook',
  summary:
    'The whole comparison as a workbook: every bill, the totals by item, what differs with its explanation and reason.',
  permission: 'imports.run',
  params,
  response: 'file',
  errors: ['platform.not_found'],
})
