import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'

/** Premises that stand in another building than was written down. */
export interface MovedPremises {
  premisesId: string
  fromBuildingId: string | null
  toBuildingId: string | null
}

type Follow = (tx: Tx, actor: Actor, moved: MovedPremises) => Promise<void>
const followers = new Map<string, Follow>()

/** Registers a module to the right that keeps something by building, once a name; it follows in the transaction of the change. */
export function followMoves(name: string, follow: Follow): void {
  followers.set(name, follow)
}

/** Tells everybody who follows that premises moved. */
export async function tellMoved(tx: Tx, actor: Actor, moved: MovedPremises): Promise<void> {
  for (const follow of followers.values()) await follow(tx, actor, moved)
}
