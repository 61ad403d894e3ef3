import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity } from '../communities/create-community.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { addPeople } from '../people/add-people.ts'
import { createPerson } from '../people/create-person.ts'
import { exportPeople, listPeople } from '../people/person-view.ts'
import { createPremises } from '../premises/create-premises.ts'
import { addPremises } from '../premises/ensure-premises.ts'
import { listQualityFindings } from '../quality/finding-view.ts'
import { addVehicle } from '../vehicles/add-vehicle.ts'
import { editVehicle } from '../vehicles/edit-vehicle.ts'
import { vehicles } from '../vehicles/ensure-vehicles.ts'
import { exportVehicles } from '../vehicles/export-vehicles.ts'
import { listVehicles, readVehicle } from '../vehicles/vehicle-view.ts'
import { createCustomField, editCustomField } from './define-field.ts'
import { listCustomFields, readPersonFields, readVehicleFields } from './field-view.ts'
import { parseTold } from './parse-told.ts'
import { parseValue } from './parse-value.ts'
import { setPersonFields, setVehicleFields } from './set-fields.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
const [communityId, personId, fieldId] = [newId(), newId(), newId()]
const as = <T>(work: (tx: Tx) => Promise<T>, actor = admin) => inTransaction(database.db, actor, work)

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff()
  await as(async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AA', name: '安居花园', address: '' })
    await addPeople(tx, admin, communityId, [{ id: personId, name: '甲', sex: null, phone: null, idNumber: null }])
    const field = { id: fieldId, subject: 'person', label: '党员', type: 'choice', choices: ['是', '否'] } as const
    await createCustomField(tx, admin, { ...field, choices: ['是', '否'], required: true, position: 1 })
  })
})
afterAll(() => database.drop())

const say = (value: string | null, version: number) =>
  as(tx => setPersonFields(tx, admin, { personId, values: [{ fieldId, value, version }] }))

test('values are said, compared by version, filtered and exported', async () => {
  expect((await as(tx => readPersonFields(tx, admin, { personId }))).items).toMatchObject([{ value: null, version: 0 }])
  expect((await say('是', 0)).items).toMatchObject([{ value: '是', version: 1 }])
  await expect(say('否', 0)).rejects.toThrow('platform.changed_meanwhile')
  await expect(say('也许', 1)).rejects.toMatchObject({ errors: [{ path: 'values.0.value', code: 'wrong' }] })
  await expect(say(null, 1)).rejects.toMatchObject({ errors: [{ path: 'values.0.value', code: 'missing' }] })
  const found = (fieldValue?: string) => as(tx => listPeople(tx, admin, { limit: 5, fieldId, fieldValue }))
  expect([(await found('是')).total, (await found('否')).total, (await found()).total]).toEqual([1, 0, 1])
  const file = await as(tx => exportPeople(tx, admin, { format: 'csv' }))
  expect(String(file.body)).toMatch(/标签,其他资料\r\n.*,党员：是\r\n/)
})

const FACTS = {
  ...{ type: 'person', formerNames: [], sex: null, birthday: null, idType: null, idNumber: null },
  ...{ legalRepresentative: null, note: '', phones: [], contacts: [], pets: [], tagIds: [], communityId },
} as const

test('who is new must answer what must be answered', async () => {
  const register = (values?: { fieldId: string; value: string | null; version: number }[]) => {
    const id = newId()
    const body = { ...FACTS, id, name: '新人', ...(values ? { values } : {}) }
    return as(tx => createPerson(tx, admin, body as never)).then(() => id)
  }
  await expect(register()).rejects.toMatchObject({ errors: [{ path: 'values', code: 'missing' }] })
  await expect(register([{ fieldId, value: null, version: 0 }])).rejects.toMatchObject({
    errors: [{ path: 'values.0.value', code: 'missing' }],
  })
  const id = await register([{ fieldId, value: '否', version: 0 }])
  expect((await as(tx => readPersonFields(tx, admin, { personId: id }))).items).toMatchObject([{ value: '否' }])
})

