import type { identity as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { grantsNeedApproval } from '../grants/grant-view.ts'
import { keepAdministrator } from '../staff/keep-administrator.ts'
import { identity } from '../tables.ts'
import { requireRoleAuthority } from './require-role-authority.ts'
import { isSensitive } from './rights.ts'
import { type RoleView, readRoleById } from './role-view.ts'

/**
 * Renames a role, or changes what it may do; everybody who holds it has it at the next request. What it gains or loses the caller
 * must hold. Where grants need a second administrator, a role that somebody holds gains no right over money or users.
 * Errors: platform.not_found, platform.changed_meanwhile, platform.beyond_scope, identity.role_name_taken,
 * identity.beyond_own_authority, identity.last_administrator, identity.needs_second_administrator.
 */
export async function editRole(tx: Tx, actor: Actor, input: RequestOf<typeof contract.editRole>): Promise<RoleView> {
  const before = await readRoleById(tx, actor, input.roleId)
  const after = { name: input.name, permissions: [...new Set(input.permissions)] }
  const gained = after.permissions.filter(permission => !before.permissions.includes(permission))
  const lost = before.permissions.filter(permission => !after.permissions.includes(permission))
  requireRoleAuthority(actor, [...gained, ...lost])
  if (before.staffCount > 0 && gained.some(isSensitive) && (await grantsNeedApproval(tx)))
    throw refuse.needsSecondAdministrator()
  await keepAdministrator(tx, actor, async () => {
    if (await nameTaken(tx, actor, input.roleId, after.name)) throw refuse.roleNameTaken()
    const changed = await identity(tx)
      .updateTable('identity.role')
      .set({ ...after, version: sql<number>`version + 1` })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', input.roleId)
      .where('version', '=', input.version)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  })
  const none: string[] = []
  recordChanges<{ name: string; gained: string[]; lost: string[] }>(
    tx,
    { name: before.name, gained: none, lost: none },
    { name: after.name, gained, lost },
  )
  return readRoleById(tx, actor, input.roleId)
}

async function nameTaken(tx: Tx, actor: Actor, roleId: string, name: string): Promise<boolean> {
  const other = await identity(tx)
    .selectFrom('identity.role')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('name', '=', name)
    .where('id', '<>', roleId)
    .executeTakeFirst()
  return other !== undefined
}

/** Deletes a role that nobody holds. Errors: platform.not_found, platform.changed_meanwhile, identity.role_held, identity.beyond_own_authority. */
export async function deleteRole(tx: Tx, actor: Actor, input: RequestOf<typeof contract.deleteRole>): Promise<void> {
  const role = await readRoleById(tx, actor, input.roleId)
  requireRoleAuthority(actor, role.permissions)
  if (role.staffCount > 0) throw refuse.roleHeld({ staffCount: role.staffCount })
  recordChanges<{ role: object | null }>(
    tx,
    { role: { name: role.name, permissions: role.permissions } },
    { role: null },
  )
  const deleted = await identity(tx)
    .deleteFrom('identity.role')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.roleId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!deleted) throw platformRefuse.changedMeanwhile({ version: role.version })
}
