import type { Actor } from '../../platform/actor.ts'
import { refuse } from '../errors.ts'

export interface Authority {
  permissions: readonly string[]
  /** Null is every community. */
  communityIds: readonly string[] | null
  /** Null is every building of them. */
  buildingIds: readonly string[] | null
}

/** Refuses to act on an authority that reaches beyond the actor's own: otherwise managing staff would be a way to every right. */
export function requireAuthorityOver(actor: Actor, authority: Authority): void {
  if (actor.kind === 'system') return
  const withinScope =
    within(authority.communityIds, actor.communityIds) && within(authority.buildingIds, actor.buildingIds)
  const withinRights = authority.permissions.every(permission => actor.permissions.has(permission))
  if (!withinScope || !withinRights) throw refuse.beyondOwnAuthority()
}

/** Null is everything. */
function within(ids: readonly string[] | null, own: readonly string[] | null): boolean {
  return own === null || (ids?.every(id => own.includes(id)) ?? false)
}
