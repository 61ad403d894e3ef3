import { billing, type Call, payments } from '@anju/contract'
import { today } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Sample } from './samples.ts'
import type { Things } from './world.ts'

const page = { limit: 200 }
const fileOf = (reference: string) => Buffer.from(`交易号,类型,金额,手续费\n${reference},收款,1.00,0.01\n`)

/** Statements that a colleague took in: one with a card payment to be confirmed, one that goes. */
export async function makeChannels(
  { call, colleague }: { call: Call; colleague: Call },
  communityId: string,
  premisesId: string,
) {
  const [paymentId, channelStatementId, removableStatementId] = [newId(), newId(), newId()]
  const reference = paymentId.slice(-12)
  await call(billing.collect, {
    body: {
      ...{ id: paymentId, premisesId, billIds: [], amountFen: 100, method: 'pos', reference },
      overpayment: 'prepay',
    },
  })
  for (const [statementId, day, file] of [
    [channelStatementId, today(), fileOf(reference)],
    [removableStatementId, '2026-02-02', fileOf('没有')],
  ] as const) {
    const query = { communityId, channel: '银联', day, name: '结算.csv' }
    await colleague(payments.uploadChannelStatement, { params: { statementId }, query, file: new Blob([file]) })
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
    query: { communityId: things.communityId, channel: `银联${newId()}`, day: '2026-02-03', name: '结算.csv' },
    file: fileOf(newId()),
  }),
  'payments.readChannelStatement': of,
  'payments.listChannelRows': things => ({ ...of(things), query: page }),
  'payments.matchChannelStatement': of,
  'payments.confirmChannelStatement': things => ({ ...of(things), body: { netFen: 99 } }),
  'payments.removeChannelStatement': things => ({ params: { statementId: things.removableStatementId } }),
}
