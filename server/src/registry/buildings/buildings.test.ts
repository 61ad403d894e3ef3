import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { communityOverview, exportCommunities, readCommunity } from '../communities/community-view.ts'
import { createCommunity } from '../communities/create-community.ts'
import { editCommunity } from '../communities/edit-community.ts'
import { ensurePremises, type PremisesInput } from '../premises/ensure-premises.ts'
import { listPremises } from '../premises/premises-view.ts'
import { search } from '../search/search.ts'
import { communityTree } from './building-view.ts'
import { createBuilding } from './create-building.ts'
import { createUnit } from './create-unit.ts'
import { deleteBuilding, deleteUnit } from './delete-building.ts'
import { editBuilding } from './edit-building.ts'
import { editUnit } from './edit-unit.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
const communityId = newId()
const otherId = newId()

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff()
  await as(admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '人民路 1 号' })
    await createCommunity(tx, admin, { id: otherId, code: 'HY', name: '和园', address: '' })
  })
})

afterAll(() => database.drop())

const as = <T>(actor: Actor, work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(database.db, actor, work)

const FACTS = {
  name: '',
  kind: 'residential',
  floorsAbove: 18,
  floorsBelow: 2,
  builtYear: 2016,
  liftCount: 2,
  structure: 'shear-wall',
} as const
const newBuilding = (code: string, of = communityId) =>
  as(admin, tx => createBuilding(tx, admin, { ...FACTS, id: newId(), communityId: of, code }))

const room = (buildingCode: string, unitCode: string, code: string): PremisesInput => ({
  ...{ buildingCode, unitCode, areaCode: null, code, floor: 3, use: 'residential', state: 'vacant', layoutCode: null },
  ...{ areaM2: '89.37', innerAreaM2: null, areaFrom: '2020-01-01' },
})

describe('a community', () => {
  const facts = {
    ...{ code: 'AJ', name: '安居花园', address: '人民路 1 号', state: 'managed' as const, developer: '安居置业' },
    ...{ landAreaM2: '52000', builtAreaM2: '128000.50', deliveredOn: '2016-09-01', servicePhone: '0571-8888 6666' },
    ...{ contactName: '周管家', note: '', lng: '120.155070', lat: '30.274085' },
  }

  test('is written down, with what changed for the audit log', async () => {
    const [made, changes] = await as(admin, async tx => [
      await editCommunity(tx, admin, { communityId, version: 1, ...facts }),
      tx.changes,
    ])
    expect(made).toMatchObject({
      version: 2,
      builtAreaM2: '128000.50',
      lat: '30.274085',
      servicePhone: '0571-8888 6666',
    })
    expect(changes).toContainEqual({ field: 'developer', before: '', after: '安居置业' })
    expect(changes.map(change => change.field)).not.toContain('name')
  })

  test('two who read the same version: the second is told', async () => {
    const both = await Promise.allSettled(
      ['甲', '乙'].map(contactName =>
        as(admin, tx => editCommunity(tx, admin, { communityId, version: 2, ...facts, contactName })),
      ),
    )
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(one => one.status === 'rejected')?.reason).toMatchObject({
      code: 'platform.changed_meanwhile',
      params: { version: 3 },
    })
  })

  test('half a position and a taken code are refused', async () => {
    const edit = (wrong: object) =>
      as(admin, tx => editCommunity(tx, admin, { communityId, version: 3, ...facts, ...wrong }))
    await expect(edit({ lat: null })).rejects.toThrow('registry.position_half')
    await expect(edit({ code: 'HY' })).rejects.toThrow('registry.community_code_taken')
  })

  test('has its numbers', async () => {
    await newBuilding('1')
    await as(admin, tx =>
      ensurePremises(tx, admin, communityId, [
        { ...room('1', '', 'S1'), unitCode: null, use: 'shop', areaM2: '50.00' },
        { ...room('1', '', '101'), unitCode: null, state: 'occupied' },
        { ...room('1', '', '102'), unitCode: null, state: 'let' },
        { ...room('1', '', '103'), unitCode: null, state: 'vacant' },
        { ...room('1', '', '104'), unitCode: null, state: 'sold' },
      ]),
    )
    const page = await as(admin, tx => communityOverview(tx, admin, { limit: 50, sort: '-premisesCount' }))
    expect(page.total).toBe(2)
    expect(page.items[0]).toMatchObject({ code: 'AJ', premisesCount: 5, homeCount: 4, householdCount: 2 })
    expect(page.items.map(item => item.occupancyRate)).toEqual(['66.67', null])
    const detail = await as(admin, tx => readCommunity(tx, admin, { communityId }))
    expect(detail.byUse).toEqual([
      { use: 'residential', count: 4, areaM2: '357.48' },
      { use: 'shop', count: 1, areaM2: '50.00' },
    ])
    const file = await as(admin, tx => exportCommunities(tx, admin, { format: 'csv', text: '花园' }))
    expect(String(file.body)).toContain('AJ,安居花园,人民路 1 号,在管,2016-09-01,1,5,4,2,66.67')
  })

  test('of another scope is not there', async () => {
    const scoped = await tenant.staff({ communityIds: [otherId] })
    await expect(as(scoped, tx => readCommunity(tx, scoped, { communityId }))).rejects.toThrow('platform.not_found')
    await expect(as(scoped, tx => editCommunity(tx, scoped, { communityId, version: 3, ...facts }))).rejects.toThrow(
      'platform.not_found',
    )
    expect((await as(scoped, tx => communityOverview(tx, scoped, { limit: 50 }))).items.map(item => item.code)).toEqual(
      ['HY'],
    )
  })
})

