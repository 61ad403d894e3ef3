import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, can, tenantOf } from './actor.ts'
import { type Database, drawer, inTransaction } from './db.ts'
import { eventDefinition } from './events.ts'
import { log } from './log.ts'
import type { Door } from './module.ts'

const platform = drawer('platform')

interface Notice {
  tenantId: string
  seq: string
  name: string
  payload: { communityId?: string; premisesId?: string; [key: string]: unknown }
}

interface Listener {
  actor: Actor
  /** The premises of a resident; empty for staff. */
  premisesIds: ReadonlySet<string>
  send(notice: Notice): void
}

/** A resident's own premises; given by the registry, since the platform knows no business. */
export type PremisesOf = (db: Database, actor: Actor) => Promise<ReadonlySet<string>>

export interface Realtime {
  connect(door: Door, actor: Actor): Promise<void>
  count(): number
  close(): Promise<void>
}

const HEARTBEAT_MS = 20_000
const RECONNECT_MS = 1_000
const REPLAY_MAX = 500

/** One LISTEN connection per process feeds every open screen of it. */
export async function startRealtime(db: Database, premisesOf: PremisesOf): Promise<Realtime> {
  const listeners = new Set<Listener>()
  let closed = false
  let client: pg.Client | null = null

  async function listen(): Promise<void> {
    const opened = new pg.Client({ connectionString: db.url, application_name: 'anju-realtime', keepAlive: true })
    opened.on('notification', message => deliver(listeners, JSON.parse(message.payload ?? '{}') as Notice))
    opened.on('error', () => undefined)
    opened.on('end', () => {
      if (!closed) setTimeout(() => listen().catch(() => undefined), RECONNECT_MS)
    })
    await opened.connect()
    await opened.query('listen anju_event')
    client = opened
  }
  await listen()

  return {
    connect: (door, actor) => connect(listeners, door, actor, premisesOf),
    count: () => listeners.size,
    close: async () => {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }
}

function deliver(listeners: Set<Listener>, notice: Notice): void {
  for (const listener of listeners) if (mayHear(listener, notice)) listener.send(notice)
}

/** The same walls as for rows: tenant, permission and scope for staff, own premises for residents. */
function mayHear({ actor, premisesIds }: Listener, notice: Notice): boolean {
  if (actor.tenantId !== notice.tenantId) return false
  const definition = eventDefinition(notice.name)
  if (!definition) return false
  const { communityId, premisesId } = notice.payload
  if (actor.kind === 'resident')
    return definition.realtime.residents && premisesId !== undefined && premisesIds.has(premisesId)
  if (!definition.realtime.staff || !can(actor, definition.realtime.staff)) return false
  return actor.communityIds === null || (communityId !== undefined && actor.communityIds.includes(communityId))
}

async function connect(listeners: Set<Listener>, door: Door, actor: Actor, premisesOf: PremisesOf): Promise<void> {
  const premisesIds = actor.kind === 'resident' ? await premisesOf(door.db, actor) : new Set<string>()
  const stream = door.openStream()
  const listener: Listener = {
    actor,
    premisesIds,
    send: notice => stream.send({ id: notice.seq, name: notice.name, data: notice.payload }),
  }
  // Listen first, then replay: an event in between comes twice, which only refetches twice; none is lost.
  listeners.add(listener)
  const heartbeat = setInterval(() => stream.comment(), HEARTBEAT_MS)
  stream.onClose(() => {
    clearInterval(heartbeat)
    listeners.delete(listener)
  })
  const last = door.header('last-event-id')
  if (last && /^\d{1,18}$/.test(last))
    await replay(door, actor, listener, last).catch(error => log.warn({ err: error }, 'realtime replay failed'))
  stream.send({ name: 'ready', data: {} })
}

async function replay(door: Door, actor: Actor, listener: Listener, after: string): Promise<void> {
  const missed = await inTransaction(
    door.db,
    actor,
    tx =>
      platform(tx)
        .selectFrom('platform.event')
        .select(['seq', 'name', 'payload'])
        .where('tenantId', '=', tenantOf(actor))
        .where('seq', '>', BigInt(after))
        .orderBy(sql`seq`)
        .limit(REPLAY_MAX)
        .execute(),
    { readOnly: true },
  )
  for (const row of missed) {
    const notice = {
      tenantId: tenantOf(actor),
      seq: String(row.seq),
      name: row.name,
      payload: row.payload as Notice['payload'],
    }
    if (mayHear(listener, notice)) listener.send(notice)
  }
}
