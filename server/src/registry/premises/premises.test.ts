import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings, ensureUnits } from '../buildings/ensure-buildings.ts'
import { createCommunity } from '../communities/create-community.ts'
import { createCustomField } from '../fields/define-field.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { addPeople } from '../people/add-people.ts'
import { search } from '../search/search.ts'
import { changePremisesState } from './change-state.ts'
import { createPremises } from './create-premises.ts'
import { deletePremises } from './delete-premises.ts'
import { editManyPremises } from './edit-many-premises.ts'
import { editPremises } from './edit-premises.ts'
import { exportPremises } from './export-premises.ts'
import { addPremisesAlias, removePremisesAlias } from './name-premises.ts'
import { readPremises } from './premises-detail-view.ts'
import { listPremises } from './premises-view.ts'
import { removePremisesArea, setPremisesArea } from './set-area.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
let buildingId = ''
let unitId = ''
let otherUnitId = ''
const communityId = newId()
const otherId = newId()

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff({ name: '周明' })
  await as(admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '' })
    await createCommunity(tx, admin, { id: otherId, code: 'HY', name: '和园', address: '' })
    const { idByCode } = await ensureBuildings(tx, admin, communityId, [{ code: '1' }, { code: '2' }])
    const units = await ensureUnits(tx, admin, communityId, [
      { buildingCode: '1', code: '2', floors: 18, hasLift: true },
      { buildingCode: '2', code: '1', floors: 18, hasLift: true },
    ])
    buildingId = idByCode.get('1') ?? ''
    unitId = units.idByKey.get('1/2') ?? ''
    otherUnitId = units.idByKey.get('2/1') ?? ''
  })
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

