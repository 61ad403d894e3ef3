import type { identity as contract, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { identity } from '../tables.ts'
import { type AppName, isOver } from './session.ts'

/** More open sessions than this nobody reads. */
const MAX_SESSIONS = 200

/** The actor's own sessions that still open doors, the latest seen first. */
export async function listMySessions(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMySessions>> {
  const at = now()
  const rows = await identity(tx)
    .selectFrom('identity.session')
    .select(['id', 'app', 'startedAt', 'lastSeenAt', 'expiresAt', 'address', 'device'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountOf(actor))
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', at)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SESSIONS)
    .execute()
  const items = rows
    .map(({ expiresAt, ...row }) => ({ expiresAt, ...row, app: row.app as AppName }))
    .filter(session => !isOver(session, at))
    .map(({ expiresAt: _, ...session }) => ({ ...session, current: session.id === actor.sessionId }))
  return { items }
}
