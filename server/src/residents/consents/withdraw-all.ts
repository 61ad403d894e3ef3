import { createHash } from 'node:crypto'
import { residents as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { residents } from '../tables.ts'

/** Takes back every consent that an account has given and not taken back yet, by a line each. */
export async function withdrawAll(
  tx: Tx,
  actor: Actor,
  who: { accountId: string; personId: string | null; channel: 'counter' | 'account-closed' },
): Promise<void> {
  const decisions = await residents(tx)
    .selectFrom('residents.consent')
    .distinctOn('purpose')
    .select(['purpose', 'decision', 'locale'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', who.accountId)
    .orderBy('purpose')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  for (const { purpose, locale } of decisions.filter(each => each.decision === 'given')) {
    const known = contract.ConsentPurpose.safeParse(purpose)
    if (!known.success) continue
    const { version, text } = contract.PURPOSES[known.data]
    await residents(tx)
      .insertInto('residents.consent')
      .values({
        ...{ tenantId: tenantOf(actor), id: newId(), accountId: who.accountId, personId: who.personId },
        ...{ purpose, version, locale, decision: 'withdrawn', channel: who.channel, address: actor.address, at: now() },
        textHash: createHash('sha256')
          .update(text[locale === 'en' ? 'en' : 'zh-CN'])
          .digest(),
      })
      .execute()
  }
}
