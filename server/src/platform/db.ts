import type { Writable } from 'node:stream'
import { CamelCasePlugin, CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
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
    // Statements that do not wait for each other's answers travel together; see `together`.
    pipeline: true,
  })
  // An idle connection that breaks (server restart) is replaced by the pool; it must not end the process.
  pool.on('error', () => undefined)
  pool.on('connect', client => {
    // One that breaks while it is used fails its statements; without a listener it would end the process.
    client.on('error', () => undefined)
    answerLast(client)
    prepareStatements(client)
  })
  let ended: Promise<void> | undefined
  return { pool, url, close: () => (ended ??= pool.end()) }
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
const wire = Symbol('wire')

/** What waits for the next statement to go out, and what goes out with the commit. */
interface Wire {
  onSent: (() => void)[]
  /** Once the commit is sent nothing may follow it: it would run outside, without the walls. */
  isEnding: boolean
  last: (() => Promise<unknown>)[]
}

export interface AuditLine {
  action: string
  object?: string | null
  detail?: unknown
  /** When it was, where that was not the end of the transaction. */
  at?: Date
}

/** A row of `platform.event`, besides its tenant. */
export interface EventRow {
  id: string
  name: string
  payload: unknown
  at: Date
}

/** A transaction with its actor. Opaque: only a module's drawer opens tables. */
export interface Tx {
  readonly [handle]: Kysely<DB>
  readonly [wire]: Wire
  readonly actor: Actor
  /** Audit lines wait here and are chained at the end, so that the log's head is locked for a moment only. */
  readonly auditLines: AuditLine[]
  /** Events wait here, too: all are written at the end, in the round trip of the commit. */
  readonly events: EventRow[]
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
    const answer = await onConnection(db.pool, async (connection, lines) => {
      const say = (text: string) => connection.withoutPlugins().executeQuery(CompiledQuery.raw(text))
      try {
        const opened = await say(`${beginning(options)}; ${entrance.statement}`)
        const actor = entrance.actorOf(opened.rows as Record<string, unknown>[])
        const lists = { auditLines: [], events: [], changes: [] }
        const tx: Tx = { [handle]: connection, [wire]: lines, actor, ...lists }
        const answered = await work(tx)
        // Nothing of a reading transaction can fail any more: the answer need not wait for its end.
        if (options.readOnly && !entrance.afterwards?.()) resolve(answered)
        await commit(say, tx)
        return answered
      } catch (error) {
        lines.isEnding = false
        await say('rollback').catch(() => undefined)
        throw error
      }
    })
    // Of its own connection, so only now that this one is given back.
    await entrance.afterwards?.()?.()
    return answer
  })
}

/**
 * One connection as a query builder's own, for one piece of work. Kysely's own way (`connection()`) sends a statement only when the one
 * before is answered, which costs a round trip each.
 */
async function onConnection<T>(pool: pg.Pool, work: (connection: Kysely<DB>, lines: Wire) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let isOver = false
  const lines: Wire = { onSent: [], isEnding: false, last: [] }
  const send = client.query.bind(client) as (...parts: unknown[]) => unknown
  const query = (...parts: unknown[]) => {
    sendAtOnce(client)
    const answer = send(...parts)
    for (const told of lines.onSent.splice(0)) told()
    return answer
  }
  const held = { query, release: () => undefined }
  const connect = async () => {
    if (isOver || lines.isEnding) throw new Error('A statement came after the end of its transaction.')
    return held
  }
  try {
    return await work(builderOver({ connect } as unknown as pg.Pool), lines)
  } finally {
    isOver = true
    client.release()
  }
}

/**
 * What is sent before anything is waited for goes to the server in one piece: each write costs both sides a call of the system and a waking
 * up, which is more than most statements take.
 */
function sendAtOnce(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

function builderOver(pool: pg.Pool): Kysely<DB> {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/**
 * Does several things of a transaction at once: the first statement of each, which it sends before it waits for anything else, goes out in the order given, and
 * the database works them in that order, so that what is asked after a lock is seen under it. All have ended when this answers, or throws
 * what failed first: nothing runs on after the transaction.
 */
export async function together<T extends readonly unknown[]>(
  tx: Tx,
  asked: readonly [...{ [K in keyof T]: () => Promise<T[K]> }],
): Promise<T> {
  const answers: Promise<unknown>[] = []
  for (const ask of asked) {
    const sent = new Promise<void>(resolve => tx[wire].onSent.push(resolve))
    // What throws at once fails as the others do.
    const answer = (async () => ask())()
    answers.push(answer)
    // What sends nothing ends instead.
    await Promise.race([sent, answer.catch(() => undefined)])
  }
  const ended = await Promise.allSettled(answers)
  const failures = ended.flatMap(one => (one.status === 'rejected' ? [one.reason as { code?: string }] : []))
  if (failures.length > 0) throw failures.find(failure => failure?.code !== IN_FAILED_TRANSACTION) ?? failures[0]
  return ended.map(one => (one as PromiseFulfilledResult<unknown>).value) as unknown as T
}

/** What PostgreSQL answers to statements that come after the one that failed. */
const IN_FAILED_TRANSACTION = '25P02'

/** Keeps the last work of a transaction, one statement whose answer nobody needs, for the round trip of the commit. It fails as the transaction does. */
export function withCommit(tx: Tx, work: () => Promise<unknown>): void {
  tx[wire].last.push(work)
}

/** What `work` resolves early, else what it answers. */
function answerEarly<T>(work: (resolve: (answer: T) => void) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    work(resolve).then(resolve, reject)
  })
}

