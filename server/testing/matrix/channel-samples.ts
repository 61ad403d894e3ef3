import { billing, type Call, payments } from '@anju/contract'
import { today } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { addDays } from '../../src/platform/period.ts'
import type { MadeId, Sample } from './samples.ts'
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
  const [channelId, otherChannelId] = [newId(), newId()]
  for (const id of [channelId, otherChannelId])
    await call(payments.createChannel, { body: { id, communityId, name: `银联${id.slice(-6)}` } })
  await call(billing.collect, {
    body: {
      ...{ id: paymentId, premisesId, billIds: [], amountFen: 100, method: 'pos', reference, channelId },
      overpayment: 'prepay',
    },
  })
  for (const [statementId, day, file] of [
    [channelStatementId, today(), fileOf(reference)],
    [removableStatementId, '2026-02-02', fileOf('没有')],
  ] as const) {
    const query = { channelId, day, name: '结算.csv' }
    await colleague(payments.uploadChannelStatement, { params: { statementId }, query, file: new Blob([file]) })
  }
  const [askedStatementId, confirmableDifferenceId, droppableDifferenceId] = [newId(), newId(), newId()]
  const file = `交易号,类型,金额,手续费\n${newId()},收款,1.00,0.01\n${newId()},收款,2.00,0.01\n${newId()},收款,3.00,0.02\n`
  await colleague(payments.uploadChannelStatement, {
    params: { statementId: askedStatementId },
    query: { channelId, day: '2026-02-04', name: '差异.csv' },
    file: new Blob([Buffer.from(file)]),
  })
  const { items: rows } = await call(payments.listChannelRows, {
    params: { statementId: askedStatementId },
    query: { limit: 10, outcome: 'channel-only' },
  })
  const [first = '', second = '', channelRowId = ''] = rows.map(row => row.id)
  for (const [id, rowId] of [
    [confirmableDifferenceId, first],
    [droppableDifferenceId, second],
  ] as const)
    await colleague(payments.askChannelDifference, {
      params: { statementId: askedStatementId },
      body: { id, rowId, decision: 'book', reason: '渠道多结' },
    })
  return {
    ...{ channelId, otherChannelId, channelStatementId, removableStatementId },
    ...{ askedStatementId, channelRowId, confirmableDifferenceId, droppableDifferenceId },
  }
}

const of = (things: Things) => ({ params: { statementId: things.channelStatementId } })

let days = 0
/** Each statement of a channel is of another day. */
const freshDay = () => addDays('2025-01-01', days++)

/** What channels settle. */
export const CHANNEL_SAMPLES: Record<string, Sample> = {
  'payments.listChannels': things => ({ query: { communityId: things.communityId } }),
  'payments.exportChannels': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'payments.createChannel': things => ({
    body: { id: newId(), communityId: things.communityId, name: `渠道${newId()}` },
  }),
  'payments.editChannel': things => ({
    params: { channelId: things.otherChannelId },
    body: { version: 1, name: '银联云闪付', ratePercent: '0.38', retired: false },
  }),
  'payments.listDeskChannels': things => ({ query: { communityId: things.communityId } }),
  'payments.previewChannelStatement': things => ({
    params: { channelId: things.channelId },
    query: { name: '结算.csv' },
    file: fileOf(newId()),
  }),
  'payments.listChannelStatements': things => ({ query: { ...page, communityId: things.communityId } }),
  'payments.countWaitingStatements': () => ({}),
  'payments.exportChannelStatements': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'payments.uploadChannelStatement': things => ({
    params: { statementId: newId() },
    query: { channelId: things.otherChannelId, day: freshDay(), name: '结算.csv' },
    file: fileOf(newId()),
  }),
  'payments.readChannelStatement': of,
  'payments.listChannelRows': things => ({ ...of(things), query: page }),
  'payments.exportChannelRows': things => ({ ...of(things), query: { format: 'csv' } }),
  'payments.matchChannelStatement': of,
  'payments.confirmChannelStatement': things => ({ ...of(things), body: { netFen: 99 } }),
  'payments.listChannelCandidates': things => ({
    params: { statementId: things.askedStatementId, rowId: things.channelRowId },
  }),
  'payments.askChannelDifference': things => ({
    params: { statementId: things.askedStatementId },
    body: { id: newId(), rowId: things.channelRowId, decision: 'dismiss', reason: '另一小区的收款' },
  }),
  'payments.confirmChannelDifference': things => ({ params: { differenceId: things.confirmableDifferenceId } }),
  'payments.dropChannelDifference': things => ({ params: { differenceId: things.droppableDifferenceId } }),
  'payments.removeChannelStatement': things => ({ params: { statementId: things.removableStatementId } }),
}

export const CHANNEL_MADE_IDS: Record<string, MadeId> = {
  'payments.createChannel': (_ground, _company, things) => things.channelId,
  'payments.askChannelDifference': (_ground, _company, things) => things.confirmableDifferenceId,
}
