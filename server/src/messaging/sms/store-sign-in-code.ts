import { sql } from 'kysely'
import type { z } from 'zod'
import type { signInCodeIssued } from '../../identity/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { blindIndex, seal, unseal } from '../../platform/seal.ts'
import { messaging } from '../tables.ts'
import { signInCodeText } from './sign-in-code-text.ts'

const KEPT_MS = 30 * 24 * 3600 * 1000

/**
 * Writes the message of a sign-in code. The one channel there is yet is the sink: it delivers to no phone (`sent_at` stays null),
 * the demo shows its contents. Messages older than 30 days are forgotten here, in passing.
 */
export async function storeSignInCode(
  tx: Tx,
  _actor: Actor,
  event: z.output<typeof signInCodeIssued.payload>,
): Promise<void> {
  const phone = unseal(Buffer.from(event.phoneSealed, 'base64'))
  const code = unseal(Buffer.from(event.codeSealed, 'base64'))
  const at = now()
  await messaging(tx)
    .insertInto('messaging.sms')
    .values({
      id: newId(),
      phoneIndex: blindIndex('phone', phone),
      phoneSealed: seal(phone),
      bodySealed: seal(signInCodeText(code)),
      kind: 'sign-in-code',
      channel: 'sink',
      at,
    })
    .execute()
  await sql`delete from messaging.sms where id in (
    select id from messaging.sms where at < ${new Date(at.getTime() - KEPT_MS)} limit 100 for update skip locked)`.execute(
    messaging(tx),
  )
}
