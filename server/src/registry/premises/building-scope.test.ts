import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { communityTree } from '../buildings/building-view.ts'
import { ensureBuildings, ensureUnits } from '../buildings/ensure-buildings.ts'
import { createCommunity } from '../communities/create-community.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { premisesOfListener } from '../occupancies/occupancy-view.ts'
import { addPeople } from '../people/add-people.ts'
import { readPerson } from '../people/person-detail-view.ts'
import { listPeople } from '../people/person-view.ts'
import { premisesSearch, search } from '../search/search.ts'
import { registry } from '../tables.ts'
import { ensurePremises, type PremisesInput } from './ensure-premises.ts'
import { exportPremises } from './export-premises.ts'
import { readPremises } from './premises-detail-view.ts'
import { listPremises } from './premises-view.ts'
import { stackingPlan } from './stack-view.ts'

/** Staff whose data scope is one building of a community. */
let database: TestDatabase
let tenant: Tenant
let keeper: Actor
let buildings: Map<string, string>
let rooms: Map<string, string>
const communityId = newId()
const [here, there, both, nobody] = [newId(), newId(), newId(), newId()]

const room = (buildingCode: string, code: string): PremisesInput => ({
  ...{ buildingCode, unitCode: '1', areaCode: null, code, floor: 1, use: 'residential', state: 'occupied' },
  ...{ layoutCode: null, areaM2: '89.37', innerAreaM2: null, areaFrom: '2020-01-01' },
})
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  const admin = await tenant.staff()
  await as(admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '' })
    buildings = (await ensureBuildings(tx, admin, communityId, [{ code: '1' }, { code: '2' }])).idByCode
    const unit = { code: '1', floors: 6, hasLift: false }
    await ensureUnits(tx, admin, communityId, [
      { buildingCode: '1', ...unit },
      { buildingCode: '2', ...unit },
    ])
    const space = { ...room('1', 'A-01'), buildingCode: null, unitCode: null, areaCode: 'A', use: 'parking' } as const
    rooms = (await ensurePremises(tx, admin, communityId, [room('1', '101'), room('2', '101'), space])).idByKey
    await addPeople(
      tx,
      admin,
      communityId,
      [here, there, both, nobody].map((id, index) => ({
        ...{ id, name: `住户${index}`, sex: null, phone: `1380000010${index}`, idNumber: null },
      })),
    )
    const lives = (personId: string, building: string) => ({
      ...({
        personId,
        premisesId: rooms.get(`${building}/1//101`) ?? '',
        kind: 'family',
        fromOn: '2020-01-01',
      } as const),
    })
    await ensureOccupancies(tx, admin, [lives(here, '1'), lives(there, '2'), lives(both, '1'), lives(both, '2')])
  })
  keeper = await tenant.staff({ communityIds: [communityId], buildingIds: [buildings.get('1') ?? ''] })
})
afterAll(() => database.drop())

describe('staff of one building', () => {
  test('see its rooms, in lists, trees, search and by id, and no parking space', async () => {
    const page = await as(keeper, tx => listPremises(tx, keeper, { communityId, limit: 50 }))
    expect(page.items.map(item => item.id)).toEqual([rooms.get('1/1//101')])
    expect(page.total).toBe(1)
    const tree = await as(keeper, tx => communityTree(tx, keeper, { communityId }))
    expect(tree.buildings.map(building => building.code)).toEqual(['1'])
    const found = await as(keeper, tx => search(tx, keeper, { text: '101', communityId, limit: 20 }))
    expect(JSON.stringify(found)).not.toContain(rooms.get('2/1//101'))
    const foreign = { premisesId: rooms.get('2/1//101') ?? '' }
    await expect(as(keeper, tx => readPremises(tx, keeper, foreign))).rejects.toMatchObject({
      code: 'platform.not_found',
    })
  })

  test('see who lives there and who lives nowhere yet, not who lives in other buildings only', async () => {
    const people = await as(keeper, tx => listPeople(tx, keeper, { communityId, limit: 50 }))
    expect(people.items.map(person => person.id).toSorted()).toEqual([here, both, nobody].toSorted())
    await expect(as(keeper, tx => readPerson(tx, keeper, { personId: there }))).rejects.toMatchObject({
      code: 'platform.not_found',
    })
    const home = await as(keeper, tx => readPerson(tx, keeper, { personId: both }))
    expect(JSON.stringify(home)).not.toContain(rooms.get('2/1//101'))
  })

  test('register somebody new', async () => {
    const id = newId()
    await as(keeper, tx =>
      addPeople(tx, keeper, communityId, [{ id, name: '新住户', sex: null, phone: null, idNumber: null }]),
    )
    expect(await as(keeper, tx => readPerson(tx, keeper, { personId: id }))).toMatchObject({ name: '新住户' })
  })

  test('write nothing into another building', async () => {
    const move = { personId: here, premisesId: rooms.get('2/1//101') ?? '', kind: 'tenant', fromOn: '2026-01-01' }
    expect(await as(keeper, tx => ensureOccupancies(tx, keeper, [move as never]))).toBe(0)
    const changed = await as(keeper, tx =>
      registry(tx)
        .updateTable('registry.premises')
        .set({ state: 'vacant' })
        .where('tenantId', '=', tenant.tenantId)
        .returning('id')
        .execute(),
    )
    expect(changed.map(row => row.id)).toEqual([rooms.get('1/1//101')])
  })

  test('hear of its homes only', async () => {
    expect([...(await premisesOfListener(database.db, keeper))]).toEqual([rooms.get('1/1//101')])
  })

  test('see nothing where the building lies in no community of theirs, or where the door sets no buildings', async () => {
    const lost = await tenant.staff({ communityIds: [newId()], buildingIds: [...buildings.values()] })
    expect([...(await premisesOfListener(database.db, lost))]).toEqual([])
    const none = await tenant.staff({ communityIds: null, buildingIds: [] })
    const { rows } = await as(none, tx => sql`select id from registry.premises`.execute(registry(tx)))
    expect(rows).toEqual([])
  })
})

describe('who may see homes but no people', () => {
  test('finds rooms, and nobody in them: in lists, files, by id, in the stacking plan and in search', async () => {
    const guard = await tenant.staff({ permissions: ['registry.premises.read'] })
    const page = await as(guard, tx => listPremises(tx, guard, { communityId, limit: 50 }))
    expect(page.items.map(({ occupants }) => occupants)).toEqual([[], [], []])
    const file = await as(guard, tx => exportPremises(tx, guard, { communityId, format: 'csv' }))
    expect(String(file.body)).toContain('101')
    expect(String(file.body)).not.toContain('住户0')
    const premisesId = rooms.get('1/1//101') ?? ''
    expect((await as(guard, tx => readPremises(tx, guard, { premisesId }))).occupancies).toEqual([])
    const plan = await as(guard, tx => stackingPlan(tx, guard, { buildingId: buildings.get('1') ?? '' }))
    expect(plan.rooms[0]).toMatchObject({ owner: null, occupantCount: 2 })
    const find = (actor: Actor) => as(actor, tx => premisesSearch.find(tx, actor, { text: '1-1-101', limit: 5 }))
    expect((await find(guard)).map(({ subtitle }) => subtitle)).toEqual(['安居花园'])
    expect((await find(keeper)).map(({ subtitle }) => subtitle)).toEqual(['安居花园 · 住户0、住户2'])
  })
})
