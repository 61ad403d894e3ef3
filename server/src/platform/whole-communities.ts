import type { Actor } from './actor.ts'
import { refuse } from './errors.ts'

/**
 * What touches every home of a community (a bill run, an import, a price) is not for staff whose scope is some of its buildings:
 * refused with `platform.beyond_scope`.
 */
export function requireWholeCommunities(actor: Actor): void {
  if (actor.buildingIds !== null) throw refuse.beyondScope()
}

/** What the whole company shares (a charge item, a legal entity) is not for staff of some communities: `platform.beyond_scope`. */
export function requireWholeCompany(actor: Actor): void {
  if (actor.communityIds !== null || actor.buildingIds !== null) throw refuse.beyondScope()
}
