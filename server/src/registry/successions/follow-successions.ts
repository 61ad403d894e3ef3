import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'

/** A merge or split, as those hear of it who keep something of premises. */
export interface SuccessionFacts {
  id: string
  communityId: string
  kind: 'merge' | 'split'
  fromOn: string
  /** Those that end on the day before. */
  premisesIds: string[]
  successorIds: string[]
  /** Which of the new ones takes what can be in one place only. */
  carryToId: string
}

/** A module to the right that takes what it keeps of the old premises along, in the transaction of the merge, and back again. */
export interface SuccessionFollower {
  carry: (tx: Tx, actor: Actor, succession: SuccessionFacts) => Promise<void>
  /** Before the new premises go: what was carried goes. What was changed since stays, and the merge is not taken back. */
  takeBack: (tx: Tx, actor: Actor, successionId: string) => Promise<void>
}

const followers = new Map<string, SuccessionFollower>()

/** Registers who follows merges and splits, once a name. */
export function followSuccessions(name: string, follower: SuccessionFollower): void {
  followers.set(name, follower)
}

/** Tells everybody who follows of a merge or split, one after the other. */
export async function carryAlong(tx: Tx, actor: Actor, succession: SuccessionFacts): Promise<void> {
  for (const follower of followers.values()) await follower.carry(tx, actor, succession)
}

/** Tells everybody who follows that a merge or split is taken back. */
export async function takeAllBack(tx: Tx, actor: Actor, successionId: string): Promise<void> {
  for (const follower of followers.values()) await follower.takeBack(tx, actor, successionId)
}
