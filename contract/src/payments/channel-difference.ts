import { z } from 'zod'
import { route } from '../route.ts'
import { CivilDate, Fen, Id, Instant, Text } from '../values.ts'
import { ChannelKind } from './channel-kind.ts'

/** 入账: against our payment, or what is over to 6301 and what is short to 6711. 不处理: not ours, nothing is posted. */
export const ChannelDecision = z.enum(['book', 'dismiss'])

export const ChannelDifference = z.object({
  id: Id,
  decision: ChannelDecision,
  bankFen: Fen.describe('To the bank (1002): by the channel, its fee taken off'),
  feeFen: Fen,
  oursFen: Fen.describe('Out of 1012'),
  overFen: Fen.describe('What is over goes to 6301; negative: what is short, to 6711'),
  reason: z.string(),
  askedById: Id,
  askedByName: z.string(),
  askedAt: Instant,
  confirmedByName: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  postedOn: CivilDate.nullable(),
})

export const ChannelCandidate = z.object({
  id: Id,
  kind: ChannelKind,
  paidOn: CivilDate,
  reference: z.string(),
  amountFen: Fen,
  premisesLabel: z.string().nullable(),
  receiptNumber: z.string().nullable(),
})

export const listChannelCandidates = route({
  method: 'GET',
  path: '/payments/channel-statements/:statementId/rows/:rowId/candidates',
  summary:
    'Which payments (or refunds) of ours a row that does not match may stand for: of the days around, nobody else’s yet; the same number first, then the same amount.',
  permission: 'payments.channels.read',
  params: z.object({ statementId: Id, rowId: Id }),
  response: z.object({ items: z.array(ChannelCandidate) }),
  errors: ['platform.not_found'],
})

const askErrors: string[] = [
  ...['platform.not_found', 'platform.beyond_scope', 'platform.already_there'],
  ...['payments.difference_handled', 'payments.difference_wrong'],
]

export const askChannelDifference = route({
  method: 'POST',
  path: '/payments/channel-statements/:statementId/differences',
  summary:
    'Ask to deal with a difference (差异处理): a row of the channel with or without one of ours, or one of ours that the channel does not know. Somebody else confirms it.',
  permission: 'payments.channels.manage',
  params: z.object({ statementId: Id }),
  body: z.object({
    id: Id,
    rowId: Id.optional().describe('The channel’s row'),
    oursId: Id.optional().describe('Our payment, refund or payment taken back'),
    decision: ChannelDecision,
    reason: Text.min(1).max(200),
  }),
  response: ChannelDifference,
  errors: askErrors,
})

const differenceParams = z.object({ differenceId: Id })

export const confirmChannelDifference = route({
  method: 'POST',
  path: '/payments/channel-differences/:differenceId/confirm',
  summary: 'Confirm how a difference is dealt with, by somebody else than who asked: posts it.',
  permission: 'payments.channels.confirm',
  params: differenceParams,
  response: ChannelDifference,
  errors: ['platform.not_found', 'platform.beyond_scope', 'platform.own_request', 'payments.difference_handled'],
})

export const dropChannelDifference = route({
  method: 'POST',
  path: '/payments/channel-differences/:differenceId/drop',
  summary: 'Withdraw or turn down how a difference was to be dealt with: it is open again.',
  permission: 'payments.channels.manage',
  params: differenceParams,
  response: 'none',
  errors: ['platform.not_found', 'platform.beyond_scope', 'payments.difference_handled'],
})
