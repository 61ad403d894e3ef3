import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { roleGrantAsked } from '../events.ts'
import { grantsNeedApproval } from '../grants/grant-view.ts'
import { isSensitive } from '../roles/rights.ts'
import { identity } from '../tables.ts'

export interface KnownRole {
  id: string
  name: string
  permissions: string[]
}

/** The roles of these ids. Error: identity.role_not_found when one of them is none of the company's. */
export async function readRoles(tx: Tx, actor: Actor, ids: readonly string[]): Promise<KnownRole[]> {
  const roleIds = [...new Set(ids)]
  const roles = await identity(tx)
    .selectFrom('identity.role')
    .select(['id', 'name', 'permissions'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', roleIds)
    .execute()
  if (roles.length !== roleIds.length) throw refuse.roleNotFound()
  return roles
}

/**
 * Gives somebody these roles at once; where the company wants a second administrator for rights over money or users, those become
 * requests instead.
 */
export async function giveRoles(tx: Tx, actor: Actor, staffId: string, roles: readonly KnownRole[]): Promise<void> {
  const tenantId = tenantOf(actor)
  const careful = actor.kind === 'staff' && (await grantsNeedApproval(tx))
  const waits = (role: KnownRole) => careful && role.permissions.some(isSensitive)
  const [asked, given] = [roles.filter(waits), roles.filter(role => !waits(role))]
  if (given.length > 0) {
    await identity(tx)
      .insertInto('identity.staffRole')
      .values(given.map(role => ({ tenantId, staffId, roleId: role.id })))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  if (asked.length === 0 || actor.id === null) return
  const by = { askedBy: actor.id, askedByName: actor.name, askedAt: now() }
  const grants = await identity(tx)
    .insertInto('identity.roleGrant')
    .values(asked.map(role => ({ tenantId, id: newId(), staffId, roleId: role.id, roleName: role.name, ...by })))
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .execute()
  for (const { id } of grants) await publish(tx, roleGrantAsked, { grantId: id })
}
