import { identity, PERMISSIONS, type Permission, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../api.ts'
import type { Actor } from '../session.tsx'

export type Staff = WireResponseOf<typeof identity.listStaff>['items'][number]
export type Role = WireResponseOf<typeof identity.listRoles>['items'][number]

export const rolesQuery = queryOptions({
  queryKey: [identity.listRoles.path],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await call(identity.listRoles, { signal })).items,
})

/** What these roles allow together, in the order of the role editor. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const held = new Set(roles.flatMap(role => role.permissions))
  return PERMISSIONS.filter(permission => held.has(permission))
}

/** Nobody gives, or takes from, somebody more than they hold themselves; the server has the last word. */
export function isWithin(actor: Actor, permissions: readonly Permission[], communityIds: readonly string[] | null) {
  const own = actor.communityIds
  const inScope = own === null || (communityIds?.every(id => own.includes(id)) ?? false)
  return inScope && permissions.every(permission => actor.permissions.includes(permission))
}

/** Locked by wrong passwords at this moment. */
export function isLocked(staff: Staff, nowMs: number): boolean {
  return staff.state === 'active' && staff.lockedUntil !== null && Date.parse(staff.lockedUntil) > nowMs
}