/**
 * What waits for the end is written in the round trip of the commit, so that every other writer of the company waits for the log's head
 * as short as can be. PostgreSQL answers ROLLBACK to the commit of a transaction that an error has ended: somebody swallowed that error.
 */
async function commit(say: (text: string) => Promise<{ rows: unknown[] }>, tx: Tx): Promise<void> {
  const end = () => {
    tx[wire].onSent.push(() => {
      tx[wire].isEnding = true
    })
    return say([...lastWrites(tx), 'commit'].join('; '))
  }
  const { rows } = (await together(tx, [...tx[wire].last, end])).at(-1) as Awaited<ReturnType<typeof end>>
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
    ['community_ids', communitiesText(actor)],
    ['building_ids', scopeText(actor, actor.buildingIds)],
    ['today', today()],
  ]
  const calls = settings.map(([name, value]) => `set_config('anju.${name}', '${value}', true)`).join(', ')
  return { statement: `select ${calls}`, actorOf: () => actor }
}

/**
 * The same transaction as an actor with other open communities (`openCommunityIds`): what comes after sees no further. For what one
 * request asks of several modules, of which some are closed somewhere.
 */
export async function withOpenCommunities(tx: Tx, openCommunityIds: Actor['openCommunityIds']): Promise<Tx> {
  const actor = { ...tx.actor, openCommunityIds }
  await sql`select set_config('anju.community_ids', ${communitiesText(actor)}, true)`.execute(tx[handle])
  return { ...tx, actor }
}

/** `*` is every community, `{…}` these; `*{…}` the whole company, of its communities these. */
function communitiesText(actor: Actor): string {
  const { communityIds, openCommunityIds: open } = actor
  const scope = scopeText(actor, communityIds)
  if (open === null || scope === '') return scope
  if (scope === '*') return `*{${open.map(idText).join(',')}}`
  return scopeText(
    actor,
    open.filter(id => communityIds?.includes(id)),
  )
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

/** Statements without parameters: their values are quoted here. */
function lastWrites(tx: Tx): string[] {
  const { actor } = tx
  const [by, requestId] = [{ actor_kind: actor.kind, actor_id: actor.id }, { request_id: actor.requestId }]
  // The system in the name of a person (`inNameOf`): the line is theirs.
  const kind = actor.kind === 'system' && actor.id !== null ? 'staff' : actor.kind
  const said = { actor_name: actor.name, address: actor.address, actor_kind: kind }
  const lines = tx.auditLines.map(({ action, object = null, detail = null, at = now() }) => ({
    ...{ at: at.toISOString(), action, object, detail },
    ...by,
    ...said,
    ...requestId,
  }))
  const events = tx.events.map(({ at, ...event }) => ({ ...event, at: at.toISOString(), ...by, ...requestId }))
  const written = []
  if (events.length > 0)
    written.push(`insert into platform.event (tenant_id, id, name, payload, at, actor_kind, actor_id, request_id)
      select platform.tenant_id(), e.* from jsonb_to_recordset(${jsonText(events)}) as e(id uuid, name text, payload jsonb,
        at timestamptz, actor_kind text, actor_id uuid, request_id text)`)
  if (lines.length > 0) written.push(`select platform.append_audit(${jsonText(lines)})`)
  return written
}

function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part))
  return `${pg.escapeLiteral(text)}::jsonb`
}

type Own<Module extends string> = Extract<keyof DB, `${Module}.${string}`>
type Published = Extract<keyof DB, `${string}.public${string}`>

/** What a module may name: its own tables and the public views of others. */
export type DrawerDB<Module extends string> = Pick<DB, Own<Module> | Published>

/** A module's way to its tables: `const billing = drawer('billing')`, then `billing(tx).selectFrom('billing.bill')`. */
export function drawer<const Module extends string>(_module: Module): (tx: Tx) => Kysely<DrawerDB<Module>> {
  return tx => tx[handle] as unknown as Kysely<DrawerDB<Module>>
}
