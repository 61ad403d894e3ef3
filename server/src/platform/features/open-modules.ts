import { isOpenIn, isOpenSomewhere, type ModuleDecision } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, systemActor, tenantOf } from '../actor.ts'
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
  return rows.map(decisionOf)
}

const LIFE_MS = 3000
const known = new Map<string, { decisions: ModuleDecision[]; readAtMs: number }>()

/**
 * Whether a company has a module open, asked without a transaction: by jobs and the clock.
 * @param communityId what it is about, where that is known
 */
export async function moduleIsOpen(
  db: Database,
  tenantId: string,
  module: string,
  communityId: string | null,
): Promise<boolean> {
  const ask = () => inTransaction(db, systemActor(tenantId), decisionsOfCompany, { readOnly: true })
  return isOpen(await remembered(tenantId, ask), module, communityId)
}

/**
 * Whether the actor's company has a module open, for the door of each request: in its own transaction, so that a request never
 * waits for a second connection while it holds one. Read anew every three seconds, and at once in the process where it was switched.
 */
export async function moduleIsOpenIn(tx: Tx, module: string, communityId: string | null): Promise<boolean> {
  return isOpen(await knownDecisions(tx), module, communityId)
}

/** The decisions of the actor's company, as the door of each request knows them. */
export async function knownDecisions(tx: Tx): Promise<ModuleDecision[]> {
  return remembered(tenantOf(tx.actor), () => decisionsOfCompany(tx))
}

function isOpen(decisions: ModuleDecision[], module: string, communityId: string | null): boolean {
  return communityId === null ? isOpenSomewhere(decisions, module) : isOpenIn(decisions, module, communityId)
}

async function remembered(tenantId: string, ask: () => Promise<ModuleDecision[]>): Promise<ModuleDecision[]> {
  const before = known.get(tenantId)
  if (before && performance.now() - before.readAtMs < LIFE_MS) return before.decisions
  const decisions = await ask()
  known.set(tenantId, { decisions, readAtMs: performance.now() })
  return decisions
}

/** All decisions of the company, also of communities that the asker does not see. */
async function decisionsOfCompany(tx: Tx): Promise<ModuleDecision[]> {
  const { rows } = await sql<StoredDecision>`select * from platform.module_decisions()`.execute(platform(tx))
  return rows.map(decisionOf)
}

interface StoredDecision {
  key: string
  communityId: string | null
  value: unknown
}

function decisionOf({ key, communityId, value }: StoredDecision): ModuleDecision {
  return { module: key.slice(key.indexOf('.') + 1), communityId, open: value === true }
}

/** Forgets what is known of a company's switches in this process. */
export function forgetDecisions(tenantId: string): void {
  known.delete(tenantId)
}
