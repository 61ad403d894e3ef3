import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { lifetimeOf } from '../settings.ts'
import { identity } from '../tables.ts'
import { type AppName, newToken, tokenHash } from './session.ts'

export interface OpenedSession {
  id: string
  /** Travels to the browser once, in its cookie; nobody can read it here again. */
  token: string
  expiresAt: Date
}

/** Opens a session of the actor's account in an app, for as long as the company lets it live. */
export async function openSession(
  tx: Tx,
  actor: Actor,
  input: { app: AppName; device: string | null },
): Promise<OpenedSession> {
  const startedAt = now()
  const { wholeMs, idleMs } = await lifetimeOf(tx, input.app)
  const opened = { id: newId(), token: newToken(), expiresAt: new Date(startedAt.getTime() + wholeMs) }
  await identity(tx)
    .insertInto('identity.session')
    .values({
      tenantId: tenantOf(actor),
      id: opened.id,
      tokenHash: tokenHash(opened.token),
      app: input.app,
      accountKind: actor.kind,
      accountId: accountOf(actor),
      startedAt,
      lastSeenAt: startedAt,
      expiresAt: opened.expiresAt,
      idleSeconds: idleMs === null ? null : idleMs / 1000,
      address: actor.address,
      device: input.device,
    })
    .execute()
  return opened
}
