import { type Call, payments } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'
import type { Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }
const fileOf = (reference: string) => Buffer.from(`交易号,类型,金额,手续费\n${reference},收款,1.00,0.01\n`)

const taken = (communityId: string, day: string, channel = '银联') => ({
  query: { communityId, channel, day, name: '结算.csv' },
  file: fileOf(`${communityId}/${day}`),
})

/** Statements that others took in: one to look at, one that goes. */
export async function makeChannels(call: Call, communityId: string) {
  const [channelStatementId, removableStatementId] = [newId(), newId()]
  for (const [statementId, day] of [
    [channelStatementId, '2026-02-01'],
    [removableStatementId, '2026-02-02'],
  ] as const) {
    const { query, file } = taken(communityId, day)
    await call(payments.uploadChannelStatement, { params: { statementId }, query, file: new Blob([file]) })
  }
  return { channelStatementId, removableStatementId }
}

const of = (things: Things) => ({ params: { statementId: things.channelStatementId } })

/** What channels settle. */
export const CHANNEL_SAMPLES: Record<string, Sample> = {
  'payments.listChannelStatements': things => ({ query: { ...page, communityId: things.communityId } }),
  'payments.exportChannelStatements': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'payments.uploadChannelStatement': things => ({
    params: { statementId: newId() },
    ...taken(things.communityId, '2026-02-03', `银联${newId()}`),
  }),
  'payments.readChannelStatement': of,
  'payments.listChannelRows': things => ({ ...of(things), query: page }),
  'payments.matchChannelStatement': of,
  'payments.confirmChannelStatement': things => ({ ...of(things), body: { netFen: 99 } }),
  'payments.removeChannelStatement': things => ({ params: { statementId: things.removableStatementId } }),
}
