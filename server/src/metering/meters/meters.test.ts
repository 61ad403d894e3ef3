import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity, ensureBuildings, ensurePremises, ensureUnits, premisesKey } from '../../registry/index.ts'
import { addMeter } from './add-meter.ts'
import { editMeter } from './edit-meter.ts'
import { ensureMeters } from './ensure-meters.ts'
import { exportMeters } from './export-meters.ts'
import type { MeterDetail } from './meter.ts'
import { listMeters, meterHistory, readMeter } from './meter-view.ts'
import { restoreMeter, retireMeter } from './retire-meter.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
const [communityId, otherId] = [newId(), newId()]
let homes: Map<string, string>

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
const room = (building: string) => ({ buildingCode: building, unitCode: '1', areaCode: null, code: '101' })
const homeId = (building = '1') => homes.get(premisesKey(room(building))) ?? ''

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff()
  homes = await as(admin, async tx => {
    for (const [id, code] of [
      [communityId, 'A'],
      [otherId, 'B'],
    ] as const) {
      await createCommunity(tx, admin, { id, code, name: `小区${code}`, address: '' })
      await ensureBuildings(tx, admin, id, [{ code: '1' }, { code: '2' }])
      await ensureUnits(tx, admin, id, [
        { buildingCode: '1', code: '1', floors: 6, hasLift: true },
        { buildingCode: '2', code: '1', floors: 6, hasLift: true },
      ])
    }
    const same = { floor: 1, use: 'residential', state: 'occupied', layoutCode: null, innerAreaM2: null } as const
    const more = { ...same, areaM2: '89.37', areaFrom: '2026-01-01' }
    const { idByKey } = await ensurePremises(tx, admin, communityId, [
      { ...room('1'), ...more },
      { ...room('2'), ...more },
    ])
    return idByKey
  })
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

const NONE = {
  ...{ name: '', parentId: null as string | null, premisesId: null as string | null, multiplier: '1', digits: 5 },
  ...{ decimals: 2, initialReading: '0', installedOn: null, verifiedUntil: null, brand: '', model: '', deviceNo: '' },
  ...{ collector: '', readBy: 'person' as const, bands: [], notes: '' },
}
const water = (code: string, more: object = {}) => ({
  ...NONE,
  ...{ id: newId(), communityId, code, kind: 'water-cold' as const, level: 'master' as const, place: '泵房' },
  ...more,
})
const add = (input: ReturnType<typeof water>, actor = admin) => as(actor, tx => addMeter(tx, actor, input))
const wordsOf = (meter: MeterDetail) => {
  const { code, name, kind, level, parentId, premisesId, place, multiplier, digits, decimals, initialReading } = meter
  const { installedOn, verifiedUntil, brand, model, deviceNo, collector, readBy, bands, notes, version } = meter
  return {
    ...{ meterId: meter.id, code, name, kind, level, parentId, premisesId, place, multiplier, digits, decimals },
    ...{ initialReading, installedOn, verifiedUntil, brand, model, deviceNo, collector, readBy, bands, notes, version },
    state: 'active' as const,
  }
}
const edit = (meter: MeterDetail, more: object) => as(admin, tx => editMeter(tx, admin, { ...wordsOf(meter), ...more }))

describe('the archive', () => {
  test('keeps a code in one spelling, once a community', async () => {
    const meter = await add(water('ｗ－００１', { multiplier: '40.50', deviceNo: 'ab 12' }))
    expect(meter).toMatchObject({ code: 'W-001', multiplier: '40.5', deviceNo: 'AB12', children: 0, above: [] })
    await expect(add(water('w-001'))).rejects.toMatchObject({ code: 'metering.code_taken' })
    await expect(add(water('W-002', { id: meter.id }))).rejects.toMatchObject({ code: 'platform.already_there' })
    expect(await add(water('W-001', { communityId: otherId }))).toMatchObject({ code: 'W-001' })
  })

  test('wants a place, a reading that the register shows, a home of the community', async () => {
    const refused = async (more: object, code: string) =>
      expect(add(water('X', more))).rejects.toMatchObject({ code: `metering.${code}` })
    await refused({ place: '' }, 'place_missing')
    await refused({ level: 'household' }, 'place_missing')
    await refused({ initialReading: '100000' }, 'reading_too_long')
    await refused({ initialReading: '1.234' }, 'reading_too_long')
    await refused({ installedOn: '2026-11-24' }, 'dates_wrong')
    await expect(add(water('X', { communityId: otherId, premisesId: homeId() }))).rejects.toMatchObject({
      code: 'platform.not_found',
    })
  })

  test('finds meters by code, device, room and place, and writes them into a file', async () => {
    await add(water('F-1', { level: 'household', premisesId: homeId(), place: '厨房', deviceNo: 'DEV9' }))
    const found = async (text: string) =>
      (await as(admin, tx => listMeters(tx, admin, { text, communityId, limit: 10 }))).items.map(row => row.code)
    expect(await found('f-')).toEqual(['F-1'])
    expect(await found('dev')).toEqual(['F-1'])
    expect(await found('1栋1单元101')).toEqual(['F-1'])
    expect(await found('厨')).toEqual(['F-1'])
    expect(await found('%')).toEqual([])
    const file = await as(admin, tx => exportMeters(tx, admin, { communityId, text: 'F-1', format: 'csv' }))
    expect(String(file.body)).toContain('小区A,F-1,,冷水,户表,,1栋1单元101室,厨房,1,,,DEV9,人工,在用')
  })
})

