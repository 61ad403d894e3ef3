import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner } from '../../testing/world.ts'
import { seedScale } from './scale.ts'
import { inventHouseholds } from './scale-households.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await cloneDatabase()
})

afterAll(() => database.drop())

async function counts() {
  const [row] = await asOwner(
    database,
    `select (select count(*)::int from registry.community) as communities, (select count(*)::int from registry.premises) as homes,
       (select count(*)::int from registry.person) as people, (select count(*)::int from registry.occupancy) as occupancies,
       (select count(*)::int from billing.assignment) as assignments`,
  )
  return row
}

test('a large company is made once, and a second run changes nothing', async () => {
  const input = { ...database, scale: '10k' as const, seed: 1, homes: 120, say: () => undefined }
  expect(await seedScale(input)).toBe('big-10k')
  const made = await counts()
  expect(made).toMatchObject({ communities: 4, homes: 480, assignments: 480 })
  await seedScale(input)
  expect(await counts()).toEqual(made)
})

test('the same seed makes the same homes and people, another seed others', () => {
  const plan = (seed: number) =>
    inventHouseholds({ tenantId: '01900000-0000-7000-8000-000000000001', seed, community: 1, homes: 200 })
  expect(plan(1)).toEqual(plan(1))
  expect(plan(2).households).not.toEqual(plan(1).households)
  const people = plan(1).households.map(household => household.people.length)
  expect(people.reduce((sum, count) => sum + count, 0) / people.length).toBeGreaterThan(2)
})
