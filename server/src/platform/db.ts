import { CamelCasePlugin, CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Actor } from './actor.ts'
import { now, today } from './clock.ts'
import type { DB } from './db.generated.ts'
import { prepareStatements } from './prepare-statements.ts'

const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: BigInt,
  [pg.types.builtins.DATE]: text => text,
}

/**
 * How values come out of our connections: int8 is money, so bigint; a date is a civil date, so text; numeric is an exact
 * decimal, so text (the driver's own default). Not set for the whole process: the queue reads its own int8 as text.
 */
export const VALUE_TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

export interface Database {
  kysely: Kysely<DB>
  pool: pg.Pool
  url: string
  close(): Promise<void>
}

/** Opens a pool for the application role. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    types: VALUE_TYPES,
    max: options.maxConnections ?? 20,
    application_name: 'anju',
  })
  // An idle connection that breaks (server restart) is replaced by the pool; it must not end the process.
  pool.on('error', () => undefined)
  pool.on('connect', client => {
    // One that breaks while it is used fails its statements; without a listener it would end the process.
    client.on('error', () => undefined)
    answerLast(client)
    prepareStatements(client)
  })
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return { kysely, pool, url, close: () => kysely.destroy() }
}

/** Of several statements sent as one text the last one's answer counts. */
function answerLast(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...parts: unknown[]) => unknown
  const last = (answer: unknown) => (Array.isArray(answer) ? answer.at(-1) : answer)
  client.query = ((...parts: unknown[]) => {
    const answered = query(...parts)
    return answered instanceof Promise ? answered.then(last) : answered
  }) as typeof client.query
}

const handle = Symbol('handle')

export interface AuditLine {
  action: string
  object?: string | null
  detail?: unknown
  /** When it was, where that was not the end of the transaction. */
  at?: Date
}

/** A transaction with its actor. Opaque: only a module's drawer opens tables. */
export interface Tx {
  readonly [handle]: Kysely<DB>
  readonly actor: Actor
  /** Audit lines wait here and are chained at the end, so that the log's head is locked for a moment only. */
  readonly auditLines: AuditLine[]
  /** What an edit changed, for the door's own audit line; see `recordChanges`. */
  readonly changes: { field: string; before: unknown; after: unknown }[]
}

export interface TransactionOptions {
  readOnly?: boolean
  /**
   * Statements are planned once a connection, whatever their values: for questions where planning behind the walls takes
   * longer than answering (1.3 ms against 0.35 ms for a search by room, ADR 0010). Not where the plan depends on the values.
   */
  planOnce?: boolean
}

/** A way into a transaction: one statement sets the walls, and finds out who asks where that is not known yet. */
export interface Entrance {
  /** SQL of one statement without parameters. */
  statement: string
  /** Who asks, by what the statement answered. */
  actorOf(rows: Record<string, unknown>[]): Actor
  /** What is left to do once the transaction has ended; asked for when its work is done. */
  afterwards?(): (() => Promise<void>) | null
}

/**
 * Runs `work` in one transaction with the actor's tenant, scope and person set for the walls of the database.
 * Commits when `work` answers, rolls back when it throws.
 */
export async function inTransaction<T>(
  db: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return inEnteredTransaction(db, entranceOf(actor), work, options)
}

/** Like `inTransaction`, finding out who acts in the same round trip that opens the transaction. */
export async function inEnteredTransaction<T>(
  db: Database,
  entrance: Entrance,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return answerEarly(async resolve => {
    const answer = await db.kysely.connection().execute(async connection => {
      const say = (text: string) => connection.withoutPlugins().executeQuery(CompiledQuery.raw(text))
      try {
        const opened = await say(`${beginning(options)}; ${entrance.statement}`)
        const actor = entrance.actorOf(opened.rows as Record<string, unknown>[])
        const tx: Tx = { [handle]: connection, actor, auditLines: [], changes: [] }
        const answered = await work(tx)
        // Nothing of a reading transaction can fail any more: the answer need not wait for its end.
        if (options.readOnly && !entrance.afterwards?.()) resolve(answered)
        if (tx.auditLines.length > 0) await writeAuditLines(tx)
        await commit(say)
        return answered
      } catch (error) {
        await say('rollback').catch(() => undefined)
        throw error
      }
    })
    // Of its own connection, so only now that this one is given back.
    await entrance.afterwards?.()?.()
    return answer
  })
}

/** What `work` resolves early, else what it answers. */
function answerEarly<T>(work: (resolve: (answer: T) => void) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    work(resolve).then(resolve, reject)
  })
}

/** PostgreSQL answers ROLLBACK to the commit of a transaction that an error has ended: somebody swallowed that error. */
async function commit(say: (text: string) => Promise<{ rows: unknown[] }>): Promise<void> {
  const { rows } = await say('commit')
  if ((rows[0] as { command?: string } | undefined)?.command === 'ROLLBACK')
    throw new Error('The transaction had failed before its end.')
}

function beginning({ readOnly, planOnce }: TransactionOptions): string {
  return `begin${readOnly ? ' read only' : ''}${planOnce ? '; set local plan_cache_mode = force_generic_plan' : ''}`
}

/** The way in of an actor that is known. Every value is checked to be an id or a list of ids before it is quoted. */
export function entranceOf(actor: Actor): Entrance {
  const settings: [string, string][] = [
    ['tenant_id', idText(actor.tenantId)],
    ['actor_kind', actor.kind],
    ['actor_id', idText(actor.id)],
    ['person_id', idText(actor.personId)],
    ['community_ids', scopeText(actor, actor.communityIds)],
    ['building_ids', scopeText(actor, actor.buildingIds)],
    ['today', today()],
  ]
  const calls = settings.map(([name, value]) => `set_config('anju.${name}', '${value}', true)`).join(', ')
  return { statement: `select ${calls}`, actorOf: () => actor }
}

function scopeText(actor: Actor, ids: readonly string[] | null): string {
  if (actor.kind === 'anonymous') return ''
  if (ids === null || actor.kind === 'resident') return '*'
  return `{${ids.map(idText).join(',')}}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function idText(id: string | null): string {
  if (id === null) return ''
  if (!UUID.test(id)) throw new Error('Not an id.')
  return id
}

async function writeAuditLines(tx: Tx): Promise<void> {
  const { actor } = tx
  const lines = tx.auditLines.map(line => ({
    at: (line.at ?? now()).toISOString(),
    action: line.action,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    object: line.object ?? null,
    detail: line.detail ?? null,
    address: actor.address,
    request_id: actor.requestId,
  }))
  const text = JSON.stringify(lines, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  await tx[handle].executeQuery(CompiledQuery.raw('select platform.append_audit($1::jsonb)', [text]))
}

type Own<Module extends string> = Extract<keyof DB, `${Module}.${string}`>
type Published = Extract<keyof DB, `${string}.public${string}`>

/** What a module may name: its own tables and the public views of others. */
export type DrawerDB<Module extends string> = Pick<DB, Own<Module> | Published>

/** A module's way to its tables: `const billing = drawer('billing')`, then `billing(tx).selectFrom('billing.bill')`. */
export function drawer<const Module extends string>(_module: Module): (tx: Tx) => Kysely<DrawerDB<Module>> {
  return tx => tx[handle] as unknown as Kysely<DrawerDB<Module>>
}