test('who comes another way is found lacking; premises must answer, too', async () => {
  const room = {
    ...{
      buildingCode: null,
      unitCode: null,
      areaCode: 'S',
      floor: null,
      use: 'shop' as const,
      state: 'handed-over' as const,
      layoutCode: null,
    },
    ...{ areaM2: '10', innerAreaM2: null, areaFrom: '2020-01-01' },
  } as const
  const [lacking, shopId] = [newId(), newId()]
  await as(async tx => {
    await addPeople(tx, admin, communityId, [{ id: lacking, name: '导入的人', sex: null, phone: null, idNumber: null }])
    await addPremises(tx, admin, communityId, [{ ...room, code: '1', id: shopId }])
    await ensureOccupancies(
      tx,
      admin,
      [lacking, personId].map(one => ({ premisesId: shopId, personId: one, kind: 'owner', fromOn: '2020-01-01' })),
    )
    const field = {
      id: newId(),
      subject: 'premises',
      label: '学区',
      type: 'text',
      choices: [],
      required: true,
      position: 1,
    } as const
    await createCustomField(tx, admin, { ...field, choices: [] })
  })
  const found = async (check: 'person-fields-missing' | 'premises-fields-missing') =>
    (await as(tx => listQualityFindings(tx, admin, { check, limit: 5 } as never))).items.map(row => [
      row.title,
      row.detail,
    ])
  expect(await found('person-fields-missing')).toEqual([['导入的人', '党员']])
  expect(await found('premises-fields-missing')).toEqual([['S区车位1', '学区']])
  const place = {
    ...FACTS,
    buildingId: null,
    unitId: null,
    areaCode: 'S',
    code: '2',
    id: newId(),
    use: 'shop',
    state: 'unsold',
  }
  const none = {
    floor: null,
    floorTo: null,
    ownership: null,
    orientation: null,
    layoutCode: null,
    rooms: null,
    halls: null,
    baths: null,
  }
  const area = { areaM2: null, innerAreaM2: null, sharedAreaM2: null }
  await expect(
    as(tx => createPremises(tx, admin, { ...place, ...none, ...area, note: '' } as never)),
  ).rejects.toMatchObject({ errors: [{ path: 'values', code: 'missing' }] })
})

test('a field is renamed and archived; its label stands once; staff of one community define none', async () => {
  const change = { fieldId, choices: ['是'], required: false, position: 2 }
  const edited = await as(tx =>
    editCustomField(tx, admin, { ...change, label: '中共党员', archived: true, version: 1 }),
  )
  expect([edited.label, edited.archived, edited.version]).toEqual(['中共党员', true, 2])
  expect((await as(tx => readPersonFields(tx, admin, { personId }))).items).toHaveLength(1)
  const fresh = { subject: 'person', type: 'text', choices: [], required: false, position: 0 } as const
  const create = (label: string, actor = admin) =>
    as(tx => createCustomField(tx, actor, { ...fresh, choices: [], id: newId(), label }), actor)
  await expect(create('中共党员')).rejects.toThrow('registry.field_label_taken')
  const scoped = await tenant.staff({ communityIds: [communityId] })
  await expect(create('别的', scoped)).rejects.toThrow('platform.beyond_scope')
  const { items } = await as(tx => listCustomFields(tx, scoped, { subject: 'premises' }), scoped)
  expect(items.map(field => field.label)).toEqual(['学区'])
})

test.each([
  ['number', '012.50', '12.5'],
  ['number', '１２', '12'],
  ['number', 'zwölf', null],
  ['date', '2026-02-29', null],
  ['date', '2028-02-29', '2028-02-29'],
  ['yes-no', 'yes', 'yes'],
  ['yes-no', '是', null],
  ['text', ' ', ' '],
] as const)('%s %s → %s', (type, text, wanted) => expect(parseValue({ type, choices: [] }, text)).toBe(wanted))

