import { platform as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { serveRoutes, type TestServer } from '../../testing/serve-routes.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import type { Actor } from './actor.ts'
import { inTransaction } from './db.ts'
import { setDemoGrowing } from './demo-growth.ts'
import { defineEvent, publish } from './events.ts'
import { newId } from './ids.ts'
import { handle } from './module.ts'
import { type Realtime, startRealtime } from './realtime.ts'

const payload = z.object({ communityId: z.uuid(), premisesId: z.uuid().optional(), n: z.int() })
const forBoth = defineEvent('sky.changed', payload, { staff: 'billing.bills.read', residents: true })
const forStaff = defineEvent('sky.measured', payload, { staff: 'billing.bills.read', residents: false })
const forNobody = defineEvent('sky.kept', payload, { staff: null, residents: false })

const [east, west, home] = [newId(), newId(), newId()]

let database: TestDatabase
let realtime: Realtime
/** The one that screens connect to. */
let hub: Realtime
let http: TestServer
let base: string
let tenant: Tenant
let other: Tenant
const open: Screen[] = []
const signedOut = new Set<string | null>()
const about = {
  premisesOf: async (_db: unknown, actor: Actor) => new Set(['住户', '管家'].includes(actor.name) ? [home] : []),
  stillSignedIn: async (_db: unknown, actor: Actor) => !signedOut.has(actor.id),
}

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  other = await makeTenant(database)
  realtime = await startRealtime(database.db, about, { heartbeatMs: 100 })
  hub = realtime
  http = await serveRoutes(database, [handle(contract.realtime, (door, actor) => hub.connect(door, actor))], {
    realtime: contract.realtime,
  })
  await http.server.listen({ port: 0, host: '127.0.0.1' })
  const address = http.server.server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})

afterEach(async () => {
  for (const screen of open.splice(0)) screen.close()
  await expect.poll(() => realtime.count()).toBe(0)
})

afterAll(async () => {
  await realtime.close()
  http.server.server.closeAllConnections()
  await http.server.close()
  await database.drop()
})

interface Screen {
  /** `name n` of each event so far. */
  heard: string[]
  hasEnded: () => boolean
  lastId: () => string
  close(): void
}

/** An open screen; answers once the server says it is ready. */
async function openScreen(actor: Actor, lastEventId?: string): Promise<Screen> {
  const abort = new AbortController()
  const response = await fetch(`${base}/api/v1/realtime`, {
    headers: {
      authorization: `Bearer ${http.tokenOf(actor)}`,
      ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
    },
    signal: abort.signal,
  })
  expect(response.headers.get('content-type')).toMatch('text/event-stream')
  const heard: string[] = []
  let lastId = ''
  let ended = false
  let ready = () => {}
  const isReady = new Promise<void>(resolve => {
    ready = resolve
  })
  void read(response, block => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
    lastId = field('id') ?? lastId
    const data = field('data')
    if (!data) return
    const { name, payload: told } = JSON.parse(data) as { name: string; payload: { n?: number } }
    if (name === 'ready') ready()
    else heard.push(`${name} ${told.n}`)
  })
    .then(() => {
      ended = true
    })
    .catch(() => undefined)
  await isReady
  const screen = { heard, lastId: () => lastId, hasEnded: () => ended, close: () => abort.abort() }
  open.push(screen)
  return screen
}

async function read(response: Response, each: (block: string) => void): Promise<void> {
  let text = ''
  for await (const part of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    const blocks = (text + part).split('\n\n')
    text = blocks.pop() ?? ''
    blocks.forEach(each)
  }
}

const tell = (
  who: Tenant,
  event: typeof forBoth,
  n: number,
  place: { communityId?: string; premisesId?: string } = {},
) => inTransaction(database.db, who.system, tx => publish(tx, event, { communityId: east, n, ...place }))

/** The last thing told: once it has come, everything before it would have come too. */
async function settled(screen: Screen, who: Tenant, place: object = {}): Promise<string[]> {
  await tell(who, forBoth, 99, place)
  await expect.poll(() => screen.heard).toContain('sky.changed 99')
  return screen.heard.filter(line => line !== 'sky.changed 99')
}

