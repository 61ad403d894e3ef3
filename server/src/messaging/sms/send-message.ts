import { sql } from 'kysely'
import { z } from 'zod'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { defineManualJob, enqueue } from '../../platform/jobs.ts'
import { log } from '../../platform/log.ts'
import { blindIndex, seal, unseal } from '../../platform/seal.ts'
import { messaging } from '../tables.ts'
import { sendByAliyun } from './call-aliyun.ts'
import { codeIn } from './sign-in-code-text.ts'
import { readSmsConfig } from './sms-config.ts'

const KEPT_MS = 30 * 24 * 3600 * 1000
/** A code that comes later opens nothing any more. */
const CODE_LIVES_MS = 300_000

export interface MessageInput {
  phone: string
  text: string
  kind: 'sign-in-code' | 'notice'
  /** Not before this moment (quiet hours). */
  runAt?: Date
}

/**
 * Writes a message to a phone and, where there is a provider, a job that sends it after the commit. Without a provider it goes to the sink:
 * no phone gets it, the demo shows it. Messages older than 30 days are forgotten here, in passing.
 */
export async function storeMessage(tx: Tx, message: MessageInput): Promise<void> {
  const config = readSmsConfig()
  const channel = config && (message.kind === 'sign-in-code' || config.templates.notice) ? 'aliyun' : 'sink'
  const [id, at] = [newId(), now()]
  await messaging(tx)
    .insertInto('messaging.sms')
    .values({
      ...{ id, at, channel, kind: message.kind },
      phoneIndex: blindIndex('phone', message.phone),
      phoneSealed: seal(message.phone),
      bodySealed: seal(message.text),
    })
    .execute()
  if (channel !== 'sink') await enqueue(tx, sendMessage, { smsId: id }, { runAt: message.runAt })
  await sql`delete from messaging.sms where id in (
    select id from messaging.sms where at < ${new Date(at.getTime() - KEPT_MS)} limit 100 for update skip locked)`.execute(
    messaging(tx),
  )
}

/** Sends a stored message: reads it, calls the provider outside of any transaction, writes what became of it. */
export const sendMessage = defineManualJob(
  'messaging.sendMessage',
  z.object({ smsId: z.uuid() }),
  async (door, _, input) => {
    const config = readSmsConfig()
    const message = await door.run(tx =>
      messaging(tx)
        .selectFrom('messaging.sms')
        .select(['phoneSealed', 'bodySealed', 'kind', 'at'])
        .where('id', '=', input.smsId)
        .where('sentAt', 'is', null)
        .where('failedAt', 'is', null)
        .executeTakeFirst(),
    )
    // Sent by another try, or forgotten; or the provider was taken out of the configuration meanwhile.
    if (!message || !config) return
    const text = unseal(message.bodySealed)
    const code = message.kind === 'sign-in-code' ? codeIn(text) : null
    const late = code !== null && now().getTime() - message.at.getTime() > CODE_LIVES_MS
    const sent = late
      ? ({ outcome: 'refused', reason: 'too late' } as const)
      : await sendByAliyun(config, {
          phone: unseal(message.phoneSealed),
          templateCode: code === null ? (config.templates.notice ?? '') : config.templates.code,
          params: code === null ? { text } : { code },
        })
    if (sent.outcome === 'retry') throw new Error(`The message was not taken: ${sent.reason}`)
    if (sent.outcome === 'refused')
      log.warn({ smsId: input.smsId, reason: sent.reason }, 'message refused by the provider')
    await door.run(tx =>
      messaging(tx)
        .updateTable('messaging.sms')
        .set(
          sent.outcome === 'sent'
            ? { sentAt: now(), providerId: sent.providerId }
            : { failedAt: now(), failure: sent.reason },
        )
        .where('id', '=', input.smsId)
        .execute(),
    )
  },
)
