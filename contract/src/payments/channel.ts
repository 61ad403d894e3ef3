import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, DecimalText, Fen, Id, Line, Version } from '../values.ts'

const Heading = z.string().trim().max(60)

/** By which heading each column of a channel's statements is found; empty: they have no such column. */
export const ChannelColumns = z.object({
  reference: Heading.describe('Number by which payments are matched'),
  at: Heading,
  kind: Heading.describe('Payment or refund; empty: a refund has a minus'),
  amount: Heading,
  fee: Heading.describe('Empty: amount less net'),
  net: Heading,
})

export const Channel = z.object({
  id: Id,
  communityId: Id,
  communityName: z.string(),
  name: z.string(),
  ratePercent: DecimalText.describe('What is agreed, of each order'),
  columns: ChannelColumns.nullable().describe('As the last statement was read; null: none was taken in'),
  retired: z.boolean(),
  version: Version,
})

const RatePercent = DecimalText.refine(text => !text.startsWith('-') && Number(text) < 100)

export const listChannels = route({
  method: 'GET',
  path: '/payments/channels',
  summary: 'Who takes card payments for communities (收款渠道), by name; those that are not used any more last.',
  permission: 'payments.channels.read',
  query: z.object({ communityId: Id.optional() }),
  response: z.object({ items: z.array(Channel) }),
})

export const exportChannels = route({
  method: 'GET',
  path: '/payments/channels/export',
  summary: 'The channels with the same filter, as a workbook or csv.',
  permission: 'payments.channels.read',
  query: z.object({ communityId: Id.optional(), format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'file',
  errors: ['platform.export_too_large'],
})

export const createChannel = route({
  method: 'POST',
  path: '/payments/channels',
  summary: 'Add a channel of a community.',
  permission: 'payments.channels.manage',
  body: z.object({ id: Id, communityId: Id, name: Line, ratePercent: RatePercent.default('0.60') }),
  response: Channel,
  errors: ['platform.not_found', 'platform.beyond_scope', 'payments.channel_taken'],
})

export const editChannel = route({
  method: 'PUT',
  path: '/payments/channels/:channelId',
  summary: 'Change a channel, or say that it is not used any more: payments and statements that name it stay.',
  permission: 'payments.channels.manage',
  params: z.object({ channelId: Id }),
  body: z.object({ version: Version, name: Line, ratePercent: RatePercent, retired: z.boolean() }),
  response: Channel,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.changed_meanwhile', 'payments.channel_taken'],
})

export const listDeskChannels = route({
  method: 'GET',
  path: '/payments/desk-channels',
  summary: 'The channels of a community that are in use, for whoever takes a card payment.',
  permission: 'payments.collect',
  query: z.object({ communityId: Id }),
  response: z.object({ items: z.array(z.object({ id: Id, name: z.string() })) }),
})

export const previewChannelStatement = route({
  method: 'POST',
  path: '/payments/channels/:channelId/statement-preview',
  summary:
    'How a statement would be read: its headings, which column is which (as named, as the statement before, or as usual), the first rows, and what stands in the way. Keeps nothing.',
  permission: 'payments.channels.manage',
  params: z.object({ channelId: Id }),
  query: ChannelColumns.partial().extend({ name: Line }),
  upload: { maxBytes: 8 * 1024 * 1024 },
  response: z.object({
    headings: z.array(z.string()).describe('Of the row that is taken for the headings'),
    samples: z.array(z.array(z.string())).describe('The first rows under them'),
    columns: ChannelColumns,
    from: z.enum(['named', 'statement-before', 'usual']).describe('Where the columns come from'),
    fault: z.object({ row: z.int(), problem: z.string() }).nullable().describe('Why it could not be taken in'),
    rowCount: z.int(),
    grossFen: Fen,
    refundedFen: Fen,
    feeFen: Fen,
    firstDay: CivilDate.nullable().describe('Of the times that it names'),
    lastDay: CivilDate.nullable(),
  }),
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.file_too_large', 'payments.statement_unreadable'],
  transaction: 'manual',
  reads: true,
})
