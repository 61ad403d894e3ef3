import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings, ensureUnits } from '../buildings/ensure-buildings.ts'
import { createCommunity } from '../communities/create-community.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { createByPattern, previewPattern } from '../patterns/create-by-pattern.ts'
import { addPeople } from '../people/add-people.ts'
import { ensurePremises, type PremisesInput } from '../premises/ensure-premises.ts'
import { readPremises } from '../premises/premises-detail-view.ts'
import { premisesHistory } from '../premises/premises-history.ts'
import { listPremises } from '../premises/premises-view.ts'
import { stackingPlan } from '../premises/stack-view.ts'
import { search } from '../search/search.ts'
import { mergePremises, splitPremises } from './merge-premises.ts'
import { premisesSuccessions } from './succession-view.ts'
import { undoSuccession } from './undo-succession.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
let buildingId = ''
const communityId = newId()
const otherId = newId()
const [wang, zhang] = [newId(), newId()]
let ids: Map<string, string>

const shop = (code: string, areaM2 = '50.00'): PremisesInput => ({
  ...{ buildingCode: '1', unitCode: null, areaCode: null, code, floor: 1, use: 'shop', state: 'occupied' },
  ...{ layoutCode: null, areaM2, innerAreaM2: null, areaFrom: '2020-01-01' },
})

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff({ name: '周明' })
  await as(admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '' })
    await createCommunity(tx, admin, { id: otherId, code: 'HY', name: '和园', address: '' })
    const { idByCode } = await ensureBuildings(tx, admin, communityId, [{ code: '1' }, { code: '2' }])
    buildingId = idByCode.get('1') ?? ''
    await ensureUnits(tx, admin, communityId, [{ buildingCode: '2', code: '1', floors: 6, hasLift: false }])
    const codes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
    const made = await ensurePremises(tx, admin, communityId, [
      ...codes.map(code => shop(`S${code}`)),
      { ...shop('101'), buildingCode: '2', unitCode: '1' },
    ])
    ids = made.idByKey
    await addPeople(tx, admin, communityId, [
      { id: wang, name: '王小明', sex: null, phone: null, idNumber: null },
      { id: zhang, name: '张三', sex: null, phone: null, idNumber: null },
    ])
    const of = (code: string, personId: string) => ({
      ...{ premisesId: at(code), personId, kind: 'owner' as const, fromOn: '2020-01-01' },
    })
    await ensureOccupancies(tx, admin, [of('SA', wang), of('SB', wang), of('SB', zhang), of('SE', wang)])
  })
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