describe('a building', () => {
  test('is made once, and its code is its own', async () => {
    const id = newId()
    const body = { ...FACTS, id, communityId, code: '2' }
    const made = await as(admin, tx => createBuilding(tx, admin, body))
    expect(made).toMatchObject({ name: '2栋', version: 1, liftCount: 2, structure: 'shear-wall', units: [] })
    await expect(newBuilding('2')).rejects.toThrow('registry.building_code_taken')
    expect((await newBuilding('2', otherId)).code).toBe('2')
  })

  test('renumbered, it takes labels and spellings of its rooms along; names by hand stay', async () => {
    const building = await newBuilding('3')
    const [unit] = (
      await as(admin, tx =>
        createUnit(tx, admin, { id: newId(), buildingId: building.id, code: '1', floors: 18, hasLift: true }),
      )
    ).units
    const { idByKey } = await as(admin, tx =>
      ensurePremises(tx, admin, communityId, [room('3', '1', '301'), room('3', '1', '1014')]),
    )
    const id = idByKey.get('3/1//301') ?? ''
    await asOwner(
      database,
      `insert into registry.premises_alias (tenant_id, community_id, premises_id, alias, own) values ($1, $2, $3, '老7号', true)`,
      [tenant.tenantId, communityId, id],
    )
    const after = await as(admin, tx =>
      editBuilding(tx, admin, { ...FACTS, buildingId: building.id, version: 1, name: building.name, code: '30' }),
    )
    expect(after).toMatchObject({ code: '30', name: '30栋', version: 2, premisesCount: 2 })
    const found = async (text: string) =>
      (await as(admin, tx => search(tx, admin, { text, limit: 10, communityId }))).hits.map(hit => hit.title)
    expect(await found('30-1-301')).toEqual(['30栋1单元301室'])
    expect(await found('3-1-301')).toEqual([])
    await as(admin, tx =>
      editUnit(tx, admin, { unitId: unit?.id ?? '', version: 1, code: '2', floors: 18, hasLift: true }),
    )
    const listed = await as(admin, tx => listPremises(tx, admin, { limit: 10, buildingId: building.id }))
    expect(listed.items.map(item => item.label)).toEqual(['30栋2单元301室', '30栋2单元1014室'])
    const byHand = await as(admin, tx => listPremises(tx, admin, { limit: 10, communityId, text: '老7号' }))
    expect(byHand.items.map(item => item.id)).toEqual([id])
  })

  test('2 comes before 10, and every page goes on where the last ended', async () => {
    const building = await newBuilding('10')
    await as(admin, tx =>
      ensurePremises(tx, admin, communityId, [
        { ...room('10', '', '101'), unitCode: null },
        { ...room('10', '', '11'), unitCode: null },
        { ...room('2', '', '1014'), unitCode: null },
        { ...room('2', '', '101'), unitCode: null },
      ]),
    )
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await as(admin, tx =>
        listPremises(tx, admin, { limit: 2, communityId, ...(cursor ? { cursor } : {}) }),
      )
      seen.push(...page.items.map(item => item.label))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen.filter(label => /^(2|10)栋/.test(label))).toEqual(['2栋101室', '2栋1014室', '10栋11室', '10栋101室'])
    expect(building.code).toBe('10')
  })

  test('two edits at once: one is told', async () => {
    const { id } = await newBuilding('5')
    const both = await Promise.allSettled(
      ['51', '52'].map(code =>
        as(admin, tx => editBuilding(tx, admin, { ...FACTS, buildingId: id, version: 1, name: '', code })),
      ),
    )
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('goes only when nothing hangs on it', async () => {
    const building = await newBuilding('6')
    const withUnit = await as(admin, tx =>
      createUnit(tx, admin, { id: newId(), buildingId: building.id, code: '1', floors: null, hasLift: false }),
    )
    const unitId = withUnit.units[0]?.id ?? ''
    await expect(
      as(admin, tx =>
        createUnit(tx, admin, { id: newId(), buildingId: building.id, code: '1', floors: null, hasLift: false }),
      ),
    ).rejects.toThrow('registry.unit_code_taken')
    await expect(as(admin, tx => deleteBuilding(tx, admin, { buildingId: building.id, version: 1 }))).rejects.toThrow(
      'registry.still_used',
    )
    await as(admin, tx => editUnit(tx, admin, { unitId, version: 1, code: '1', floors: 6, hasLift: false }))
    await expect(as(admin, tx => deleteUnit(tx, admin, { unitId, version: 1 }))).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
      params: { version: 2 },
    })
    await as(admin, tx => deleteUnit(tx, admin, { unitId, version: 2 }))
    await expect(as(admin, tx => deleteBuilding(tx, admin, { buildingId: building.id, version: 9 }))).rejects.toThrow(
      'platform.changed_meanwhile',
    )
    await as(admin, tx => deleteBuilding(tx, admin, { buildingId: building.id, version: 1 }))
    await expect(as(admin, tx => deleteBuilding(tx, admin, { buildingId: building.id, version: 1 }))).rejects.toThrow(
      'platform.not_found',
    )
    const tree = await as(admin, tx => communityTree(tx, admin, { communityId }))
    expect(tree.buildings.map(one => one.code)).not.toContain('6')
  })

  test('of another scope or company is not there', async () => {
    const building = await newBuilding('7')
    const scoped = await tenant.staff({ communityIds: [otherId] })
    const stranger = await (await makeTenant(database, '别家物业')).staff()
    for (const actor of [scoped, stranger]) {
      const edit = { ...FACTS, buildingId: building.id, version: 1, name: '', code: '8' }
      await expect(as(actor, tx => editBuilding(tx, actor, edit))).rejects.toThrow('platform.not_found')
      await expect(as(actor, tx => deleteBuilding(tx, actor, { buildingId: building.id, version: 1 }))).rejects.toThrow(
        'platform.not_found',
      )
      await expect(
        as(actor, tx => createBuilding(tx, actor, { ...FACTS, id: newId(), communityId, code: '9' })),
      ).rejects.toThrow('platform.not_found')
    }
  })
})
