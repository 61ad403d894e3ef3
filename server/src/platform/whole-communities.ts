import type { Actor } from './actor.ts'
import { refuse } from './errors.ts'

/**
 * What touches every home of a community (a bill run, an import, a price) is not for staff whose scope is some of its buildings:
 * refused with `platform.beyond_scope`.
 */
export function requireWholeCommunities(actor: Actor): void {
  if (actor.buildingIds !== null) throw refuse.beyondScope()
}
