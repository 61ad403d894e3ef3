import type { Route } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { drawer, type Tx, withOpenCommunities } from '../db.ts'
import { Refusal, refuse } from '../errors.ts'
import type { Door } from '../module.ts'
import { featureDefinition } from './define-feature.ts'
import { openCommunityIds } from './open-communities.ts'
import { knownDecisions, moduleIsOpenIn } from './open-modules.ts'

const platform = drawer('platform')

/** The modules of a route that a company may switch off. */
export function featuresOf(route: Pick<Route, 'module' | 'features'>): string[] {
  return [route.module, ...(route.features ?? [])].filter(module => featureDefinition(module))
}

/**
 * Lets a request into these modules. Refused (`platform.module_off`) where the company has one of them switched off, everywhere or in the
 * community that the request names, or in all that are the actor's; what is closed in some goes on without them: the walls show nothing
 * of these.
 * @returns the transaction with those walls
 */
export async function admitToModules(tx: Tx, modules: readonly string[], input: object): Promise<Tx> {
  if (tx.actor.tenantId === null || modules.length === 0) return tx
  const { communityId } = input as { communityId?: unknown }
  const where = typeof communityId === 'string' ? communityId : null
  for (const module of modules) if (!(await moduleIsOpenIn(tx, module, where))) throw refuse.moduleOff({ module })
  const open = await openCommunityIds(tx, modules)
  const whole = tx.actor.kind === 'staff' && tx.actor.communityIds === null
  if (open?.length === 0 && !whole) throw refuse.moduleOff({ module: await closedOf(tx, modules) })
  return open === null ? tx : withOpenCommunities(tx, open)
}

/**
 * Answers, or says that the module is off where that alone is why: what was refused is asked once more as if it were open everywhere, from where
 * the first asking began (what it wrote, or a constraint that refused it, must not answer for it). When it is not refused in the same way then,
 * what it is about lies where the module is closed. The transaction is given up either way.
 */
export async function orModuleOff<T>(
  tx: Tx,
  modules: readonly string[],
  answer: () => Promise<T>,
  askAgain: (tx: Tx) => Promise<unknown>,
): Promise<T> {
  if (tx.actor.openCommunityIds === null) return answer()
  await sql`savepoint asked`.execute(platform(tx))
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint asked`.execute(platform(tx))
    const everywhere = await withOpenCommunities(tx, null)
    const again = await askAgain(everywhere).catch((failure: unknown) => failure)
    if (failsAlike(again, error)) throw error
    await sql`rollback to savepoint asked`.execute(platform(tx))
    throw refuse.moduleOff({ module: await closedOf(tx, modules) })
  }
}

/** The same for a verb that reads in transactions of its own (a PDF). */
export async function orModuleOffAtDoor<T>(
  door: Pick<Door, 'run'>,
  actor: Actor,
  modules: readonly string[],
  ask: (as: Actor) => Promise<T>,
): Promise<T> {
  if (actor.openCommunityIds === null) return ask(actor)
  try {
    return await ask(actor)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const again = await ask({ ...actor, openCommunityIds: null }).catch((failure: unknown) => failure)
    if (failsAlike(again, error)) throw error
    // A file that nobody fetches is not left open.
    const { body } = again as { body?: { destroy?: () => void } }
    body?.destroy?.()
    throw refuse.moduleOff({ module: await door.run(actor, tx => closedOf(tx, modules), { readOnly: true }) })
  }
}

/** Whether what was asked everywhere failed too: in the same way, or unexpectedly. */
function failsAlike(again: unknown, refused: Refusal): boolean {
  return again instanceof Error && (!(again instanceof Refusal) || again.code === refused.code)
}

/** Which of them is closed somewhere. */
async function closedOf(tx: Tx, modules: readonly string[]): Promise<string> {
  const decisions = await knownDecisions(tx)
  return modules.find(module => decisions.some(one => one.module === module && !one.open)) ?? ''
}
