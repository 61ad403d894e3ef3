import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { identity } from '../tables.ts'
import { requireAuthorityOver } from './authority.ts'
import { hashPassword } from './password.ts'
import { readStaffById } from './staff-view.ts'

/**
 * Opens a staff account with a first password. Refuses a taken user name, an unknown role, and roles or communities beyond the
 * caller's own.
 */
export async function createStaff(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createStaff>,
): Promise<ResponseOf<typeof contract.createStaff>> {
  const tenantId = tenantOf(actor)
  const roleIds = [...new Set(input.roleIds)]
  const roles = await identity(tx)
    .selectFrom('identity.role')
    .select(['id', 'permissions'])
    .where('tenantId', '=', tenantId)
    .where('id', 'in', roleIds)
    .execute()
  if (roles.length !== roleIds.length) throw refuse.roleNotFound()
  requireAuthorityOver(actor, {
    permissions: roles.flatMap(role => role.permissions),
    communityIds: input.communityIds,
  })
  const added = await identity(tx)
    .insertInto('identity.staffAccount')
    .values({
      tenantId,
      id: input.id,
      userName: input.userName,
      name: input.name,
      passwordHash: await hashPassword(input.password),
      passwordChangedAt: now(),
      communityIds: input.communityIds,
      createdAt: now(),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.userNameTaken()
  await identity(tx)
    .insertInto('identity.staffRole')
    .values(roles.map(role => ({ tenantId, staffId: input.id, roleId: role.id })))
    .execute()
  return readStaffById(tx, actor, input.id)
}
