import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
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
 * Disables or enables an account as it was seen; the reason is kept by the audit line. Errors: platform.not_found,
 * platform.changed_meanwhile, identity.cannot_disable_self, beyond_own_authority, last_administrator.
 */
export async function setStaffState(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.setStaffState>,
): Promise<ResponseOf<typeof contract.setStaffState>> {
  const seen = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select('version')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.staffId)
    .forUpdate()
    .executeTakeFirst()
  if (seen && seen.version !== input.version) throw platformRefuse.changedMeanwhile({ version: seen.version })
  return changeStaffState(tx, actor, input)
}

/**
 * Disables a staff account, which ends its sessions, invitations and links and tells the modules that hold its work, or enables it,
 * which lifts a lock. Nobody disables themselves nor somebody with more rights than their own, nor the last administrator.
 */
export async function changeStaffState(
  tx: Tx,
  actor: Actor,
  { staffId, state }: { staffId: string; state: 'active' | 'disabled' },
): Promise<ResponseOf<typeof contract.setStaffState>> {
  if (staffId === actor.id) throw refuse.cannotDisableSelf()
  const before = await readStaffById(tx, actor, staffId)
  await requireAuthorityOverStaff(tx, actor, staffId)
  await keepAdministrator(tx, actor, () =>
    identity(tx)
      .updateTable('identity.staffAccount')
      .set({
        state,
        version: sql<number>`version + 1`,
        ...(state === 'active' ? { failedCount: 0, lockedUntil: null } : {}),
      })
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
