import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { listTenants } from '../../identity/index.ts'
import { setClock } from '../clock.ts'
import { newId } from '../ids.ts'
import { defineModule, type Module } from '../module.ts'
import { platformClock } from '../tidy-up.ts'
import { type CronDefinition, defineCron } from './define-cron.ts'
import { runCron } from './run-cron.ts'
import { lastTick, ticksSince } from './ticks.ts'

const at = (text: string) => new Date(`${text}+08:00`)

describe('ticks', () => {
  test('are of the clock of Shanghai', () => {
    expect(lastTick({ daily: '03:10' }, at('2026-11-23T03:09:59'))).toEqual(at('2026-11-22T03:10:00'))
    expect(lastTick({ daily: '03:10' }, at('2026-11-23T03:10:00'))).toEqual(at('2026-11-23T03:10:00'))
    expect(lastTick({ everyMinutes: 60 }, at('2026-11-23T00:30:00'))).toEqual(at('2026-11-23T00:00:00'))
  })

  test('since the last one done, the earliest first, over month and year, and never endlessly many', () => {
    const since = ticksSince({ daily: '00:05' }, at('2026-12-30T00:05:00'), at('2027-01-01T12:00:00'))
    expect(since).toEqual([at('2026-12-31T00:05:00'), at('2027-01-01T00:05:00')])
    expect(ticksSince({ everyMinutes: 1 }, at('2026-01-01T00:00:00'), at('2027-01-01T00:00:00'))).toHaveLength(62)
  })

  test('are declared well or not at all', () => {
    expect(() => defineCron('a.b', { daily: '24:00' }, async () => undefined)).toThrow('HH:MM')
    expect(() => defineCron('a.b', { everyMinutes: 7 }, async () => undefined)).toThrow('divide a day')
  })
})

describe('after a downtime', () => {
  let database: TestDatabase
  let one: Tenant
  const did: string[] = []
  const note = (name: string, times: CronDefinition['times'], catchUp: 'each' | 'latest') =>
    defineCron(
      `test.${name}`,
      times,
      async (_, actor, { dueAt }) => {
        if (did.includes('fail next')) {
          did.splice(did.indexOf('fail next'), 1)
          throw new Error('made to fail')
        }
        did.push(`${actor.tenantId === one.tenantId ? 'one' : 'two'} ${name} ${dueAt.toISOString()}`)
      },
      { catchUp },
    )
  const modules: Module[] = [
    defineModule('test', {
      cron: [note('bill', { daily: '02:00' }, 'each'), note('tidy', { everyMinutes: 60 }, 'latest')],
    }),
  ]
  const look = async (moment: string) => {
    setClock(at(moment))
    did.splice(0)
    await runCron(database.db, modules, listTenants)
    return did.filter(line => line.startsWith('one')).map(line => line.slice(4))
  }

  beforeAll(async () => {
    database = await cloneDatabase()
    one = await makeTenant(database)
    await makeTenant(database)
  })
  afterEach(() => setClock(null))
  afterAll(() => database.drop())

  test('what is new begins with its next tick', async () => {
    expect(await look('2026-11-23T01:30:00')).toEqual([])
    expect(await look('2026-11-23T02:00:30')).toEqual([
      'bill 2026-11-22T18:00:00.000Z',
      'tidy 2026-11-22T18:00:00.000Z',
    ])
    expect(await look('2026-11-23T02:01:00')).toEqual([])
  })

  test('down over two days: each day that counts is done, what tidies is done once; for every company', async () => {
    expect(await look('2026-11-25T09:20:00')).toEqual([
      'bill 2026-11-23T18:00:00.000Z',
      'bill 2026-11-24T18:00:00.000Z',
      'tidy 2026-11-25T01:00:00.000Z',
    ])
    expect(did.filter(line => line.startsWith('two'))).toHaveLength(3)
    expect(await look('2026-11-25T09:30:00')).toEqual([])
  })

  test('two workers at once do a tick once; one that fails is done at the next look', async () => {
    setClock(at('2026-11-25T10:00:00'))
    did.splice(0, did.length, 'fail next')
    await Promise.all([1, 2, 3].map(() => runCron(database.db, modules, listTenants)))
    await runCron(database.db, modules, listTenants)
    expect(did.sort()).toEqual(['one tidy 2026-11-25T02:00:00.000Z', 'two tidy 2026-11-25T02:00:00.000Z'])
    const kept = await asOwner(database, 'select 1 from platform.cron_run where name = $1 and not rested', [
      'test.tidy',
    ])
    // 02:00, 09:00 and 10:00 in each company
    expect(kept).toHaveLength(6)
  })

  test('old idempotency keys and uploads that nothing took are removed, and nothing else', async () => {
    const file = (age: string, taken: boolean) =>
      asOwner(
        database,
        `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, uploaded_by, at, taken_at)
         values ($1, $2, 'a', 'image/jpeg', 1, '\\x00', 'photo', $1, '2026-11-26T10:00:00+08:00'::timestamptz - $3::interval, $4)`,
        [one.tenantId, newId(), age, taken ? at('2026-11-26T10:00:00') : null],
      )
    for (const [age, taken] of [
      ['25 hours', false],
      ['25 hours', true],
      ['23 hours', false],
    ] as const)
      await file(age, taken)
    for (const age of ['25 hours', '23 hours']) {
      await asOwner(
        database,
        `insert into platform.idempotency (tenant_id, actor_id, key, route, request_hash, at)
         values ($1, $2::uuid, $2::text, 'x', '\\x00', '2026-11-26T10:00:00+08:00'::timestamptz - $3::interval)`,
        [one.tenantId, newId(), age],
      )
    }
    for (const moment of ['2026-11-26T09:30:00', '2026-11-26T10:00:00']) {
      setClock(at(moment))
      await runCron(database.db, [platformClock], listTenants)
    }
    const [left] = await asOwner(
      database,
      `select (select count(*)::int from platform.file) as files, (select count(*)::int from platform.idempotency) as keys,
        (select count(*)::int from graphile_worker.jobs where task_identifier = 'platform.removeFileBytes') as jobs`,
    )
    expect(left).toEqual({ files: 2, keys: 1, jobs: 1 })
  })
})
