import { isOpenIn, type ModuleDecision } from '@anju/contract'
import { type Tx, withOpenCommunities } from '../db.ts'
import { knownDecisions, readDecisions } from './open-modules.ts'

/** Reads the ids of the communities that the walls of a transaction show. */
export type ReadCommunityIds = (tx: Tx) => Promise<string[]>

let readCommunityIds: ReadCommunityIds | undefined

/** Says how communities are read; called for `communityIds` in a module's table of contents. */
export function declareCommunities(read: ReadCommunityIds): void {
  readCommunityIds = read
}

/**
 * The communities within the actor's scope where all these modules are open; null where none of them is closed in any, which costs
 * nothing. What a company or a community decided counts as for the door of each request.
 */
export async function openCommunityIds(tx: Tx, modules: readonly string[]): Promise<readonly string[] | null> {
  const { tenantId, kind, communityIds } = tx.actor
  if (tenantId === null || modules.length === 0) return null
  const decisions = (await knownDecisions(tx)).filter(one => modules.includes(one.module))
  if (decisions.every(one => one.open)) return null
  const scope = kind === 'staff' && communityIds !== null ? communityIds : ((await readCommunityIds?.(tx)) ?? [])
  const open = scope.filter(id => modules.every(module => isOpenIn(decisions, module, id)))
  return open.length === scope.length ? null : open
}

/** Does one part of a request that is about other modules than the rest: it sees only communities where they are open. */
export async function whereOpen<T>(tx: Tx, modules: readonly string[], work: (tx: Tx) => Promise<T>): Promise<T> {
  const before = tx.actor.openCommunityIds
  const open = await openCommunityIds(tx, modules)
  if (open === null) return work(tx)
  const both = before === null ? open : open.filter(id => before.includes(id))
  const answer = await work(await withOpenCommunities(tx, both))
  await withOpenCommunities(tx, before)
  return answer
}

/**
 * The decisions as who is signed in meets them: a module that is closed in every community of theirs (homes of a resident, scope of staff)
 * is closed to them, whatever is open elsewhere.
 */
export async function decisionsMet(tx: Tx): Promise<ModuleDecision[]> {
  const { actor } = tx
  const decisions = await readDecisions(tx, actor)
  if (actor.kind === 'staff' && actor.communityIds === null) return decisions
  const closedSomewhere = new Set(decisions.filter(one => !one.open).map(one => one.module))
  const closed: string[] = []
  for (const module of closedSomewhere) if ((await openCommunityIds(tx, [module]))?.length === 0) closed.push(module)
  return [
    ...decisions.filter(one => !closed.includes(one.module)),
    ...closed.map(module => ({ module, communityId: null, open: false })),
  ]
}
