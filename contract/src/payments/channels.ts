import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Instant, Line, PageQuery, pageOf } from '../values.ts'
import { ChannelColumns } from './channel.ts'
import { ChannelDifference } from './channel-difference.ts'
import { ChannelKind } from './channel-kind.ts'

export const ChannelState = z.enum(['open', 'confirmed'])
/** 平账 · 长款 (channel only) · 短款 (ours only) · 金额不符 · 状态不符. */
export const ChannelOutcome = z.enum(['matched', 'channel-only', 'ours-only', 'amount', 'state'])

export const ChannelStatementRow = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  channelId: Id,
  channel: z.string().describe('Its name'),
  day: CivilDate,
  fileName: z.string(),
  state: ChannelState,
  ratePercent: DecimalText.describe('What is agreed, of each order'),
  rowCount: z.int(),
  grossFen: Fen.describe('Payments that match'),
  refundedFen: Fen.describe('Refunds that match'),
  feeFen: Fen.describe('From the file, what refunds gave back taken off'),
  netFen: Fen.describe('What comes to the bank of what matches'),
  differenceCount: z
    .int()
    .describe('Rows that do not match, and what only we know of the day (短款), that nobody has dealt with'),
  shortCount: z.int().describe('Of these: what only we know'),
  waitingCount: z.int().describe('Differences whose handling waits to be confirmed'),
  uploadedByName: z.string(),
  uploadedAt: Instant,
  confirmedByName: z.string().nullable(),
  confirmedAt: Instant.nullable(),
})

export const ChannelRow = z.object({
  id: z.string(),
  place: z.int().nullable().describe('Row of the file; null: only ours'),
  reference: z.string(),
  at: z.string(),
  kind: ChannelKind,
  outcome: ChannelOutcome,
  amountFen: Fen.nullable().describe('By the channel'),
  oursId: Id.nullable().describe('The payment, refund or payment taken back that it stands for or comes near'),
  oursFen: Fen.nullable(),
  feeFen: Fen.nullable(),
  expectedFeeFen: Fen.nullable().describe('The agreed part of the amount, rounded half up'),
  netFen: Fen.nullable(),
  premisesLabel: z.string().nullable(),
  receiptId: Id.nullable(),
  receiptNumber: z.string().nullable(),
  difference: ChannelDifference.nullable().describe('How it is dealt with, where somebody has asked for it'),
})

export const ChannelStatement = ChannelStatementRow.extend({
  uploadedById: Id,
  postedOn: CivilDate.nullable(),
  unusualFeeCount: z.int().describe('Rows whose fee is not the expected one'),
})

const filters = {
  communityId: Id.optional(),
  channelId: Id.optional(),
  state: ChannelState.optional(),
  differences: z
    .enum(['open', 'waiting', 'none'])
    .optional()
    .describe('Not dealt with, waiting to be confirmed, or neither'),
  text: z.string().trim().max(50).optional().describe('Channel or file'),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
}
const statementParams = z.object({ statementId: Id })
const rowFilters = { outcome: ChannelOutcome.optional(), text: z.string().trim().max(60).optional() }

const uploadErrors: string[] = [
  ...['platform.not_found', 'platform.beyond_scope', 'platform.already_there', 'platform.file_too_large'],
  ...['payments.statement_unreadable', 'payments.statement_day_taken', 'payments.channel_retired'],
]
const confirmErrors: string[] = [
  ...['platform.not_found', 'platform.beyond_scope', 'platform.own_request'],
  ...['payments.statement_confirmed', 'payments.statement_changed', 'payments.nothing_matched'],
]

export const listChannelStatements = route({
  method: 'GET',
  path: '/payments/channel-statements',
  summary: 'Settlement statements of payment channels (渠道结算), newest day first, with sums over all that match.',
  permission: 'payments.channels.read',
  query: PageQuery.extend(filters),
  response: pageOf(ChannelStatementRow).extend({
    sums: z.object({ grossFen: Fen, refundedFen: Fen, feeFen: Fen, netFen: Fen }),
  }),
})

export const countWaitingStatements = route({
  method: 'GET',
  path: '/payments/channel-statements/waiting',
  summary:
    'How many statements wait for my confirmation, of what matches in them or of how a difference is dealt with.',
  permission: 'payments.channels.read',
  response: z.object({ waiting: z.int() }),
})

export const exportChannelStatements = route({
  method: 'GET',
  path: '/payments/channel-statements/export',
  summary: 'The list of statements with the same filters, as a workbook or csv.',
  permission: 'payments.channels.read',
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const uploadChannelStatement = route({
  method: 'PUT',
  path: '/payments/channel-statements/:statementId',
  summary:
    'Take in what a channel says of a day (Excel or text), read by the headings that are named, else by those of the statement before, else by usual ones, and match it. The headings are kept for the next one. The same file again changes nothing.',
  permission: 'payments.channels.manage',
  params: statementParams,
  query: ChannelColumns.partial().extend({ channelId: Id, day: CivilDate, name: Line }),
  upload: { maxBytes: 8 * 1024 * 1024 },
  response: ChannelStatement,
  errors: uploadErrors,
  transaction: 'manual',
  idempotent: false,
})

export const readChannelStatement = route({
  method: 'GET',
  path: '/payments/channel-statements/:statementId',
  summary: 'One statement with its sums.',
  permission: 'payments.channels.read',
  params: statementParams,
  response: ChannelStatement,
  errors: ['platform.not_found'],
})

export const listChannelRows = route({
  method: 'GET',
  path: '/payments/channel-statements/:statementId/rows',
  summary: 'The rows of a statement beside what we know, and what only we know of that day; differences first.',
  permission: 'payments.channels.read',
  params: statementParams,
  query: PageQuery.extend(rowFilters),
  response: pageOf(ChannelRow),
  errors: ['platform.not_found'],
})

export const exportChannelRows = route({
  method: 'GET',
  path: '/payments/channel-statements/:statementId/rows/export',
  summary: 'The rows of a statement beside what we know with the same filters, as a workbook or csv.',
  permission: 'payments.channels.read',
  params: statementParams,
  query: z.object({ ...rowFilters, sort: PageQuery.shape.sort, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.not_found', 'platform.export_too_large'],
})

export const matchChannelStatement = route({
  method: 'POST',
  path: '/payments/channel-statements/:statementId/match',
  summary: 'Match once more what did not match: payments entered meanwhile, or after midnight.',
  permission: 'payments.channels.manage',
  params: statementParams,
  response: ChannelStatement,
  errors: ['platform.not_found', 'platform.beyond_scope', 'payments.statement_confirmed'],
})

export const confirmChannelStatement = route({
  method: 'POST',
  path: '/payments/channel-statements/:statementId/confirm',
  summary:
    'Confirm what matches, as it was shown, by somebody else than who took it in: posts bank and fee against the channel’s money. Differences stay for people.',
  permission: 'payments.channels.confirm',
  params: statementParams,
  body: z.object({ netFen: Fen.describe('As it was shown') }),
  response: ChannelStatement,
  errors: confirmErrors,
})

const removeErrors: string[] = [
  ...['platform.not_found', 'platform.beyond_scope'],
  ...['payments.statement_confirmed', 'payments.statement_handled'],
]

export const removeChannelStatement = route({
  method: 'POST',
  path: '/payments/channel-statements/:statementId/remove',
  summary: 'Take a statement out again that nobody has confirmed: a wrong file, day or channel.',
  permission: 'payments.channels.manage',
  params: statementParams,
  response: 'none',
  errors: removeErrors,
})
