import { isOpenIn, isOpenSomewhere, type ModuleDecision } from '@anju/contract'
import { type Actor, systemActor } from '../actor.ts'
import { type Database, drawer, inTransaction, type Tx } from '../db.ts'
import { featureDefinitions, featureKey } from './define-feature.ts'

const platform = drawer('platform')

/** The decisions of the actor's company about its modules (those of communities within scope). */
export async function readDecisions(tx: Tx, actor: Pick<Actor, 'tenantId'>): Promise<ModuleDecision[]> {
  const keys = featureDefinitions().map(({ module }) => featureKey(module))
  if (actor.tenantId === null || keys.length === 0) return []
  const rows = await platform(tx)
    .selectFrom('platform.setting')
    .select(['key', 'communityId', 'value'])
    .where('tenantId', '=', actor.tenantId)
    .where('key', 'in', keys)
    .where('value', 'is not', null)
    .execute()
  return rows.map(({ key, communityId, value }) => ({
    module: key.slice(key.indexOf('.') + 1),
    communityId,
    open: value === true,
  }))
}

const LIFE_MS = 3000
const known = new Map<string, { decisions: ModuleDecision[]; readAtMs: number }>()

/**
 * Whether a company has a module open, for the door of each request: read anew every three seconds, and at once in the process
 * where it was switched.
 * @param communityId what the request is about, where it says so
 */
export async function moduleIsOpen(
  db: Database,
  tenantId: string,
  module: string,
  communityId: string | null,
): Promise<boolean> {
  const decisions = await decisionsOf(db, tenantId)
  return communityId === null ? isOpenSomewhere(decisions, module) : isOpenIn(decisions, module, communityId)
}

async function decisionsOf(db: Database, tenantId: string): Promise<ModuleDecision[]> {
  const before = known.get(tenantId)
  if (before && performance.now() - before.readAtMs < LIFE_MS) return before.decisions
  const system = systemActor(tenantId)
  const decisions = await inTransaction(db, system, tx => readDecisions(tx, system), { readOnly: true })
  known.set(tenantId, { decisions, readAtMs: performance.now() })
  return decisions
}

/** Forgets what is known of a company's switches in this process. */
export function forgetDecisions(tenantId: string): void {
  known.delete(tenantId)
}