const as = <T>(actor: Actor, work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(database.db, actor, work)
const at = (code: string) => ids.get(`1///${code}`) ?? ''
const TERMS = { fromOn: '2026-06-01', carryOccupancies: true, carryAliases: true, differs: false, reason: '打通' }
const into = (code: string, areaM2: string) => ({
  ...{ id: newId(), code, floor: 1, floorTo: null, use: 'shop' as const, state: 'occupied' as const, ownership: null },
  ...{ areaM2, innerAreaM2: null },
})
const merge = (codes: string[], code: string, areaM2: string, more: object = {}, actor = admin) =>
  as(actor, tx =>
    mergePremises(tx, actor, {
      ...{ ...TERMS, id: newId(), old: codes.map(one => ({ id: at(one), version: 1 })), into: into(code, areaM2) },
      ...more,
    }),
  )
const found = async (text: string) =>
  (await as(admin, tx => search(tx, admin, { text, limit: 10, communityId }))).hits.map(hit => hit.title)

describe('two shops become one', () => {
  test('the old end, the new begins, people and names go along, and it is undone again', async () => {
    const made = await merge(['SA', 'SB'], 'SAB', '100.00')
    expect(made).toMatchObject({ kind: 'merge', areaBeforeM2: '100.00', areaAfterM2: '100.00', undoneAt: null })
    expect(made.before.map(part => part.label)).toEqual(['1栋SA', '1栋SB'])
    const freshId = made.after[0]?.premisesId ?? ''
    const old = await as(admin, tx => readPremises(tx, admin, { premisesId: at('SA') }))
    expect([old.endedOn, old.occupancies[0]?.toOn, old.version]).toEqual(['2026-05-31', '2026-05-31', 2])
    const fresh = await as(admin, tx => readPremises(tx, admin, { premisesId: freshId }))
    expect(fresh.occupancies.map(one => [one.personName, one.fromOn, one.toOn]).toSorted()).toEqual([
      ['张三', '2026-06-01', null],
      ['王小明', '2026-06-01', null],
    ])
    expect([fresh.areas[0]?.fromOn, fresh.states[0]?.fromOn]).toEqual(['2026-06-01', '2026-06-01'])
    expect(await found('1-SA')).toContain('1栋SAB')
    const now = await as(admin, tx => listPremises(tx, admin, { limit: 50, communityId, use: 'shop' }))
    expect(now.items.map(item => item.code)).toEqual(['SAB', 'SC', 'SD', 'SE', 'SF', 'SG', 'SH', '101'])
    const gone = await as(admin, tx => listPremises(tx, admin, { limit: 50, communityId, ended: 'yes' }))
    expect(gone.items.map(item => item.code)).toEqual(['SA', 'SB'])
    const undone = await as(admin, tx => undoSuccession(tx, admin, { successionId: made.id, reason: '登记错误' }))
    expect(undone.undoneByName).toBe('周明')
    expect(undone.after.map(part => part.there)).toEqual([false])
    const back = await as(admin, tx => readPremises(tx, admin, { premisesId: at('SB') }))
    expect([back.endedOn, back.occupancies.map(one => one.toOn), back.aliases.map(one => one.alias)]).toEqual([
      null,
      [null, null],
      ['1-sb', 'sb'],
    ])
    await expect(as(admin, tx => undoSuccession(tx, admin, { successionId: made.id, reason: '再来' }))).rejects.toThrow(
      'registry.succession_undone',
    )
    const { items } = await as(admin, tx => premisesSuccessions(tx, admin, { premisesId: at('SA') }))
    expect(items.map(item => item.id)).toEqual([made.id])
  })

  test('areas add up, or it is said that they need not', async () => {
    await expect(merge(['SC', 'SD'], 'SCD', '99.00')).rejects.toMatchObject({
      code: 'registry.areas_differ',
      params: { before: '100.00', after: '99.00' },
    })
    expect((await merge(['SC', 'SD'], 'SCD', '99.00', { differs: true })).areaAfterM2).toBe('99.00')
  })

  test('not of two buildings, not on a day before something began, not from what was read before, not twice', async () => {
    const other = { id: ids.get('2/1//101') ?? '', version: 1 }
    await expect(merge(['SE'], 'SX', '100.00', { old: [{ id: at('SE'), version: 1 }, other] })).rejects.toThrow(
      'registry.merge_wrong',
    )
    await expect(merge(['SE', 'SF'], 'SX', '100.00', { fromOn: '2020-01-01' })).rejects.toThrow('registry.newer_facts')
    await expect(merge(['SE', 'SF'], 'SX', '100.00', { fromOn: '2026-11-24' })).rejects.toThrow('registry.newer_facts')
    await expect(merge(['SC', 'SF'], 'SX', '100.00')).rejects.toThrow('registry.premises_ended')
    await expect(
      merge(['SE', 'SF'], 'SX', '100.00', {
        old: [
          { id: at('SE'), version: 7 },
          { id: at('SF'), version: 1 },
        ],
      }),
    ).rejects.toThrow('platform.changed_meanwhile')
    await expect(merge(['SE', 'SF'], 'SG', '100.00')).rejects.toThrow('registry.premises_code_taken')
    const both = await Promise.allSettled(['SX', 'SY'].map(code => merge(['SE', 'SF'], code, '100.00')))
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('is undone only while nothing new hangs on the new one', async () => {
    const { items } = await as(admin, tx => premisesSuccessions(tx, admin, { premisesId: at('SE') }))
    const made = items[0]
    await as(admin, tx =>
      ensureOccupancies(tx, admin, [
        { premisesId: made?.after[0]?.premisesId ?? '', personId: zhang, kind: 'tenant', fromOn: '2026-07-01' },
      ]),
    )
    await expect(
      as(admin, tx => undoSuccession(tx, admin, { successionId: made?.id ?? '', reason: '登记错误' })),
    ).rejects.toThrow('registry.still_used')
  })

  test('of another scope they are not there', async () => {
    const scoped = await tenant.staff({ communityIds: [otherId] })
    await expect(merge(['SG', 'SH'], 'SGH', '100.00', {}, scoped)).rejects.toThrow('platform.not_found')
  })
})

test('one shop becomes two, under its own code again', async () => {
  const made = await as(admin, tx =>
    splitPremises(tx, admin, {
      ...{ ...TERMS, id: newId(), old: { id: at('SG'), version: 1 } },
      into: [into('SG', '20.00'), into('SG2', '30.00')],
    }),
  )
  expect(made.after.map(part => [part.label, part.areaM2])).toEqual([
    ['1栋SG', '20.00'],
    ['1栋SG2室', '30.00'],
  ])
  const history = await as(admin, tx => premisesHistory(tx, admin, { premisesId: at('SG'), limit: 10 }))
  expect(history.total).toBe(0)
  const plan = await as(admin, tx => stackingPlan(tx, admin, { buildingId }))
  expect(plan.rooms.map(room => room.code)).toEqual(expect.arrayContaining(['SG', 'SG2', 'SH']))
  expect(plan.rooms.find(room => room.code === 'SG')?.id).not.toBe(at('SG'))
})

describe('many by pattern', () => {
  const body = {
    communityId,
    buildings: '1-3',
    units: '1-2',
    floors: '2-18',
    skipFloors: '4,13,14',
    rooms: '01-04',
    code: '{floor}{room}',
    use: 'residential' as const,
    state: 'unsold' as const,
    ownership: 'commodity' as const,
    hasLift: true,
    areaFromOn: '2026-01-01',
    columns: [
      {
        room: '01',
        areaM2: '89.37',
        innerAreaM2: null,
        layoutCode: 'A',
        orientation: 'S' as const,
        rooms: 3,
        halls: 2,
        baths: 1,
      },
    ],
  }

  test('is shown before, made once, and again makes nothing', async () => {
    const preview = await as(admin, tx => previewPattern(tx, admin, body))
    expect(preview).toMatchObject({
      buildings: { fresh: 1, existing: 2 },
      units: { fresh: 5, existing: 1 },
      premises: { fresh: 3 * 2 * 14 * 4, existing: 0 },
      areaM2: (89.37 * 84).toFixed(2),
    })
    const made = await as(admin, tx => createByPattern(tx, admin, body))
    expect(made.premises).toEqual({ fresh: 336, existing: 0 })
    expect((await as(admin, tx => createByPattern(tx, admin, body))).premises).toEqual({ fresh: 0, existing: 336 })
    const [first] = (await as(admin, tx => listPremises(tx, admin, { limit: 1, communityId, text: '3-2-201' }))).items
    expect(first).toMatchObject({ label: '3栋2单元201室', floor: 2, areaM2: '89.37', rooms: 3, state: 'unsold' })
  })

  test('says which field is wrong', async () => {
    await expect(as(admin, tx => previewPattern(tx, admin, { ...body, floors: '9-2' }))).rejects.toMatchObject({
      code: 'registry.pattern_wrong',
      params: { field: 'floors' },
    })
    await expect(as(admin, tx => createByPattern(tx, admin, { ...body, buildings: '1-400' }))).rejects.toThrow(
      'registry.pattern_too_large',
    )
  })

  test('10,000 rooms in seconds', async () => {
    const began = performance.now()
    const made = await as(admin, tx =>
      createByPattern(tx, admin, {
        ...body,
        ...{ buildings: '101-125', units: '1-2', floors: '1-25', skipFloors: '', rooms: '01-08', columns: [] },
      }),
    )
    expect(made.premises.fresh).toBe(10_000)
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
