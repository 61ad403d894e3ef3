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

export const roleRulesQuery = queryOptions({
  queryKey: [identity.roleRules.path],
  staleTime: 60_000,
  queryFn: ({ signal }) => call(identity.roleRules, { signal }),
})

/** What these roles allow together, in the order of the role editor. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const held = new Set(roles.flatMap(role => role.permissions))
  return PERMISSIONS.filter(permission => held.has(permission))
}

interface Scope {
  communityIds: readonly string[] | null
  buildingIds: readonly string[] | null
}

/** Nobody gives, or takes from, somebody more than they hold themselves; the server has the last word. */
export function isWithin(actor: Actor, permissions: readonly Permission[], scope: Scope) {
  const within = (ids: readonly string[] | null, own: readonly string[] | null) =>
    own === null || (ids?.every(id => own.includes(id)) ?? false)
  const inScope = within(scope.communityIds, actor.communityIds) && within(scope.buildingIds, actor.buildingIds)
  return inScope && permissions.every(permission => actor.permissions.includes(permission))
}

/** Locked by wrong passwords at this moment. */
export function isLocked(staff: Staff, nowMs: number): boolean {
  return staff.state === 'active' && staff.lockedUntil !== null && Date.parse(staff.lockedUntil) > nowMs
}