describe('the tree', () => {
  test('is of one medium, has no household meter above, and closes no circle', async () => {
    const master = await add(water('T-1'))
    const shared = await add(water('T-2', { level: 'shared', parentId: master.id, kind: 'water-hot' }))
    const home = await add(water('T-3', { level: 'household', premisesId: homeId(), place: '', parentId: shared.id }))
    expect(home.above.map(({ code }) => code)).toEqual(['T-2', 'T-1'])
    expect(await as(admin, tx => readMeter(tx, admin, { meterId: master.id }))).toMatchObject({ children: 1 })
    const problem = (name: string) => ({ code: 'metering.parent_wrong', params: { problem: name } })
    await expect(add(water('T-4', { parentId: home.id }))).rejects.toMatchObject(problem('household'))
    await expect(add(water('T-4', { parentId: master.id, kind: 'gas' }))).rejects.toMatchObject(problem('other-kind'))
    await expect(edit(master, { parentId: shared.id })).rejects.toMatchObject(problem('below-itself'))
    await expect(
      asOwner(database, 'update metering.meter set parent_id = $1 where id = $2', [shared.id, master.id]),
    ).rejects.toMatchObject({ constraint: 'meter_tree' })
    const elsewhere = await add(water('T-9', { communityId: otherId }))
    await expect(add(water('T-4', { parentId: elsewhere.id }))).rejects.toMatchObject({ code: 'platform.not_found' })
  })

  test('two who would close a circle together: one of them is refused', async () => {
    const [a, b] = [await add(water('R-1')), await add(water('R-2'))]
    const ends = await Promise.allSettled([edit(a, { parentId: b.id }), edit(b, { parentId: a.id })])
    expect(ends.map(end => end.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find(end => end.status === 'rejected')).toMatchObject({ reason: { code: 'metering.parent_wrong' } })
  })
})

describe('a meter', () => {
  test('is changed by who saw it last, and tells what changed', async () => {
    const meter = await add(water('E-1'))
    const after = await edit(meter, { name: '生活水泵', state: 'stopped' })
    expect(after).toMatchObject({ name: '生活水泵', state: 'stopped', version: 2 })
    await expect(edit(meter, { name: '别的' })).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
    expect((await as(admin, tx => meterHistory(tx, admin, { meterId: meter.id, limit: 10 }))).total).toBe(0)
  })

  test('is taken away with its last reading, not while others hang below, and back again', async () => {
    const master = await add(water('D-1', { installedOn: '2026-01-01' }))
    const below = await add(water('D-2', { level: 'shared', parentId: master.id }))
    const retire = (meter: MeterDetail, more: object = {}) =>
      as(admin, tx =>
        retireMeter(tx, admin, {
          ...{ meterId: meter.id, retiredOn: '2026-11-20', finalReading: '321.5', reason: '换表', version: 1 },
          ...more,
        }),
      )
    await expect(retire(master)).rejects.toMatchObject({ code: 'metering.meters_below', params: { count: 1 } })
    await expect(retire(below, { retiredOn: '2026-11-24' })).rejects.toMatchObject({ code: 'metering.dates_wrong' })
    await expect(retire(below, { finalReading: '100000' })).rejects.toMatchObject({ code: 'metering.reading_too_long' })
    expect(await retire(below)).toMatchObject({ state: 'retired', finalReading: '321.5', retiredReason: '换表' })
    await expect(retire(below, { version: 2 })).rejects.toMatchObject({ code: 'metering.meter_retired' })
    await expect(add(water('D-3', { parentId: below.id }))).rejects.toMatchObject({ code: 'metering.parent_wrong' })
    await expect(retire(master, { retiredOn: '2025-12-31' })).rejects.toMatchObject({ code: 'metering.dates_wrong' })
    expect(await retire(master)).toMatchObject({ state: 'retired' })
    const back = await as(admin, tx => restoreMeter(tx, admin, { meterId: below.id, reason: '误拆', version: 2 }))
    expect(back).toMatchObject({ state: 'active', finalReading: null, retiredOn: null })
  })

  test('is seen within the walls only', async () => {
    const inTwo = await add(water('P-2', { level: 'household', premisesId: homeId('2'), place: '' }))
    const here = await tenant.staff({ communityIds: [communityId] })
    const elsewhere = await tenant.staff({ communityIds: [otherId] })
    const [{ id: buildingId = '' } = {}] = await asOwner<{ id: string }>(
      database,
      `select id from registry.building where community_id = $1 and code = '1'`,
      [communityId],
    )
    const inOne = await tenant.staff({ communityIds: [communityId], buildingIds: [buildingId] })
    const sees = (actor: Actor) =>
      as(actor, tx => readMeter(tx, actor, { meterId: inTwo.id })).then(
        () => true,
        () => false,
      )
    expect([await sees(here), await sees(elsewhere), await sees(inOne)]).toEqual([true, false, false])
    const stranger = await (await makeTenant(database)).staff()
    expect(await sees(stranger)).toBe(false)
  })
})

test('many at once: what is there stays, parents are found among them', async () => {
  const one = { ...NONE, kind: 'electricity' as const, level: 'shared' as const, place: '配电房', premisesId: null }
  const input = [
    { ...one, code: 'M-2', parentCode: 'm-1' },
    { ...one, code: 'M-1', level: 'master' as const, parentCode: null },
  ]
  const ensure = () => as(admin, tx => ensureMeters(tx, admin, communityId, input))
  expect([await ensure(), await ensure()]).toEqual([{ created: 2 }, { created: 0 }])
  const { items } = await as(admin, tx => listMeters(tx, admin, { text: 'M-2', communityId, limit: 10 }))
  expect(items).toMatchObject([{ code: 'M-2', parentCode: 'M-1' }])
})
