import type { Actor } from '../actor.ts'
import type { Tx } from '../db.ts'
import { refuse } from '../errors.ts'

/** What the platform has to ask of modules to its right; given by app.ts. */
export interface Surroundings {
  /** Refuses what is no community within the actor's scope. */
  requireCommunity: (tx: Tx, actor: Actor, communityId: string) => Promise<void>
}

/** Refuses a community that is not there or not the actor's; the company itself (null) is always there. */
export async function requireCommunity(
  around: Surroundings,
  tx: Tx,
  actor: Actor,
  communityId: string | null,
): Promise<void> {
  if (communityId !== null) await around.requireCommunity(tx, actor, communityId)
}

/** Refuses to decide for a whole of which the actor sees only a part: the company for some communities, a community for some buildings. */
export function requireWholeOf(actor: Actor, communityId: string | null): void {
  if ((communityId === null && actor.communityIds !== null) || actor.buildingIds !== null) throw refuse.beyondScope()
}
