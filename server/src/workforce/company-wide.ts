import type { Actor } from '../platform/actor.ts'
import { refuse } from '../platform/errors.ts'

/** What every community of the company uses (posts, shifts, schemes) is changed by who works for all of them. */
export function requireWholeCompany(actor: Actor): void {
  if (actor.kind === 'staff' && (actor.communityIds !== null || actor.buildingIds !== null)) throw refuse.beyondScope()
}
