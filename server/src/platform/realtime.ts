import pg from 'pg'
import { type Actor, can, systemActor, tenantOf } from './actor.ts'
import { now } from './clock.ts'
import { type Database, drawer, inTransaction } from './db.ts'
import { isDemoGrowing } from './demo-growth.ts'
import { eventDefinition } from './events.ts'
import { log } from './log.ts'
import type { Door } from './module.ts'

const platform = drawer('platform')

interface Notice {
  tenantId: string
  seq: string
  name: string
  payload: { communityId?: string; premisesId?: string | null; accountIds?: string[]; [key: string]: unknown }
}

interface Listener {
  actor: Actor
  /** The premises of a resident, or of staff whose scope is some buildings; empty for other staff. */
  premisesIds: ReadonlySet<string>
  send(notice: Notice): void
  /** Says that events were missed: the screen asks for everything again. */
  sendGap(): void
  /** Says that the demo is being made still, or that it is whole. */
  sendGrowth(grows: boolean): void
  /** Ends the stream. */
  end(): void
}

/** What the platform, which knows no business, must be told about those who listen. */
export interface AboutListeners {
  /** A resident's own premises; those of the buildings that staff are confined to. */
  premisesOf(db: Database, actor: Actor): Promise<ReadonlySet<string>>
  /** Whether the actor's session still stands, with the same rights. */
  stillSignedIn(db: Database, actor: Actor): Promise<boolean>
}

export interface Realtime {
  connect(door: Door, actor: Actor): Promise<void>
  count(): number
  close(): Promise<void>
}

const HEARTBEAT_MS = 20_000
const GROWTH_MS = 4_000
const RECONNECT_MS = 1_000
const REPLAY_MAX = 500
/** A transaction may commit after another with a higher number: how many numbers, and how long, we look back. */
const LOOK_BACK = 1_000n
const LOOK_BACK_MS = 10 * 60_000

/** One LISTEN connection per process feeds every open screen of it; what it missed while it was broken is told after. */
export async function startRealtime(
  db: Database,
  about: AboutListeners,
  { heartbeatMs = HEARTBEAT_MS, growthMs = GROWTH_MS } = {},
): Promise<Realtime> {
  const listeners = new Set<Listener>()
  const told = rememberTold()
  const growth = isDemoGrowing() ? tellGrowth(listeners, growthMs) : null
  let closed = false
  let client: pg.Client | null = null

  async function listen(brokenAt: Date | null): Promise<void> {
    const opened = new pg.Client({ connectionString: db.url, application_name: 'anju-realtime', keepAlive: true })
    let listening = false
    opened.on('notification', message => {
      const notice = JSON.parse(message.payload ?? '{}') as Notice
      told.add(notice.seq)
      // Two years in a minute: screens are told now and then instead.
      if (!isDemoGrowing()) deliver(listeners, notice)
    })
    opened.on('error', () => undefined)
    // A connection that never listened has not been open: whoever tries again keeps the moment when the gap began.
    opened.on('end', () => {
      if (listening) again(now())
    })
    try {
      await opened.connect()
      await opened.query('listen anju_event')
    } catch (error) {
      await opened.end().catch(() => undefined)
      throw error
    }
    listening = true
    client = opened
    if (brokenAt) await tellMissed(db, listeners, told, brokenAt)
  }

  function again(brokenAt: Date): void {
    if (closed) return
    setTimeout(() => {
      if (!closed) listen(brokenAt).catch(() => again(brokenAt))
    }, RECONNECT_MS)
  }
  await listen(null)

  return {
    connect: (door, actor) => connect(listeners, door, actor, about, heartbeatMs),
    count: () => listeners.size,
    close: async () => {
      closed = true
      clearInterval(growth ?? undefined)
      await client?.end().catch(() => undefined)
    },
  }
}

/** While the demo is being made every screen is told so, and to ask for everything again, now and then; at the end once more. */
function tellGrowth(listeners: Set<Listener>, growthMs: number): NodeJS.Timeout {
  const timer = setInterval(() => {
    const grows = isDemoGrowing()
    if (!grows) clearInterval(timer)
    for (const listener of listeners) {
      listener.sendGrowth(grows)
      listener.sendGap()
    }
  }, growthMs)
  timer.unref()
  return timer
}

/** The numbers of the events told last, so that looking back tells none twice. */
function rememberTold() {
  const numbers = new Set<string>()
  let highest: bigint | null = null
  return {
    add(seq: string): void {
      numbers.add(seq)
      if (highest === null || BigInt(seq) > highest) highest = BigInt(seq)
      for (const oldest of numbers) {
        if (numbers.size <= Number(LOOK_BACK)) break
        numbers.delete(oldest)
      }
    },
    has: (seq: string): boolean => numbers.has(seq),
    highest: (): bigint | null => highest,
  }
}

