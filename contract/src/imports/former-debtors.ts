import { z } from 'zod'
import { route } from '../route.ts'
import { Fen, Id, Instant, Line, Version } from '../values.ts'

/** What the former system's own list says of a home: typed, or read from its report. */
const Said = z.object({
  premisesId: Id,
  debtor: z.string().trim().max(100).default('').describe('Empty where the list names nobody'),
  itemName: z.string().trim().max(100).default('').describe('The charge item; empty where the list has all in one'),
  year: z.int().min(0).max(2200).default(0).describe('Of the period; 0 where the list has all in one'),
  count: z.int().min(0).max(1_000_000).nullable().default(null).describe('Items that are owing; null: not counted'),
  amountFen: Fen,
})

export const DebtorVerdict = z.enum(['agrees', 'amount', 'count', 'only-former', 'only-ours'])

const Side = z.object({ count: z.int().nullable(), amountFen: Fen })

export const FormerDebtor = z.object({
  premisesId: Id,
  premisesLabel: z.string(),
  debtor: z.string(),
  itemName: z.string(),
  year: z.int().describe('0 where the list has all in one'),
  former: Side.nullable().describe('As the former system lists it'),
  ours: Side.nullable().describe(
    'Before it is written: the good rows of the file. Afterwards: what stands in the books',
  ),
  differenceFen: Fen.describe('Ours − former'),
  verdict: DebtorVerdict,
})

export const FormerDebtors = z.object({
  importId: Id,
  version: z.int().nullable().describe('Of the control sheet, with which the list is signed; null: not entered yet'),
  entered: z.object({ by: z.string(), at: Instant }).nullable().describe('null: there is no list'),
  fileName: z.string().nullable().describe('null: typed'),
  against: z.enum(['file', 'books']),
  tells: z
    .object({ debtor: z.boolean(), itemName: z.boolean(), year: z.boolean() })
    .describe('What the list tells apart; ours is added up the same way'),
  lineCount: z.int(),
  formerFen: Fen,
  oursFen: Fen,
  differences: z.int().describe('Lines that do not agree, of all; 0 without a list'),
  items: z
    .array(FormerDebtor)
    .describe('Those that differ first, at most 1,000; without a list, what the file says of each debtor'),
})

const Kept = FormerDebtors.extend({
  kept: z.boolean().describe('false: the list was not understood as a whole, and nothing was changed'),
  problems: z
    .array(
      z.object({
        sheet: z.string().describe('Empty where it was typed'),
        row: z.int().describe('Of the sheet; of what was typed, the line, from 1'),
        field: z.string().nullable(),
        message: z.object({ 'zh-CN': z.string(), en: z.string() }),
      }),
    )
    .describe('At most the first 100'),
})

const params = z.object({ importId: Id })

export const listFormerDebtors = route({
  method: 'GET',
  path: '/imports/:importId/former-debtors',
  summary: 'The former system’s own list of debtors beside the file, or once it is written, the books: to the fen.',
  permission: 'imports.run',
  params,
  response: FormerDebtors,
  errors: ['platform.not_found'],
})

const errors = [
  'platform.beyond_scope',
  'platform.not_found',
  'platform.changed_meanwhile',
  'imports.already_committed',
  'imports.control_missing',
] as const

export const enterFormerDebtors = route({
  method: 'PUT',
  path: '/imports/:importId/former-debtors',
  summary: 'Type the former system’s own list of debtors; no lines take it away. A signature that was there is void.',
  permission: 'imports.run',
  params,
  body: z.object({ version: Version.describe('Of the control sheet'), lines: z.array(Said).max(2000) }),
  response: Kept,
  errors,
})

export const uploadFormerDebtors = route({
  method: 'PUT',
  path: '/imports/:importId/former-debtors/file',
  summary: 'Read the former system’s own list of debtors from a workbook. A signature that was there is void.',
  permission: 'imports.run',
  params,
  query: z.object({ version: z.coerce.number<number | string>().int().min(1), name: Line }),
  upload: { maxBytes: 8 * 1024 * 1024 },
  response: Kept,
  errors: [...errors, 'platform.file_too_large', 'imports.not_a_workbook'],
  transaction: 'manual',
  idempotent: false,
})
