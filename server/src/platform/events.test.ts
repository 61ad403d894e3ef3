import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import type { Actor } from './actor.ts'
import { now } from './clock.ts'
import { drawer, inTransaction, type Tx } from './db.ts'
import { defineEvent, once, publish, registerSubscriptions } from './events.ts'
import { newId } from './ids.ts'
import { defineJob, defineManualJob, drainJobs, enqueue, letJobsRest, wakeJobs } from './jobs.ts'
import { log } from './log.ts'
import { defineModule, type Module, on } from './module.ts'
import { PLATFORM_JOBS } from './platform-jobs.ts'
import { watchQueue } from './watch-queue.ts'

const rained = defineEvent('weather.rained', z.object({ communityId: z.uuid(), millimetres: z.int() }), {
  staff: null,
  residents: false,
})

let database: TestDatabase
let tenant: Tenant
let other: Tenant
let heard: { subscriber: string; actor: Actor; millimetres: number }[]
let work: (name: string, tx: Tx) => Promise<void>

const listener = (subscriber: string) =>
  on(rained, subscriber, async (tx, actor, payload) => {
    heard.push({ subscriber, actor, millimetres: payload.millimetres })
    await work(subscriber, tx)
  })

const count = defineJob('test.count', z.object({ n: z.int() }), async (tx, _actor, input) => {
  heard.push({ subscriber: 'count', actor: tx.actor, millimetres: input.n })
  await work('count', tx)
})

const inPieces = defineManualJob('test.inPieces', z.object({}), async (door, actor) => {
  for (const piece of [1, 2]) {
    await door.run(tx => note(tx))
    heard.push({ subscriber: `piece ${piece}`, actor, millimetres: piece })
  }
})

const modules: Module[] = [
  defineModule('garden', { on: [listener('garden.water')], jobs: [count, inPieces] }),
  defineModule('cellar', { on: [listener('cellar.pump')] }),
]

/** A row that shows whether the transaction of a listener was kept. */
async function note(tx: Tx): Promise<void> {
  await drawer('platform')(tx)
    .insertInto('platform.event')
    .values({
      tenantId: tx.actor.tenantId ?? '',
      id: newId(),
      name: 'test.noted',
      payload: '{}',
      at: now(),
      actorKind: 'system',
    })
    .execute()
}

async function counts() {
  const queue = watchQueue(database.jobsUrl)
  try {
    return await queue.read()
  } finally {
    await queue.close()
  }
}

beforeAll(async () => {
  // Jobs that fail on purpose need no report.
  log.level = 'silent'
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  other = await makeTenant(database)
})

beforeEach(() => {
  heard = []
  work = async () => undefined
  registerSubscriptions(modules)
})

afterEach(() => asOwner(database, 'delete from graphile_worker._private_jobs'))

afterAll(() => database.drop())

const drain = () => drainJobs(database.db, database.config, database.jobsUrl, modules, PLATFORM_JOBS)
const rain = (actor: Actor, millimetres: number) =>
  inTransaction(database.db, actor, tx => publish(tx, rained, { communityId: newId(), millimetres }))

async function stored(name: string): Promise<number> {
  const rows = await asOwner(database, 'select 1 from platform.event where name = $1', [name])
  return rows.length
}

