import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { makeDoor } from '../testing/door.ts'
import { asOwner } from '../testing/world.ts'
import { DEMO_COMPANIES, resolveActor } from './identity/index.ts'
import identity from './identity/module.ts'
import messaging from './messaging/module.ts'
import type { Actor } from './platform/actor.ts'
import { registerSubscriptions } from './platform/events.ts'
import { drainJobs } from './platform/jobs.ts'
import type { Module } from './platform/module.ts'
import { PLATFORM_JOBS } from './platform/platform-jobs.ts'
import { seedDemo } from './seed-demo.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
  registerSubscriptions([messaging])
})
afterAll(() => database.drop())

const seed = () =>
  seedDemo({
    ...{ adminUrl: database.adminUrl, secrets: database.secrets, config: database.config },
    size: 'accounts',
  })

/** How many rows every table of the modules holds, and what changes when rows are merely rewritten. */
async function everything(): Promise<string> {
  const tables = await asOwner<{ name: string }>(
    database,
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' and has_table_privilege('anju_app', c.oid, 'select')`,
  )
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as rows, max(xmin::text::bigint)::text as written from ${name}`,
  )
  return JSON.stringify(await asOwner(database, `${parts.join(' union all ')} order by name`))
}

/** Calls a route's verb as an anonymous browser would. */
async function call(
  module: Module,
  path: string,
  input: object,
): Promise<{ answer: unknown; cookies: Map<string, { value: string }> }> {
  const door = makeDoor(database)
  const handler = module.routes.find(route => route.spec.path === path)
  if (!handler) throw new Error(`There is no route ${path}.`)
  const answer = await handler.verb(door as never, door.guest as Actor, input as never)
  return { answer, cookies: door.cookies }
}

describe('the demo', () => {
  it('is made once: a second time, and two at once, change nothing', async () => {
    await Promise.all([seed(), seed()])
    const before = await everything()
    await seed()
    expect(await everything()).toBe(before)
    const companies = await asOwner(database, 'select code, name from identity.company order by code')
    expect(companies).toEqual([
      { code: 'anju', name: '安居示范物业' },
      { code: 'linli', name: '邻里物业' },
    ])
    const communities = await asOwner<{ code: string }>(database, 'select code from registry.community order by code')
    expect(communities.map(community => community.code)).toEqual(['AJHY', 'HY', 'LLJY', 'XY'])
  })

  it('lets every account of the sign-in pages in', async () => {
    const { answer } = await call(identity, '/identity/sign-in-options', {})
    const { demo, accounts } = answer as {
      demo: boolean
      accounts: { app: string; account: string; password: string | null; phone: string | null }[]
    }
    expect(demo).toBe(true)
    expect(accounts).toHaveLength(
      DEMO_COMPANIES.reduce((count, company) => count + company.staff.length + company.residents.length, 0),
    )
    for (const { app, account, password, phone } of accounts) {
      if (!phone) {
        const { cookies } = await call(identity, '/identity/sign-in', { app, account, password })
        expect(cookies.has(`anju_${app}`)).toBe(true)
        continue
      }
      await call(identity, '/identity/sign-in-codes', { phone })
      await drainJobs(database.db, database.config, database.jobsUrl, [messaging], PLATFORM_JOBS)
      const inbox = (await call(messaging, '/messaging/demo-inbox', { phone })).answer as { items: { code: string }[] }
      const { cookies } = await call(identity, '/identity/sign-in-by-code', { phone, code: inbox.items[0]?.code })
      const actor = await resolveActor(database.db, cookies.get('anju_resident')?.value ?? '', 'resident')
      expect(actor.kind).toBe('resident')
    }
  })

  it('shows no account outside the demo', async () => {
    const door = makeDoor(database, { config: { demo: false } })
    const handler = identity.routes.find(route => route.spec.path === '/identity/sign-in-options')
    expect(await handler?.verb(door as never, door.guest, {} as never)).toEqual({
      demo: false,
      growing: false,
      accounts: [],
    })
  })
})
