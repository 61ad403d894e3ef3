import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import { type Actor, ANONYMOUS, systemActor } from './actor.ts'
import { now } from './clock.ts'
import { drawer, inTransaction, type Tx, together, withCommit } from './db.ts'
import { newId } from './ids.ts'

const platform = drawer('platform')
const registry = drawer('registry')

let database: TestDatabase
let one: Tenant
let two: Tenant

beforeAll(async () => {
  database = await cloneDatabase()
  one = await makeTenant(database)
  two = await makeTenant(database)
})

afterAll(() => database.drop())

function eventOf(tenantId: string) {
  return { tenantId, id: newId(), name: 'test.done', payload: '{}', at: now(), actorKind: 'system' }
}

const eventCount = async (tx: Tx) =>
  (await platform(tx).selectFrom('platform.event').select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow())
    .n

async function openCommunity(tenant: Tenant, code: string): Promise<string> {
  const id = newId()
  await asOwner(
    database,
    'insert into registry.community (tenant_id, id, code, name, created_at) values ($1, $2, $3, $3, $4)',
    [tenant.tenantId, id, code, now()],
  )
  return id
}

describe('the tenant wall', () => {
  beforeAll(async () => {
    for (const tenant of [one, two, two]) {
      await inTransaction(database.db, tenant.system, tx =>
        platform(tx).insertInto('platform.event').values(eventOf(tenant.tenantId)).execute(),
      )
    }
  })

  test('a query without any condition sees the own tenant only; nobody sees nothing', async () => {
    const seen = (actor: Actor) => inTransaction(database.db, actor, eventCount)
    expect(await seen(one.system)).toBe(1)
    expect(await seen(two.system)).toBe(2)
    expect(await seen(systemActor(newId()))).toBe(0)
    expect(await seen(ANONYMOUS)).toBe(0)
  })

  test('a row of another tenant cannot be written', async () => {
    const write = inTransaction(database.db, one.system, tx =>
      platform(tx).insertInto('platform.event').values(eventOf(two.tenantId)).execute(),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })

  test('a row of another tenant cannot be changed or removed, even by its id', async () => {
    const key = {
      tenantId: two.tenantId,
      actorId: newId(),
      key: 'abcdefgh',
      route: 'r',
      requestHash: Buffer.from('x'),
      at: now(),
    }
    await inTransaction(database.db, two.system, tx =>
      platform(tx).insertInto('platform.idempotency').values(key).execute(),
    )
    await inTransaction(database.db, one.system, async tx => {
      const changed = await platform(tx)
        .updateTable('platform.idempotency')
        .set({ status: 500 })
        .where('actorId', '=', key.actorId)
        .executeTakeFirst()
      const removed = await platform(tx)
        .deleteFrom('platform.idempotency')
        .where('actorId', '=', key.actorId)
        .executeTakeFirst()
      expect([changed.numUpdatedRows, removed.numDeletedRows]).toEqual([0n, 0n])
    })
  })

  test('settings end with their transaction: a bare connection of the pool sees nothing', async () => {
    await inTransaction(database.db, two.system, eventCount)
    const { rows } = await database.db.pool.query('select count(*)::int as n from platform.event')
    expect(rows[0].n).toBe(0)
  })
})

describe('the scope wall', () => {
  test('staff see the communities of their scope, the whole company sees all, an empty scope none', async () => {
    const [east, west] = [await openCommunity(one, 'EAST'), await openCommunity(one, 'WEST')]
    await openCommunity(two, 'EAST')
    const codes = async (actor: Actor) =>
      inTransaction(database.db, actor, async tx =>
        (await registry(tx).selectFrom('registry.community').select('code').orderBy('code').execute()).map(
          row => row.code,
        ),
      )
    expect(await codes(await one.staff())).toEqual(['EAST', 'WEST'])
    expect(await codes(await one.staff({ communityIds: [west] }))).toEqual(['WEST'])
    expect(await codes(await one.staff({ communityIds: [] }))).toEqual([])
    // A foreign id in the scope opens nothing.
    expect(await codes(await two.staff({ communityIds: [east] }))).toEqual([])
  })
})

describe('a transaction', () => {
  test('rolls everything back when the work throws, and gives its connection back', async () => {
    for (let times = 0; times < 30; times++) {
      const work = inTransaction(database.db, one.system, async tx => {
        await platform(tx).insertInto('platform.event').values(eventOf(one.tenantId)).execute()
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
    }
    expect(await inTransaction(database.db, one.system, eventCount)).toBe(1)
  })

  test('a read-only one refuses to write', async () => {
    const write = inTransaction(
      database.db,
      one.system,
      tx => platform(tx).insertInto('platform.event').values(eventOf(one.tenantId)).execute(),
      { readOnly: true },
    )
    await expect(write).rejects.toThrow(/read-only/)
  })

  test('a failure at commit is a failure: what waits for the end and cannot be written', async () => {
    const before = await inTransaction(database.db, one.system, eventCount)
    const write = inTransaction(database.db, one.system, async tx => {
      await platform(tx).insertInto('platform.event').values(eventOf(one.tenantId)).execute()
      tx.events.push({ id: 'no id', name: 'test.done', payload: {}, at: now() })
    })
    await expect(write).rejects.toThrow(/invalid input syntax for type uuid/)
    expect(await inTransaction(database.db, one.system, eventCount)).toBe(before)
  })

  test('events and audit lines may say whatever text there is', async () => {
    const name = 'it\'s \\ 物业 "费" $1 :: ; --'
    const id = newId()
    await inTransaction(database.db, one.system, async tx => {
      tx.events.push({ id, name, payload: { name }, at: now() })
      tx.auditLines.push({ action: 'test.told', object: id, detail: { name } })
    })
    const [event] = await asOwner(database, 'select name, payload from platform.event where id = $1', [id])
    const [line] = await asOwner(database, 'select detail from platform.audit where object = $1', [id])
    expect(event).toEqual({ name, payload: { name } })
    expect(line).toEqual({ detail: { name } })
  })

  test('several things asked at once come in order, and fail as the first of them', async () => {
    const ask = (tx: Tx, text: string) => sql`${sql.raw(text)}`.execute(platform(tx))
    const answers = await inTransaction(database.db, one.system, tx =>
      together(tx, [
        () => ask(tx, 'select 1 as n'),
        () => ask(tx, 'select pg_sleep(0.05)::text'),
        () => ask(tx, 'select 3 as n'),
      ]),
    )
    expect([answers[0].rows, answers[2].rows]).toEqual([[{ n: 1 }], [{ n: 3 }]])
    const failing = inTransaction(database.db, one.system, tx =>
      together(tx, [() => ask(tx, 'select 1'), () => ask(tx, 'select 1 / 0'), () => ask(tx, 'select 2')]),
    )
    await expect(failing).rejects.toThrow(/division by zero/)
  })

  test('what is done at once is sent in its order, however long each takes to begin', async () => {
    const ask = (tx: Tx, text: string) => sql<{ n: string }>`${sql.raw(text)}`.execute(platform(tx))
    const slowly = async (tx: Tx, text: string) => {
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
      return ask(tx, text)
    }
    const [, , nothing, seen] = await inTransaction(database.db, one.system, tx =>
      together(tx, [
        () => slowly(tx, "select set_config('anju.seen', 'first', true)"),
        () => slowly(tx, "select set_config('anju.seen', current_setting('anju.seen') || ' second', true)"),
        async () => null,
        () => ask(tx, "select current_setting('anju.seen') as n"),
      ]),
    )
    expect([nothing, seen.rows]).toEqual([null, [{ n: 'first second' }]])
  })

  test('what is kept for the commit is written with it, and fails with its own words', async () => {
    const ask = (tx: Tx, text: string) => sql`${sql.raw(text)}`.execute(platform(tx))
    const id = newId()
    const told = (text: string) =>
      inTransaction(database.db, one.system, async tx => {
        tx.events.push({ id, name: 'test.last', payload: {}, at: now() })
        withCommit(tx, () => ask(tx, text))
      })
    await expect(told('select 1 / 0')).rejects.toThrow(/division by zero/)
    expect(await asOwner(database, 'select 1 from platform.event where id = $1', [id])).toEqual([])
    await told("select set_config('anju.seen', 'x', true)")
    expect(await asOwner(database, 'select 1 from platform.event where id = $1', [id])).toHaveLength(1)
  })

  test('nothing follows the commit: a second statement of what was kept for it is refused', async () => {
    const ask = (tx: Tx, text: string) => sql`${sql.raw(text)}`.execute(platform(tx))
    await expect(
      inTransaction(database.db, one.system, async tx => {
        withCommit(tx, () => ask(tx, 'select 1').then(() => ask(tx, 'select 2')))
      }),
    ).rejects.toThrow(/after the end of its transaction/)
    expect(await inTransaction(database.db, one.system, tx => eventCount(tx))).toBeTypeOf('number')
  })

  test('a statement after its transaction reaches nobody else', async () => {
    let late: Tx | undefined
    await inTransaction(database.db, one.system, async tx => {
      late = tx
    })
    await expect(eventCount(late as Tx)).rejects.toThrow(/after the end of its transaction/)
  })

  test('an actor whose ids are none never reaches the database', async () => {
    for (const broken of [
      { tenantId: "x', true); --" },
      { id: 'no id' },
      { personId: '' },
      { communityIds: ["{}', true)"] },
    ]) {
      const actor: Actor = { ...ANONYMOUS, kind: 'staff', tenantId: one.tenantId, id: newId(), ...broken }
      await expect(inTransaction(database.db, actor, async () => 1)).rejects.toThrow('Not an id.')
    }
  })

  test('int8 is bigint, a date is text, a numeric is text', async () => {
    const { rows } = await database.db.pool.query(
      `select 9007199254740993::int8 as fen, '2026-02-28'::date as day, 0.10::numeric as price`,
    )
    expect(rows[0]).toEqual({ fen: 9007199254740993n, day: '2026-02-28', price: '0.10' })
  })
})
