import { ApiError, billing, metering, platform, serviceDesk, type WireResponseOf, workforce } from '@anju/contract'
import { call } from '../api.ts'
import type { OutboxEntry } from './outbox-entry.ts'

/** The task as it is after a step; null where the answer is no task. */
export type Answer = WireResponseOf<typeof serviceDesk.readMyTask> | null

/** A weak network can keep a request open for ever, and everything behind it waiting. */
const LONGEST_MS = {
  ...{ photo: 120_000, accept: 20_000, decline: 20_000, finish: 20_000 },
  ...{ clock: 20_000, reading: 20_000, skip: 20_000, visit: 20_000 },
}

/** Sends one entry under its own idempotency key. Throws ApiError; status 0 also when it takes too long. */
export async function sendEntry(entry: OutboxEntry): Promise<Answer> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), LONGEST_MS[entry.kind])
  try {
    return await send(entry, abort.signal)
  } catch (error) {
    throw abort.signal.aborted ? new ApiError(0, {}, null) : error
  } finally {
    clearTimeout(timer)
  }
}

async function send(entry: OutboxEntry, signal: AbortSignal): Promise<Answer> {
  const extras = { params: { orderId: entry.orderId }, idempotencyKey: entry.id, signal }
  switch (entry.kind) {
    case 'photo':
      await call(platform.uploadFile, {
        params: { fileId: entry.body.fileId },
        query: { name: `${entry.body.fileId}.jpg`, purpose: 'photo' },
        file: entry.photo,
        idempotencyKey: entry.id,
        signal,
      })
      return null
    case 'accept':
      return call(serviceDesk.acceptOrder, extras)
    case 'decline':
      return call(serviceDesk.declineOrder, { ...extras, body: entry.body })
    case 'clock':
      await call(workforce.clock, { body: entry.body, idempotencyKey: entry.id, signal })
      return null
    case 'reading': {
      const { communityId, ...reading } = entry.body
      const body = { communityId, readings: [{ ...reading, source: 'field' as const }] }
      await call(metering.enterReadings, { body, idempotencyKey: entry.id, signal })
      return null
    }
    case 'skip': {
      const { roundId, meterId, reason } = entry.body
      const params = { roundId, meterId }
      await call(metering.skipStop, { params, body: { reason }, idempotencyKey: entry.id, signal })
      return null
    }
    case 'visit':
      await call(billing.recordMyVisit, { body: entry.body, idempotencyKey: entry.id, signal })
      return null
    case 'finish':
      return call(serviceDesk.finishOrder, { ...extras, body: entry.body })
  }
}
