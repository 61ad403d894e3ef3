import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { requireAuthorityOver } from './authority.ts'
import { readStaffById, type StaffView } from './staff-view.ts'

/**
 * Somebody else's account that the actor may manage: within sight, and with no more rights and scope than the actor's own.
 * Errors: platform.not_found, identity.not_for_self, identity.beyond_own_authority.
 */
export async function requireAccountToManage(tx: Tx, actor: Actor, staffId: string): Promise<StaffView> {
  if (staffId === actor.id) throw refuse.notForSelf()
  const staff = await readStaffById(tx, actor, staffId)
  await requireAuthorityOverStaff(tx, actor, staffId)
  return staff
}

/** Error: identity.beyond_own_authority. */
export async function requireAuthorityOverStaff(tx: Tx, actor: Actor, staffId: string): Promise<void> {
  const authority = await identity(tx)
    .selectFrom('identity.publicStaff')
    .select(['permissions', 'communityIds', 'buildingIds'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', staffId)
    .executeTakeFirstOrThrow()
  requireAuthorityOver(actor, authority)
}
