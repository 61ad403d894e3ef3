import { STAFF_PERMISSIONS } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'

/**
 * A role reaches over the whole company: only who works for all of it may write one, and only with permissions that they hold.
 * @param permissions what the role gains or loses
 */
export function requireRoleAuthority(actor: Actor, permissions: readonly string[]): void {
  if (actor.kind === 'system') return
  if (actor.communityIds !== null || actor.buildingIds !== null) throw platformRefuse.beyondScope()
  if (permissions.some(permission => !STAFF_PERMISSIONS.some(own => own === permission)))
    throw refuse.permissionNotForStaff()
  if (permissions.some(permission => !actor.permissions.has(permission))) throw refuse.beyondOwnAuthority()
}
