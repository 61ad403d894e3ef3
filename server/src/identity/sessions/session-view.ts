import type { identity as contract, ResponseOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { readStaffById } from '../staff/staff-view.ts'
import { identity } from '../tables.ts'
import { type AppName, isOver } from './session.ts'

/** More open sessions than this nobody reads. */
const MAX_SESSIONS = 200

type Sessions = ResponseOf<typeof contract.listMySessions>

/** The actor's own sessions that still open doors, the latest seen first. */
export async function listMySessions(tx: Tx, actor: Actor): Promise<Sessions> {
  return sessionsOf(tx, actor, accountOf(actor))
}

/** The same of a staff account within the actor's sight; otherwise not found. */
export async function listStaffSessions(tx: Tx, actor: Actor, input: { staffId: string }): Promise<Sessions> {
  await readStaffById(tx, actor, input.staffId)
  return sessionsOf(tx, actor, input.staffId)
}

async function sessionsOf(tx: Tx, actor: Actor, accountId: string): Promise<Sessions> {
  const at = now()
  const rows = await identity(tx)
    .selectFrom('identity.session')
    .select(['id', 'app', 'startedAt', 'lastSeenAt', 'expiresAt', 'idleSeconds', 'address', 'device'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', at)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SESSIONS)
    .execute()
  const items = rows
    .filter(session => !isOver(session, at))
    .map(({ expiresAt: _, idleSeconds: __, ...session }) => ({
      ...session,
      app: session.app as AppName,
      current: session.id === actor.sessionId,
    }))
  return { items }
}