describe('an event', () => {
  test('reaches each subscriber once, as the system of its tenant', async () => {
    const staff = { ...(await tenant.staff()), requestId: 'request-1' }
    await rain(staff, 7)
    expect(heard).toEqual([])
    await drain()
    await drain()
    expect(heard.map(one => [one.subscriber, one.millimetres]).sort()).toEqual([
      ['cellar.pump', 7],
      ['garden.water', 7],
    ])
    for (const { actor } of heard) {
      expect(actor).toMatchObject({
        kind: 'system',
        tenantId: tenant.tenantId,
        communityIds: null,
        requestId: 'request-1',
      })
    }
  })

  test('is not told when its transaction does not commit', async () => {
    const before = await stored('weather.rained')
    const failed = inTransaction(database.db, tenant.system, async tx => {
      await publish(tx, rained, { communityId: newId(), millimetres: 1 })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await drain()
    expect([heard, await stored('weather.rained')]).toEqual([[], before])
  })

  test('with a payload that does not fit is a bug at the publisher', async () => {
    await expect(rain(tenant.system, 1.5)).rejects.toThrow(z.ZodError)
  })

  test('comes to open screens as a notice after the commit, with its tenant', async () => {
    const client = new pg.Client({ connectionString: database.db.url })
    await client.connect()
    await client.query('listen anju_event')
    const notice = new Promise<string>(resolve =>
      client.once('notification', message => resolve(message.payload ?? '')),
    )
    await rain(tenant.system, 3)
    expect(JSON.parse(await notice)).toMatchObject({
      tenantId: tenant.tenantId,
      name: 'weather.rained',
      payload: { millimetres: 3 },
    })
    await client.end()
  })
})

describe('a listener', () => {
  test('that fails leaves no trace and is called again; the others are not disturbed', async () => {
    const before = await stored('test.noted')
    work = async (name, tx) => {
      await note(tx)
      if (name === 'garden.water') throw new Error('dry')
    }
    await rain(tenant.system, 4)
    await drain()
    expect(await stored('test.noted')).toBe(before + 1)
    work = async (_, tx) => note(tx)
    await asOwner(database, 'update graphile_worker._private_jobs set run_at = now()')
    await drain()
    expect(heard.map(one => one.subscriber).sort()).toEqual(['cellar.pump', 'garden.water', 'garden.water'])
    expect(await stored('test.noted')).toBe(before + 2)
  })

  test('is applied once, also when two deliveries race', async () => {
    const eventId = newId()
    let times = 0
    const deliver = () =>
      inTransaction(database.db, tenant.system, tx => once(tx, eventId, 'garden.water', async () => void times++))
    await Promise.all([deliver(), deliver(), deliver()])
    await deliver()
    expect(times).toBe(1)
    // The same id in another company is another event.
    await inTransaction(database.db, other.system, tx => once(tx, eventId, 'garden.water', async () => void times++))
    expect(times).toBe(2)
  })

  test('of a module that is gone fails loudly instead of losing the event', async () => {
    await rain(tenant.system, 5)
    registerSubscriptions([])
    await drain()
    expect(await counts()).toMatchObject({ waiting: 2, failed: 0 })
  })
})

describe('a job', () => {
  test('is there when the transaction commits, else not', async () => {
    const failed = inTransaction(database.db, tenant.system, async tx => {
      await enqueue(tx, count, { n: 1 })
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await inTransaction(database.db, tenant.system, tx => enqueue(tx, count, { n: 2 }))
    await drain()
    expect(heard.map(one => one.millimetres)).toEqual([2])
  })

  test('with the key of a waiting one takes its place', async () => {
    await inTransaction(database.db, tenant.system, async tx => {
      await enqueue(tx, count, { n: 1 }, { key: 'same' })
      await enqueue(tx, count, { n: 2 }, { key: 'same' })
    })
    await drain()
    expect(heard.map(one => one.millimetres)).toEqual([2])
  })

  test('does not take the place of another company’s with the same key', async () => {
    for (const company of [tenant, other]) {
      await inTransaction(database.db, company.system, tx => enqueue(tx, count, { n: 1 }, { key: 'same' }))
    }
    await drain()
    expect(heard.map(one => one.actor.tenantId).sort()).toEqual([tenant.tenantId, other.tenantId].sort())
  })

  test('that always fails is given up after its attempts, and counted', async () => {
    work = async () => Promise.reject(new Error('never'))
    await inTransaction(database.db, tenant.system, tx => enqueue(tx, { ...count, maxAttempts: 2 }, { n: 1 }))
    for (let times = 0; times < 3; times++) {
      await drain()
      await asOwner(database, 'update graphile_worker._private_jobs set run_at = now()')
    }
    expect(heard).toHaveLength(2)
    expect(await counts()).toMatchObject({ waiting: 0, failed: 1 })
  })

  test('that rests is not worked before it is woken, and then in its turn; one for later waits for its moment', async () => {
    letJobsRest(true)
    try {
      await inTransaction(database.db, tenant.system, async tx => {
        await enqueue(tx, count, { n: 2 })
        await enqueue(tx, count, { n: 1 }, { runAt: new Date(now().getTime() - 3_600_000) })
        await enqueue(tx, count, { n: 3 }, { runAt: new Date(now().getTime() + 3_600_000) })
      })
    } finally {
      letJobsRest(false)
    }
    await drain()
    expect(heard).toEqual([])
    await wakeJobs(database.jobsUrl)
    await wakeJobs(database.jobsUrl)
    await drain()
    expect(heard.map(one => one.millimetres).toSorted()).toEqual([1, 2])
    const [later] = await asOwner<{ minutes: number }>(
      database,
      'select round(extract(epoch from run_at - now()) / 60)::int as minutes from graphile_worker._private_jobs',
    )
    expect(later).toEqual({ minutes: 60 })
  })

  test('that opens its own transactions keeps each piece', async () => {
    const before = await stored('test.noted')
    await inTransaction(database.db, tenant.system, tx => enqueue(tx, inPieces, {}))
    await drain()
    expect(heard.map(one => one.subscriber)).toEqual(['piece 1', 'piece 2'])
    expect(await stored('test.noted')).toBe(before + 2)
  })
})