describe('fields of vehicles', () => {
  const vehicleId = newId()
  const [checkedId, keptId] = [newId(), newId()]

  test('are asked when a vehicle is registered, filter the list, stand in it and in its file', async () => {
    await as(async tx => {
      const field = { subject: 'vehicle', required: true, position: 0 } as const
      await createCustomField(tx, admin, {
        ...field,
        id: checkedId,
        label: '年检',
        type: 'choice',
        choices: ['已过', '未过'],
      })
      await createCustomField(tx, admin, {
        ...{ ...field, position: 1, required: false, id: keptId, label: '固定车位', type: 'yes-no', choices: [] },
      })
    })
    const car = {
      ...{ communityId, plate: '京A12345', kind: 'car' as const, brand: null, model: null, colour: null },
      ...{ ownerId: null, premisesId: null, notes: '' },
    }
    const add = (id: string, values?: { fieldId: string; value: string | null; version: number }[]) =>
      as(tx => addVehicle(tx, admin, { ...car, photoIds: [], id, ...(values ? { values } : {}) }))
    await expect(add(newId())).rejects.toMatchObject({ errors: [{ path: 'values', code: 'missing' }] })
    const values = [
      { fieldId: checkedId, value: '已过', version: 0 },
      { fieldId: keptId, value: 'yes', version: 0 },
    ]
    await add(vehicleId, values)
    const found = async (more: object) => (await as(tx => listVehicles(tx, admin, { limit: 5, ...more }))).total
    expect([
      await found({ fieldId: checkedId, fieldValue: '已' }),
      await found({ fieldId: checkedId, fieldValue: '未' }),
      await found({ fieldId: keptId }),
    ]).toEqual([1, 0, 1])
    const file = await as(tx => exportVehicles(tx, admin, { format: 'csv' }))
    expect(String(file.body)).toContain('年检：已过；固定车位：是')
  })

  test('are edited with the vehicle or alone, by their versions, behind its walls', async () => {
    const read = async (actor = admin) => (await as(tx => readVehicleFields(tx, actor, { vehicleId }), actor)).items
    const car = await as(tx => readVehicle(tx, admin, { vehicleId }))
    await as(tx =>
      editVehicle(tx, admin, {
        ...{
          vehicleId,
          version: car.version,
          plate: car.plate,
          kind: car.kind,
          brand: '比亚迪',
          model: null,
          colour: null,
        },
        ...{ ownerId: null, premisesId: null, notes: '', photoIds: [] },
        values: [{ fieldId: checkedId, value: '未过', version: 1 }],
      }),
    )
    expect(await read()).toMatchObject([{ value: '未过', version: 2 }, { value: 'yes' }])
    const set = (version: number) =>
      as(tx => setVehicleFields(tx, admin, { vehicleId, values: [{ fieldId: keptId, value: null, version }] }))
    await expect(set(7)).rejects.toThrow('platform.changed_meanwhile')
    expect((await set(1)).items).toMatchObject([{ value: '未过' }, { value: null, version: 0 }])
    await expect(read(await tenant.staff({ communityIds: [newId()] }))).rejects.toThrow('platform.not_found')
  })

  test('a vehicle that came another way is found lacking', async () => {
    await as(tx =>
      vehicles.ensureVehicles(tx, admin, communityId, [
        { plate: '京A00001', kind: 'car', brand: null, model: null, colour: null, ownerId: null, premisesId: null },
        {
          ...{
            plate: '京A00002',
            kind: 'car',
            brand: null,
            model: null,
            colour: null,
            ownerId: null,
            premisesId: null,
          },
          answers: [{ fieldId: checkedId, value: '已过' }],
        },
      ]),
    )
    const { items } = await as(tx =>
      listQualityFindings(tx, admin, { check: 'vehicle-fields-missing', limit: 5 } as never),
    )
    expect(items.map(row => [row.title, row.detail])).toEqual([['京A00001', '年检']])
  })
})

test('what a file says of own fields is read as it is written there', () => {
  const asked = [
    { id: 'a', label: '年检', type: 'choice', choices: ['已过'] },
    { id: 'b', label: '固定车位', type: 'yes-no', choices: [] },
  ]
  expect(parseTold(asked, '年检：已过；固定车位：否')).toEqual({
    ...{
      answers: [
        { fieldId: 'a', value: '已过' },
        { fieldId: 'b', value: 'no' },
      ],
      unknown: [],
      wrong: [],
    },
  })
  expect(parseTold(asked, '年检:没去; 车位：是')).toEqual({ answers: [], unknown: ['车位'], wrong: ['年检'] })
  expect(parseTold(asked, ' ')).toEqual({ answers: [], unknown: [], wrong: [] })
})
