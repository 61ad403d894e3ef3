import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { ONE_TIME_LIVES_MS } from '../passwords/one-time-password.ts'
import { setPassword } from '../passwords/set-password.ts'
import { identity } from '../tables.ts'
import { requireAuthorityOver } from './authority.ts'
import { giveRoles, readRoles } from './give-roles.ts'
import { refusePhoneTaken, sealedPhone } from './staff-phone.ts'
import { readStaffById } from './staff-view.ts'

/**
 * Opens a staff account. A password that comes with it must be changed first (the system's own need not); without one the account
 * waits for an invitation or a one-time password. Errors: identity.user_name_taken, identity.phone_taken, identity.role_not_found,
 * identity.scope_wrong, identity.beyond_own_authority, identity.password_weak.
 */
export async function createStaff(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createStaff>,
): Promise<ResponseOf<typeof contract.createStaff>> {
  const tenantId = tenantOf(actor)
  const { communityIds, buildingIds } = input
  if (buildingIds !== null && communityIds === null) throw refuse.scopeWrong()
  const roles = await readRoles(tx, actor, input.roleIds)
  requireAuthorityOver(actor, { permissions: roles.flatMap(role => role.permissions), communityIds, buildingIds })
  await refusePhoneTaken(tx, actor, input.id, input.phone ?? null)
  const added = await identity(tx)
    .insertInto('identity.staffAccount')
    .values({
      tenantId,
      id: input.id,
      userName: input.userName,
      name: input.name,
      ...sealedPhone(input.phone ?? null),
      passwordChangedAt: now(),
      communityIds,
      buildingIds,
      createdAt: now(),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.userNameTaken()
  if (input.password !== undefined) {
    const ours = actor.kind === 'system'
    const until = ours ? null : new Date(now().getTime() + ONE_TIME_LIVES_MS)
    await setPassword(tx, actor, { staffId: input.id, password: input.password, until, checked: !ours })
  }
  await giveRoles(tx, actor, input.id, roles)
  return readStaffById(tx, actor, input.id)
}