/** After a gap of the LISTEN connection: tells each screen what came meanwhile, or that it cannot be known. */
async function tellMissed(
  db: Database,
  listeners: Set<Listener>,
  told: ReturnType<typeof rememberTold>,
  brokenAt: Date,
): Promise<void> {
  const highest = told.highest()
  for (const tenantId of new Set([...listeners].map(({ actor }) => tenantOf(actor)))) {
    const since = new Date(brokenAt.getTime() - LOOK_BACK_MS)
    const missed =
      highest === null
        ? null
        : await eventsAfter(db, tenantId, highest - LOOK_BACK, since).catch(error => {
            log.warn({ err: error }, 'realtime replay failed')
            return null
          })
    const news = missed?.filter(notice => !told.has(notice.seq)) ?? null
    for (const listener of listeners) if (listener.actor.tenantId === tenantId) tell(listener, news)
    for (const notice of news ?? []) told.add(notice.seq)
  }
}

function tell(listener: Listener, missed: Notice[] | null): void {
  if (!missed) listener.sendGap()
  for (const notice of missed ?? []) if (mayHear(listener, notice)) listener.send(notice)
}

/**
 * The events of a tenant after a number, in order; null when they are too many to tell one by one. Read by the system:
 * residents may not read events, and `mayHear` decides what anyone is told.
 */
async function eventsAfter(db: Database, tenantId: string, after: bigint, since?: Date): Promise<Notice[] | null> {
  const rows = await inTransaction(
    db,
    systemActor(tenantId),
    tx =>
      platform(tx)
        .selectFrom('platform.event')
        .select(['seq', 'name', 'payload'])
        .where('tenantId', '=', tenantId)
        .where('seq', '>', after)
        .$if(since !== undefined, query => query.where('at', '>', since ?? null))
        .orderBy('seq')
        .limit(REPLAY_MAX + 1)
        .execute(),
    { readOnly: true },
  )
  if (rows.length > REPLAY_MAX) return null
  return rows.map(row => ({
    tenantId,
    seq: String(row.seq),
    name: row.name,
    payload: row.payload as Notice['payload'],
  }))
}

function deliver(listeners: Set<Listener>, notice: Notice): void {
  for (const listener of listeners) if (mayHear(listener, notice)) listener.send(notice)
}

/** The same walls as for rows: tenant, permission and scope for staff, own premises for residents. */
function mayHear({ actor, premisesIds }: Listener, notice: Notice): boolean {
  if (actor.tenantId !== notice.tenantId) return false
  const definition = eventDefinition(notice.name)
  if (!definition) return false
  const { communityId, premisesId, accountIds } = notice.payload
  if (definition.realtime.accounts && actor.id !== null && accountIds?.includes(actor.id)) return true
  if (actor.kind === 'resident')
    return definition.realtime.residents && Boolean(premisesId) && premisesIds.has(premisesId ?? '')
  if (!definition.realtime.staff || !can(actor, definition.realtime.staff)) return false
  if (actor.buildingIds !== null && premisesId && !premisesIds.has(premisesId)) return false
  return actor.communityIds === null || (communityId !== undefined && actor.communityIds.includes(communityId))
}

async function connect(
  listeners: Set<Listener>,
  door: Door,
  actor: Actor,
  about: AboutListeners,
  heartbeatMs: number,
): Promise<void> {
  const confined = actor.kind === 'resident' || actor.buildingIds !== null
  const premisesOf = async () => (confined ? about.premisesOf(door.db, actor) : new Set<string>())
  const premisesIds = await premisesOf()
  const stream = door.openStream()
  const replayed = new Set<string>()
  const listener: Listener = {
    actor,
    premisesIds,
    send: notice => {
      if (!replayed.has(notice.seq)) stream.send({ id: notice.seq, name: notice.name, data: notice.payload })
    },
    sendGap: () => stream.send({ name: 'realtime.resumed', data: {} }),
    sendGrowth: grows => stream.send({ name: grows ? 'platform.demoGrowing' : 'platform.demoWhole', data: {} }),
    end: () => {
      leave()
      stream.end()
    },
  }
  // Listen first, then replay, so that none is lost; one that is replayed is not told again when its notice comes late.
  listeners.add(listener)
  const heartbeat = setInterval(() => {
    stream.comment()
    void recheck(door.db, listener, about, premisesOf)
  }, heartbeatMs)
  function leave(): void {
    clearInterval(heartbeat)
    listeners.delete(listener)
  }
  stream.onClose(leave)
  const last = door.header('last-event-id')
  if (last && /^\d{1,18}$/.test(last))
    await eventsAfter(door.db, tenantOf(actor), BigInt(last))
      .then(missed => {
        tell(listener, missed)
        for (const { seq } of missed ?? []) replayed.add(seq)
      })
      .catch(error => log.warn({ err: error }, 'realtime replay failed'))
  stream.send({ name: 'ready', data: {} })
  if (isDemoGrowing()) listener.sendGrowth(true)
}

/** Ends the stream of a session that is over or has other rights now, and follows a resident who moves. */
async function recheck(
  db: Database,
  listener: Listener,
  about: AboutListeners,
  premisesOf: () => Promise<ReadonlySet<string>>,
): Promise<void> {
  try {
    if (!(await about.stillSignedIn(db, listener.actor))) return listener.end()
    listener.premisesIds = await premisesOf()
  } catch (error) {
    // The database is away: the next heartbeat asks again.
    log.warn({ err: error }, 'realtime recheck failed')
  }
}