const dropConnection = () =>
  asOwner(
    database,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'anju-realtime' and datname = current_database()`,
  )

describe('an open screen', () => {
  test('of staff hears what its permission and its communities allow', async () => {
    const all = await openScreen(await tenant.staff())
    const scoped = await openScreen(await tenant.staff({ communityIds: [east] }))
    const barred = await openScreen(await tenant.staff({ permissions: ['analytics.dashboard.read'] }))
    await tell(tenant, forStaff, 1)
    await tell(tenant, forBoth, 2, { communityId: west })
    await tell(tenant, forNobody, 3)
    expect(await settled(all, tenant)).toEqual(['sky.measured 1', 'sky.changed 2'])
    expect(await settled(scoped, tenant)).toEqual(['sky.measured 1'])
    expect(barred.heard).toEqual([])
  })

  test('of staff of some buildings hears of homes in these, and of what is the whole community’s', async () => {
    const screen = await openScreen(await tenant.staff({ name: '管家', communityIds: [east], buildingIds: [newId()] }))
    await tell(tenant, forStaff, 1, { premisesId: newId() })
    await tell(tenant, forStaff, 2)
    await tell(tenant, forStaff, 3, { premisesId: home })
    expect(await settled(screen, tenant)).toEqual(['sky.measured 2', 'sky.measured 3'])
  })

  test('of a resident hears of the own home, and not what is for staff', async () => {
    const resident = await openScreen(await tenant.resident(newId(), '住户'))
    const neighbour = await openScreen(await tenant.resident(newId(), '邻居'))
    await tell(tenant, forBoth, 1, { premisesId: home })
    await tell(tenant, forBoth, 2, { premisesId: newId() })
    await tell(tenant, forBoth, 3)
    await tell(tenant, forStaff, 4, { premisesId: home })
    expect(await settled(resident, tenant, { premisesId: home })).toEqual(['sky.changed 1'])
    expect(neighbour.heard).toEqual([])
  })

  test('of another company hears nothing, even of the same community and premises ids', async () => {
    const stranger = await openScreen(await other.staff())
    await tell(tenant, forBoth, 1)
    expect(await settled(stranger, other)).toEqual([])
  })

  test('hears nothing of what was rolled back', async () => {
    const screen = await openScreen(await tenant.staff())
    const failed = inTransaction(database.db, tenant.system, async tx => {
      await publish(tx, forBoth, { communityId: east, n: 1 })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await settled(screen, tenant)).toEqual([])
  })

  test('that was away is told what it missed, within the same walls', async () => {
    const staff = await tenant.staff()
    const first = await openScreen(staff)
    await tell(tenant, forBoth, 1)
    await expect.poll(() => first.lastId()).not.toBe('')
    first.close()
    await tell(tenant, forBoth, 2)
    await tell(tenant, forBoth, 3, { communityId: west })
    await tell(other, forBoth, 4)
    const again = await openScreen(staff, first.lastId())
    expect(again.heard).toEqual(['sky.changed 2', 'sky.changed 3'])
    const scoped = await openScreen(await tenant.staff({ communityIds: [west] }), first.lastId())
    expect(scoped.heard).toEqual(['sky.changed 3'])
  })

  test('goes on hearing after the database dropped the connection', async () => {
    const screen = await openScreen(await tenant.staff())
    await dropConnection()
    const tellAndCount = async () => {
      await tell(tenant, forBoth, 5)
      return screen.heard.length
    }
    await expect.poll(tellAndCount, { timeout: 10_000, interval: 200 }).toBeGreaterThan(0)
  })

  test('hears what happened while the connection of the database was gone, once and within the same walls', async () => {
    const staff = await openScreen(await tenant.staff())
    const resident = await openScreen(await tenant.resident(newId(), '住户'))
    await tell(tenant, forBoth, 1)
    await expect.poll(() => staff.heard).toEqual(['sky.changed 1'])
    await dropConnection()
    await tell(tenant, forBoth, 2)
    await tell(tenant, forBoth, 3, { premisesId: home })
    await tell(other, forBoth, 4, { premisesId: home })
    await expect
      .poll(() => staff.heard, { timeout: 10_000 })
      .toEqual(['sky.changed 1', 'sky.changed 2', 'sky.changed 3'])
    expect(await settled(resident, tenant, { premisesId: home })).toEqual(['sky.changed 3'])
  })

  test('ends when its session is over, and no other does', async () => {
    const leaving = await tenant.staff()
    const screen = await openScreen(leaving)
    const staying = await openScreen(await tenant.staff())
    signedOut.add(leaving.id)
    await expect.poll(() => screen.hasEnded()).toBe(true)
    await expect.poll(() => realtime.count()).toBe(1)
    await tell(tenant, forBoth, 1)
    await expect.poll(() => staying.heard).toEqual(['sky.changed 1'])
    expect(screen.heard).toEqual([])
  })
})

test('while the demo grows screens are told so and to ask again, not what happened in it; once it is whole, what happens', async () => {
  setDemoGrowing(true)
  const grown = await startRealtime(database.db, about, { growthMs: 20 })
  hub = grown
  try {
    const staff = await tenant.staff({ name: '收费员' })
    const screen = await openScreen(staff)
    const tell = (n: number) =>
      inTransaction(database.db, tenant.system, tx => publish(tx, forBoth, { communityId: east, n }))
    await tell(1)
    // Told again and again; after some more the notice of the event has come, too, and was passed over.
    const resumed = () => screen.heard.filter(one => one === 'realtime.resumed undefined').length
    const before = resumed()
    await expect.poll(resumed).toBeGreaterThan(before + 5)
    setDemoGrowing(false)
    await expect.poll(() => screen.heard).toContain('platform.demoWhole undefined')
    await tell(2)
    await expect.poll(() => screen.heard.at(-1)).toBe('sky.changed 2')
    expect(screen.heard[0]).toBe('platform.demoGrowing undefined')
    expect(screen.heard).not.toContain('sky.changed 1')
  } finally {
    setDemoGrowing(false)
    hub = realtime
    await grown.close()
  }
})
