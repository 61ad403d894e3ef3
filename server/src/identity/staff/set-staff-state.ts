import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { staffDisabled } from '../events.ts'
import { endInvitations } from '../invitations/end-invitations.ts'
import { forgetLink } from '../links/forget-link.ts'
import { endSessionsOf } from '../sessions/end-sessions.ts'
import { identity } from '../tables.ts'
import { keepAdministrator } from './keep-administrator.ts'
import { requireAuthorityOverStaff } from './require-account.ts'
import { readStaffById } from './staff-view.ts'

/**
 * Disables a staff account, which ends its sessions, invitations and links and tells the modules that hold its work, or enables it,
 * which lifts a lock. Nobody disables themselves nor somebody with more rights than their own, nor the last administrator. The reason
 * is kept by the audit line.
 */
export async function setStaffState(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.setStaffState>,
): Promise<ResponseOf<typeof contract.setStaffState>> {
  const { staffId, state } = input
  if (staffId === actor.id) throw refuse.cannotDisableSelf()
  const before = await readStaffById(tx, actor, staffId)
  await requireAuthorityOverStaff(tx, actor, staffId)
  await keepAdministrator(tx, actor, () =>
    identity(tx)
      .updateTable('identity.staffAccount')
      .set({ state, ...(state === 'active' ? { failedCount: 0, lockedUntil: null } : {}) })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', staffId)
      .execute(),
  )
  if (state === 'disabled') {
    await endSessionsOf(tx, actor, staffId)
    await endInvitations(tx, actor, staffId)
    await forgetLink(tx, actor, staffId)
    if (before.state === 'active') await publish(tx, staffDisabled, { staffId })
  }
  return readStaffById(tx, actor, staffId)
}
