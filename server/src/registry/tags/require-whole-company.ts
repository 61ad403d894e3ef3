import type { Actor } from '../../platform/actor.ts'
import { refuse } from '../../platform/errors.ts'

/** What holds for the whole company (its tags, its custom fields) is set up by who works for all of it. */
export function requireWholeCompany(actor: Actor): void {
  if (actor.kind === 'staff' && actor.communityIds !== null) throw refuse.beyondScope()
}
