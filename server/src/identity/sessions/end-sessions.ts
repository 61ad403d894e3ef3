import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { cookieOf } from '../../platform/http.ts'
import type { Door } from '../../platform/module.ts'
import { requireAuthorityOverStaff } from '../staff/require-account.ts'
import { readStaffById } from '../staff/staff-view.ts'
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

/** Ends the sessions of an account: all, all but one, or one. Answers how many. */
export async function endSessionsOf(
  tx: Tx,
  actor: Actor,
  accountId: string,
  which: { except?: string | null; only?: string } = {},
): Promise<number> {
  const { except, only } = which
  const ended = await identity(tx)
    .updateTable('identity.session')
    .set({ endedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .$if(Boolean(except), query => query.where('id', '<>', except ?? ''))
    .$if(only !== undefined, query => query.where('id', '=', only ?? ''))
    .returning('id')
    .execute()
  return ended.length
}

/** Ends all of one's own sessions but this one. */
export async function endOtherSessions(tx: Tx, actor: Actor): Promise<{ ended: number }> {
  return { ended: await endSessionsOf(tx, actor, accountOf(actor), { except: actor.sessionId }) }
}

/**
 * Ends one session of a staff account, or all. Errors: platform.not_found (account or session),
 * identity.beyond_own_authority.
 */
export async function endStaffSessions(
  tx: Tx,
  actor: Actor,
  input: { staffId: string; sessionId?: string },
): Promise<{ ended: number }> {
  await readStaffById(tx, actor, input.staffId)
  await requireAuthorityOverStaff(tx, actor, input.staffId)
  const ended = await endSessionsOf(tx, actor, input.staffId, { only: input.sessionId })
  if (input.sessionId !== undefined && ended === 0) throw refuse.notFound()
  return { ended }
}
