import type { messaging as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Door } from '../../platform/module.ts'
import { blindIndex, unseal } from '../../platform/seal.ts'
import { refuse } from '../errors.ts'
import { messaging } from '../tables.ts'
import { codeIn } from './sign-in-code-text.ts'

const NEWEST = 20

/** Demo mode only: the newest messages that a phone would have got. */
export async function demoInbox(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.demoInbox>,
): Promise<ResponseOf<typeof contract.demoInbox>> {
  if (!door.config.demo) throw refuse.demoOnly()
  const rows = await door.run(
    actor,
    tx =>
      messaging(tx)
        .selectFrom('messaging.sms')
        .select(['at', 'bodySealed', 'kind'])
        .where('phoneIndex', '=', blindIndex('phone', input.phone))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(NEWEST)
        .execute(),
    { readOnly: true },
  )
  const items = rows.map(row => {
    const text = unseal(row.bodySealed)
    return { at: row.at, text, code: row.kind === 'sign-in-code' ? codeIn(text) : null }
  })
  return { items }
}
