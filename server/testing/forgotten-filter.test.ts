import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { log } from '../src/platform/log.ts'
import { tenantTables } from './matrix/ids.ts'
import { type Company, type Ground, makeBuilding, makeCompany, openGround } from './matrix/world.ts'

/**
 * Queries that forget every filter, as people whose scope is a community, a building or a home, over every table: what belongs to the rest is
 * not there, because the walls of the database leave it out. (Of companies: authorisation-matrix.test.ts.)
 */

let ground: Ground
let company: Company
let building: Awaited<ReturnType<typeof makeBuilding>>
let tables: Awaited<ReturnType<typeof tenantTables>>

beforeAll(async () => {
  log.level = 'silent'
  ground = await openGround()
  company = await makeCompany(ground, 'one')
  building = await makeBuilding(ground, company, '2')
  // The head of the audit chain is nobody's to read.
  tables = (await tenantTables(ground.owner)).filter(({ name }) => name !== 'platform.audit_head')
}, 300_000)

afterAll(() => ground.close())

type Settings = Record<string, string>

const staff = (settings: Settings): Settings => ({
  ...{ tenant_id: company.tenantId, actor_kind: 'staff', today: '2026-11-23', community_ids: '*', building_ids: '*' },
  ...settings,
})

/** What somebody sees by a query; `before` is done as the owner of the database, and undone after. */
async function see(settings: Settings, query: string, before?: string): Promise<Record<string, string>[]> {
  const client = await ground.owner.connect()
  try {
    await client.query('begin')
    if (before) await client.query(before)
    await client.query('set local role anju_app')
    for (const [name, value] of Object.entries(settings))
      await client.query(`select set_config('anju.' || $1, $2, true)`, [name, value])
    return (await client.query<Record<string, string>>(query)).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function countOf(owner: pg.Pool, name: string, where: string): Promise<number> {
  const { rows } = await owner.query<{ count: string }>(
    `select count(*)::text as count from ${name} where tenant_id = $1 and ${where}`,
    [company.tenantId],
  )
  return Number(rows[0]?.count ?? 0)
}

/**
 * Asks each table that has one of these columns for all it shows, and answers those that show something of the hidden side, with those where
 * there was something to hide.
 */
async function leaks(settings: Settings, hidden: Record<string, string>, before?: string) {
  const [leaking, proven]: [string[], string[]] = [[], []]
  for (const { name, columns } of tables) {
    const conditions = Object.entries(hidden).filter(([column]) => columns.includes(column))
    if (conditions.length === 0) continue
    const where = conditions.map(([column, ids]) => `${column} in (${ids})`).join(' or ')
    if ((await countOf(ground.owner, name, `(${where})`)) > 0) proven.push(name)
    const seen = await see(settings, `select * from ${name}`, before)
    // What is about oneself is one's own, wherever it was.
    const others = seen.filter(row => !settings.person_id || row.person_id !== settings.person_id)
    const rows = others.filter(row => conditions.some(([column, ids]) => ids.includes(`'${row[column]}'`)))
    if (rows.length > 0) leaking.push(name)
  }
  return { leaking, proven }
}

async function idList(query: string, values: string[]): Promise<string> {
  const { rows } = await ground.owner.query<{ id: string }>(query, values)
  return rows.map(({ id }) => `'${id}'`).join(', ')
}

const premisesOf = (column: string, id: string) => idList(`select id from registry.premises where ${column} = $1`, [id])

test('of another community nothing is there, whatever the table', async () => {
  const { here, there } = company
  const settings = staff({ community_ids: `{${there.communityId}}` })
  const hidden = {
    community_id: `'${here.communityId}'`,
    premises_id: await premisesOf('community_id', here.communityId),
  }
  const { leaking, proven } = await leaks(settings, hidden)
  expect(leaking).toEqual([])
  expect(proven.length).toBeGreaterThan(80)
  expect(proven).toContain('registry.premises_area')
  // Its own it sees, all of it.
  for (const name of ['registry.premises', 'registry.premises_area', 'billing.bill', 'service_desk.work_order']) {
    const own = `premises_id in (${await premisesOf('community_id', there.communityId)})`
    const wanted = await countOf(
      ground.owner,
      name,
      name === 'registry.premises' ? own.replace('premises_id', 'id') : own,
    )
    expect(
      (
        await see(
          settings,
          `select * from ${name} where ${name === 'registry.premises' ? 'true' : 'premises_id is not null'}`,
        )
      ).length,
      name,
    ).toBe(wanted)
  }
})

test('of another building nothing is there, whatever the table', async () => {
  const { communityId, buildingId } = company.here
  const settings = staff({ community_ids: `{${communityId}}`, building_ids: `{${building.buildingId}}` })
  const hidden = { building_id: `'${buildingId}'`, premises_id: await premisesOf('building_id', buildingId) }
  const { leaking, proven } = await leaks(settings, hidden)
  expect(leaking).toEqual([])
  expect(proven.length).toBeGreaterThan(40)
})

test('of the home next door nothing is there for a resident, nor of what no resident reads', async () => {
  const { neighbourPremisesId, premisesId } = company.here
  const [row] = (
    await ground.owner.query<{ person_id: string }>(
      `select person_id from registry.occupancy where premises_id = $1 and kind = 'owner' and to_on is null`,
      [neighbourPremisesId],
    )
  ).rows
  const resident = staff({ actor_kind: 'resident', person_id: row?.person_id ?? '' })
  const { leaking, proven } = await leaks(resident, { premises_id: `'${premisesId}'` })
  expect(leaking).toEqual([])
  expect(proven.length).toBeGreaterThan(30)
  const { rows: closed } = await ground.owner.query<{ name: string }>(
    `select distinct p.polrelid::regclass::text as name from pg_policy p where p.polname = 'not_for_residents' and p.polcmd = '*'`,
  )
  expect(closed.length).toBeGreaterThan(60)
  for (const { name } of closed) expect(await see(resident, `select 1 from ${name} limit 1`), name).toEqual([])
})

test('a wall that is taken down is missed', async () => {
  const { here, there } = company
  const scope = staff({ community_ids: `{${there.communityId}}` })
  const down = (wall: string, table: string) => `drop policy ${wall} on ${table}`
  const hidden = { premises_id: await premisesOf('community_id', here.communityId) }
  const { leaking } = await leaks(scope, hidden, down('scope_wall', 'registry.premises_area'))
  expect(leaking).toEqual(['registry.premises_area'])
})
