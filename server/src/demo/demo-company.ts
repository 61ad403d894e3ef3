import type { DemoCompany } from '../identity/index.ts'
import type { Actor } from '../platform/actor.ts'
import type { Config } from '../platform/config.ts'
import { type Database, drawer, inTransaction, type Tx } from '../platform/db.ts'

/** What a step of the seed stands on: one company of the demo, and the application's own role behind the walls. */
export interface DemoGround {
  company: DemoCompany
  /** The system of the company. */
  actor: Actor
  db: Database
  config: Config
  /** A transaction of the company; a step may take several. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Counts the tables that have grown for the planner of the database, which nobody has done yet while they are new. */
  analyze(): Promise<void>
}

/** Makes one part of a demo company; a second time it changes nothing. */
export type DemoStep = (ground: DemoGround) => Promise<void>

/** The ground of a company. `owner` is the database as its owner. */
export function layDemoGround(
  owner: Database,
  db: Database,
  config: Config,
  company: DemoCompany,
  actor: Actor,
): DemoGround {
  return {
    ...{ company, actor, db, config },
    run: work => inTransaction(db, actor, work),
    analyze: () => analyzeGrown(owner),
  }
}

/** Most of two hundred tables stay as they are: counting them all takes a second each time. */
async function analyzeGrown(owner: Database): Promise<void> {
  const { rows } = await owner.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
     where n_mod_since_analyze > 20 + n_live_tup / 10`,
  )
  if (rows.length > 0) await owner.pool.query(`analyze ${rows.map(row => row.name).join(', ')}`)
}

const published = drawer('platform')

/** The company's communities by code. */
export async function communityIdsByCode(tx: Tx): Promise<Map<string, string>> {
  const rows = await published(tx).selectFrom('registry.publicCommunity').select(['id', 'code']).execute()
  return new Map(rows.map(row => [row.code, row.id]))
}

/** The tenant of a company by its code, seen by the owner of the database; null when there is none yet. */
export async function findTenant(adminTx: Tx, code: string): Promise<string | null> {
  const row = await published(adminTx)
    .selectFrom('identity.publicCompany')
    .select('tenantId')
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.tenantId ?? null
}
