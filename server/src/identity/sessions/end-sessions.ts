import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { cookieOf } from '../../platform/http.ts'
import type { Door } from '../../platform/module.ts'
import { identity } from '../tables.ts'
import type { AppName } from './session.ts'

/** Ends this session and forgets its cookie. */
export async function signOut(door: Door, actor: Actor): Promise<void> {
  const ended = await door.run(actor, async tx => {
    const session = await identity(tx)
      .updateTable('identity.session')
      .set({ endedAt: now() })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', actor.sessionId)
      .where('endedAt', 'is', null)
      .returning('app')
      .executeTakeFirst()
    audit(tx, 'identity.signOut', actor.sessionId)
    return session
  })
  if (ended) door.clearCookie(cookieOf(ended.app as AppName))
}

/** Ends one of one's own sessions; anybody else's is not found. */
export async function revokeSession(tx: Tx, actor: Actor, input: { sessionId: string }): Promise<void> {
  const ended = await identity(tx)
    .updateTable('identity.session')
    .set({ endedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .where('id', '=', input.sessionId)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw refuse.notFound()
}

/** Ends every session of a staff account. */
export async function endSessionsOf(tx: Tx, actor: Actor, staffId: string): Promise<void> {
  await identity(tx)
    .updateTable('identity.session')
    .set({ endedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', staffId)
    .where('endedAt', 'is', null)
    .execute()
}
