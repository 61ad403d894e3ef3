import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { identity } from '../tables.ts'

/** Invitations of an account that still wait open nothing any more. */
export async function endInvitations(tx: Tx, actor: Actor, staffId: string): Promise<void> {
  await identity(tx)
    .updateTable('identity.invitation')
    .set({ endedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('staffId', '=', staffId)
    .where('usedAt', 'is', null)
    .where('endedAt', 'is', null)
    .execute()
}
