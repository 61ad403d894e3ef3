import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { identity } from '../tables.ts'
import { requireAuthorityOver } from './authority.ts'
import { readStaffById } from './staff-view.ts'

/**
 * Disables a staff account, which ends its sessions, or enables it, which lifts a lock. Nobody disables themselves (so a company
 * keeps somebody who can) nor somebody with more rights than their own. The reason is kept by the audit line.
 */
export async function setStaffState(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.setStaffState>,
): Promise<ResponseOf<typeof contract.setStaffState>> {
  const tenantId = tenantOf(actor)
  if (input.staffId === actor.id) throw refuse.cannotDisableSelf()
  await readStaffById(tx, actor, input.staffId)
  const authority = await identity(tx)
    .selectFrom('identity.publicStaff')
    .select(['permissions', 'communityIds'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.staffId)
    .executeTakeFirstOrThrow()
  requireAuthorityOver(actor, authority)
  await identity(tx)
    .updateTable('identity.staffAccount')
    .set({ state: input.state, ...(input.state === 'active' ? { failedCount: 0, lockedUntil: null } : {}) })
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.staffId)
    .execute()
  if (input.state === 'disabled') await endSessionsOf(tx, actor, input.staffId)
  return readStaffById(tx, actor, input.staffId)
}