const as = <T>(actor: Actor, work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(database.db, actor, work)

const place = (code: string) => ({ buildingId, unitId, areaCode: null, code })
const FACTS = {
  floor: 3,
  floorTo: null,
  use: 'residential',
  ownership: 'commodity',
  orientation: 'S',
  layoutCode: 'A',
  rooms: 3,
  halls: 2,
  baths: 1,
  note: '',
} as const
const AREA = { areaM2: '89.37', innerAreaM2: '72.10', sharedAreaM2: '17.27' }
const make = (code: string, more: object = {}) =>
  as(admin, tx =>
    createPremises(tx, admin, {
      ...{ id: newId(), communityId, ...place(code), ...FACTS, ...AREA, state: 'vacant', areaFromOn: '2020-01-01' },
      ...more,
    }),
  )
const list = (filters: object, actor = admin) =>
  as(actor, tx => listPremises(tx, actor, { limit: 50, communityId, ...filters }))
const codes = async (filters: object) => (await list(filters)).items.map(item => item.code)

describe('one premises', () => {
  test('is made with area, state, and every spelling that finds it', async () => {
    const made = await make('３０１')
    expect(made).toMatchObject({ code: '301', label: '1栋2单元301室', areaM2: '89.37', rooms: 3, version: 1 })
    expect(made.states).toMatchObject([{ state: 'vacant', fromOn: '2026-11-23', toOn: null, changedByName: '周明' }])
    expect(made.aliases.map(one => one.alias)).toEqual(['1-2-301', '1-301', '301'])
    for (const text of ['1-2-301', '1栋2单元301室', '１－２－３０１']) {
      const { hits } = await as(admin, tx => search(tx, admin, { text, limit: 5 }))
      expect(hits.map(hit => hit.id)).toEqual([made.id])
    }
  })

  test('its code is its own, its place is one, its floors and areas fit', async () => {
    await expect(make('301')).rejects.toThrow('registry.premises_code_taken')
    await expect(make('900', { unitId: otherUnitId })).rejects.toThrow('registry.place_wrong')
    await expect(make('900', { buildingId: null, unitId: null })).rejects.toThrow('registry.place_wrong')
    await expect(make('900', { communityId: otherId })).rejects.toThrow('registry.place_wrong')
    await expect(make('900', { floorTo: 3 })).rejects.toThrow('registry.floors_wrong')
    await expect(make('900', { sharedAreaM2: '17.28' })).rejects.toThrow('registry.area_parts_wrong')
    await expect(make('900', { stateFromOn: '2026-11-24' })).rejects.toThrow('registry.state_day_wrong')
  })

  test('is edited from the version that was read; a new code is found, the old one no more', async () => {
    const made = await make('401')
    const edit = (more: object) =>
      as(admin, async tx => [
        await editPremises(tx, admin, { premisesId: made.id, version: 1, ...place('401'), ...FACTS, ...more }),
        tx.changes,
      ])
    const [after, changes] = await edit({ code: '402', rooms: 4, floor: 4, floorTo: 5 })
    expect(after).toMatchObject({ label: '1栋2单元402室', rooms: 4, floorTo: 5, version: 2 })
    expect(changes).toContainEqual({ field: 'rooms', before: 3, after: 4 })
    expect(await codes({ text: '1-2-402' })).toEqual(['402'])
    expect(await codes({ text: '1-2-401' })).toEqual([])
    expect(await codes({ floor: 5 })).toEqual(['402'])
    await expect(edit({ rooms: 5 })).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
      params: { version: 2 },
    })
    await expect(
      as(admin, tx => editPremises(tx, admin, { premisesId: made.id, version: 2, ...place('301'), ...FACTS })),
    ).rejects.toThrow('registry.premises_code_taken')
  })

  test('two edits at once: nothing of the first is lost', async () => {
    const { id } = await make('403')
    const both = await Promise.allSettled(
      [4, 5].map(rooms =>
        as(admin, tx => editPremises(tx, admin, { premisesId: id, version: 1, ...place('403'), ...FACTS, rooms })),
      ),
    )
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('a parking space lies in an area', async () => {
    const made = await make('C001', { buildingId: null, unitId: null, areaCode: '1', use: 'parking', floor: -1 })
    expect(made.label).toBe('1区车位C001')
  })

  test('made by mistake it goes again, until somebody lives there', async () => {
    const { id } = await make('404')
    const personId = newId()
    await as(admin, async tx => {
      await addPeople(tx, admin, communityId, [
        { id: personId, name: '王小明', sex: null, phone: null, idNumber: null },
      ])
      await ensureOccupancies(tx, admin, [{ premisesId: id, personId, kind: 'owner', fromOn: '2020-01-01' }])
    })
    await expect(as(admin, tx => deletePremises(tx, admin, { premisesId: id, version: 1 }))).rejects.toThrow(
      'registry.still_used',
    )
    expect((await list({ owner: 'yes' })).items.map(item => item.code)).toEqual(['404'])
    expect((await list({ owner: 'no-phone', text: '404' })).total).toBe(1)
    expect((await list({ owner: 'phone' })).total).toBe(0)
    const empty = await make('405')
    await expect(as(admin, tx => deletePremises(tx, admin, { premisesId: empty.id, version: 9 }))).rejects.toThrow(
      'platform.changed_meanwhile',
    )
    await as(admin, tx => deletePremises(tx, admin, { premisesId: empty.id, version: 1 }))
    await expect(as(admin, tx => readPremises(tx, admin, { premisesId: empty.id }))).rejects.toThrow(
      'platform.not_found',
    )
    expect((await make('405')).code).toBe('405')
  })
})

describe('areas over time', () => {
  test('a back-dated area is published, the same day again corrects it, and taking it back lets the one before hold', async () => {
    const { id } = await make('501')
    const set = (version: number, fromOn: string, areaM2: string) =>
      as(admin, tx =>
        setPremisesArea(tx, admin, {
          ...{ premisesId: id, version, fromOn, areaM2, innerAreaM2: null, sharedAreaM2: null, note: '实测' },
        }),
      )
    const after = await set(1, '2026-03-01', '90.01')
    expect(after.areas.map(area => [area.fromOn, area.areaM2, area.recordedBy])).toEqual([
      ['2020-01-01', '89.37', '周明'],
      ['2026-03-01', '90.01', '周明'],
    ])
    expect([after.areaM2, after.version]).toEqual(['90.01', 2])
    await expect(set(1, '2026-03-01', '91.00')).rejects.toThrow('platform.changed_meanwhile')
    expect((await set(2, '2026-03-01', '91.00')).areaM2).toBe('91.00')
    // One to come does not hold yet.
    expect((await set(3, '2027-01-01', '99.00')).areaM2).toBe('91.00')
    const remove = (version: number) =>
      as(admin, tx => removePremisesArea(tx, admin, { premisesId: id, fromOn: '2026-03-01', version }))
    await expect(remove(2)).rejects.toThrow('platform.changed_meanwhile')
    const back = await remove(4)
    expect(back.areaM2).toBe('89.37')
    await expect(remove(5)).rejects.toThrow('platform.not_found')
    const events = await asOwner<{ payload: object }>(
      database,
      `select payload from platform.event where name = 'registry.areaChanged' and payload->>'premisesId' = $1 order by seq`,
      [id],
    )
    expect(events.map(event => event.payload)).toMatchObject([
      { fromOn: '2026-03-01', backdated: true },
      { fromOn: '2026-03-01', backdated: true },
      { fromOn: '2027-01-01', backdated: false },
      { fromOn: '2026-03-01', backdated: true },
    ])
  })

  test('lists are narrowed and ordered by the area of today', async () => {
    await make('502', { areaM2: '120.50' })
    expect(await codes({ areaFrom: '100', areaTo: '120.50' })).toEqual(['502'])
    expect((await codes({ sort: '-area' }))[0]).toBe('502')
    expect((await codes({ sort: 'area' })).at(-1)).toBe('502')
  })
})

describe('states over time', () => {
  const change = (premisesId: string, version: number, state: 'sold' | 'handed-over' | 'let', more: object = {}) =>
    as(admin, tx =>
      changePremisesState(tx, admin, {
        ...{ premisesId, version, state, fromOn: '2026-11-20', reason: '签约', correction: false, ...more },
      }),
    )

  test('each has its days, who and why; what cannot follow is refused unless it corrects', async () => {
    const { id } = await make('601', { state: 'unsold', stateFromOn: '2026-01-01' })
    const sold = await change(id, 1, 'sold')
    expect(sold).toMatchObject({ state: 'sold', version: 2 })
    expect(sold.states.map(one => [one.state, one.fromOn, one.toOn, one.reason])).toEqual([
      ['sold', '2026-11-20', null, '签约'],
      ['unsold', '2026-01-01', '2026-11-19', ''],
    ])
    await expect(change(id, 2, 'let')).rejects.toMatchObject({
      code: 'registry.state_not_next',
      params: { from: 'sold', to: 'let' },
    })
    await expect(change(id, 2, 'handed-over', { fromOn: '2026-11-19' })).rejects.toThrow('registry.state_day_wrong')
    await expect(change(id, 2, 'handed-over', { fromOn: '2026-11-24' })).rejects.toThrow('registry.state_day_wrong')
    await expect(change(id, 1, 'handed-over')).rejects.toThrow('platform.changed_meanwhile')
    expect((await change(id, 2, 'let', { correction: true })).state).toBe('let')
  })

  test('many at once: what can be done is done, the rest says why not', async () => {
    const [one, two, three] = [await make('701'), await make('702', { state: 'unsold' }), await make('703')]
    const body = {
      items: [
        { id: one.id, version: 1 },
        { id: two.id, version: 1 },
        { id: three.id, version: 9 },
      ],
      set: { state: 'decorating' as const, layoutCode: 'B' },
      reason: '统一装修',
      correction: false,
    }
    const answer = await as(admin, tx => editManyPremises(tx, admin, body))
    expect(answer.results.map(result => result.outcome)).toEqual(['changed', 'state-not-next', 'changed-meanwhile'])
    const after = await as(admin, tx => readPremises(tx, admin, { premisesId: one.id }))
    expect(after).toMatchObject({ state: 'decorating', layoutCode: 'B', version: 3 })
    expect(after.states[0]).toMatchObject({ state: 'decorating', reason: '统一装修' })
    const lines = await asOwner(
      database,
      `select object from platform.audit where action = 'registry.editManyPremises'`,
    )
    expect(lines).toEqual([{ object: one.id }])
    const again = await as(admin, tx => editManyPremises(tx, admin, { ...body, items: [{ id: one.id, version: 3 }] }))
    expect([again.changed, again.results[0]?.outcome]).toEqual([0, 'unchanged'])
  })
})

describe('names by hand', () => {
  test('find premises in any width, once, until they are taken back', async () => {
    const { id } = await make('801')
    const name = (alias: string) => as(admin, tx => addPremisesAlias(tx, admin, { premisesId: id, alias }))
    await name('临街 １２号')
    expect((await name('临街12号')).aliases.filter(one => one.own)).toEqual([{ alias: '临街12号', own: true }])
    await name('老-0801')
    expect(await codes({ text: '临街12' })).toEqual(['801'])
    await expect(name('——')).rejects.toThrow('registry.alias_wrong')
    await as(admin, tx => removePremisesAlias(tx, admin, { premisesId: id, alias: '临街12号' }))
    expect(await codes({ text: '临街12' })).toEqual([])
    // What follows from the code is not taken back by hand.
    await expect(as(admin, tx => removePremisesAlias(tx, admin, { premisesId: id, alias: '1-2-801' }))).rejects.toThrow(
      'platform.not_found',
    )
  })
})

describe('walls', () => {
  test('premises of another scope or company are not there to be changed', async () => {
    const { id } = await make('901')
    const scoped = await tenant.staff({ communityIds: [otherId] })
    const stranger = await (await makeTenant(database, '别家物业')).staff()
    for (const actor of [scoped, stranger]) {
      const nothing = async (work: Parameters<typeof inTransaction<unknown>>[2]) =>
        expect(as(actor, work)).rejects.toThrow('platform.not_found')
      await nothing(tx => editPremises(tx, actor, { premisesId: id, version: 1, ...place('902'), ...FACTS }))
      await nothing(tx => deletePremises(tx, actor, { premisesId: id, version: 1 }))
      await nothing(tx => addPremisesAlias(tx, actor, { premisesId: id, alias: '老901' }))
      await nothing(tx =>
        setPremisesArea(tx, actor, { premisesId: id, version: 1, fromOn: '2026-01-01', ...AREA, note: '' }),
      )
      await nothing(tx =>
        changePremisesState(tx, actor, {
          ...{ premisesId: id, version: 1, state: 'let', fromOn: '2026-11-23', reason: '', correction: false },
        }),
      )
      await nothing(tx =>
        createPremises(tx, actor, { id: newId(), communityId, ...place('903'), ...FACTS, ...AREA, state: 'vacant' }),
      )
      await nothing(tx =>
        editManyPremises(tx, actor, { items: [{ id, version: 1 }], set: { rooms: 9 }, reason: '', correction: false }),
      )
    }
    expect((await as(admin, tx => readPremises(tx, admin, { premisesId: id }))).version).toBe(1)
  })
})

test('the file speaks in words', async () => {
  const file = await as(admin, tx => exportPremises(tx, admin, { format: 'csv', communityId, text: '1-2-301' }))
  expect(String(file.body)).toContain('1栋2单元301室,1,2,3,,301,,住宅,空置,89.37,A 3室2厅1卫,南,商品房,')
})

test('the company’s own fields are said with the premises, filtered and exported', async () => {
  const fieldId = newId()
  const field = { id: fieldId, subject: 'premises', label: '学区', type: 'text', required: true, position: 1 } as const
  await as(admin, tx => createCustomField(tx, admin, { ...field, choices: [] }))
  const id = newId()
  const fresh = { ...FACTS, ...place('1701'), id, communityId, state: 'vacant' as const }
  const area = { areaM2: '89.37', innerAreaM2: null, sharedAreaM2: null }
  const say = (value: string | null) =>
    as(admin, tx => createPremises(tx, admin, { ...fresh, ...area, values: [{ fieldId, value, version: 0 }] }))
  await expect(say(null)).rejects.toMatchObject({ errors: [{ path: 'values.0.value', code: 'missing' }] })
  const made = await say('南山实验小学')
  expect(made.fields).toEqual([{ fieldId, value: '南山实验小学' }])
  const found = (fieldValue?: string) => as(admin, tx => listPremises(tx, admin, { limit: 5, fieldId, fieldValue }))
  expect([(await found()).total, (await found('南山')).total, (await found('福田')).total]).toEqual([1, 1, 0])
  const file = await as(admin, tx => exportPremises(tx, admin, { fieldId, format: 'csv' }))
  expect(String(file.body)).toContain('学区：南山实验小学')
  const { version } = made
  const change = {
    ...FACTS,
    ...place('1701'),
    premisesId: id,
    version,
    values: [{ fieldId, value: '育才二小', version: 1 }],
  }
  const edited = await as(admin, tx => editPremises(tx, admin, change))
  expect(edited.fields).toEqual([{ fieldId, value: '育才二小' }])
})
