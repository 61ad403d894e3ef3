import type { Actor } from '../../platform/actor.ts'
import { refuse } from '../errors.ts'

export interface Authority {
  permissions: readonly string[]
  /** Null is every community. */
  communityIds: readonly string[] | null
}

/** Refuses to act on an authority that reaches beyond the actor's own: otherwise managing staff would be a way to every right. */
export function requireAuthorityOver(actor: Actor, authority: Authority): void {
  if (actor.kind === 'system') return
  const own = actor.communityIds
  const withinScope = own === null || (authority.communityIds?.every(id => own.includes(id)) ?? false)
  const withinRights = authority.permissions.every(permission => actor.permissions.has(permission))
  if (!withinScope || !withinRights) throw refuse.beyondOwnAuthority()
}
