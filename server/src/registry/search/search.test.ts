import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeTenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings, ensureUnits } from '../buildings/ensure-buildings.ts'
import { createCommunity } from '../communities/create-community.ts'
import { addPeople } from '../people/add-people.ts'
import { listPeople } from '../people/person-view.ts'
import { spellNames } from '../people/spell-names.ts'
import { ensurePremises } from '../premises/ensure-premises.ts'
import { addPremisesAlias } from '../premises/name-premises.ts'
import { listPremises } from '../premises/premises-view.ts'
import { registry } from '../tables.ts'
import { homes } from './find-rooms.ts'
import { peopleSearch, premisesSearch } from './search.ts'

let database: TestDatabase
let admin: Actor
const communityId = newId()
beforeAll(async () => {
  database = await cloneDatabase()
  admin = await (await makeTenant(database)).staff()
  const place = { unitCode: null, areaCode: null, floor: 1, state: 'occupied', layoutCode: null } as const
  const facts = { areaM2: '30', innerAreaM2: null, areaFrom: '2020-01-01' } as const
  await as(async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '' })
    await ensureBuildings(tx, admin, communityId, [{ code: '1' }, { code: '2' }])
    await ensureUnits(tx, admin, communityId, [{ buildingCode: '1', code: '2', floors: 18, hasLift: true }])
    const { idByKey } = await ensurePremises(tx, admin, communityId, [
      { ...place, ...facts, buildingCode: '2', code: '04铺', use: 'shop' },
      { ...place, ...facts, buildingCode: '2', code: '储藏间12', use: 'storage' },
      { ...place, ...facts, buildingCode: '1', code: '设备房', use: 'public' },
      { ...place, ...facts, buildingCode: '1', unitCode: '2', code: '301', use: 'residential' },
    ])
    const premisesId = idByKey.get('2///04铺') ?? ''
    await addPremisesAlias(tx, admin, { premisesId, alias: '东门小铺' })
    const person = { type: 'person' as const, sex: null, idNumber: null }
    await addPeople(tx, admin, communityId, [{ ...person, id: newId(), name: '王小明', phone: '13911112222' }])
    await addPeople(tx, admin, communityId, [{ ...person, id: newId(), name: '欧阳锋', phone: null }])
  })
})
afterAll(() => database.drop())

const as = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, admin, work)
const titles = async (part: typeof premisesSearch, text: string) =>
  (await as(tx => part.find(tx, admin, { text, limit: 5 }))).map(hit => hit.title)

test('each room is found by its own label, by its number and by the name it was given', async () => {
  for (const [text, label] of [
    ['2栋04铺', '2栋04铺'],
    ['04铺', '2栋04铺'],
    ['2栋储藏间12', '2栋储藏间12室'],
    ['1栋设备房', '1栋设备房'],
    ['设备房', '1栋设备房'],
    ['1栋2单元301室', '1栋2单元301室'],
    ['东门小铺', '2栋04铺'],
    ['1#2单元301', '1栋2单元301室'],
    ['1#301', '1栋2单元301室'],
    ['一栋二单元301', '1栋2单元301室'],
  ] as const) {
    expect(await titles(premisesSearch, text), text).toEqual([label])
    const { items } = await as(tx => listPremises(tx, admin, { limit: 5, text }))
    expect(
      items.map(row => row.label),
      text,
    ).toEqual([label])
  }
  expect((await as(tx => homes.findRooms(tx, communityId, '2栋04铺'))).map(room => room.label)).toEqual(['2栋04铺'])
})

test('a text without letters or digits finds no room, and a name none either', async () => {
  for (const text of ['%', '_', '#', '。', '王小明']) {
    expect(await titles(premisesSearch, text), text).toEqual([])
    expect((await as(tx => listPremises(tx, admin, { limit: 5, text }))).items, text).toEqual([])
  }
})

test('a phone is found however it is written', async () => {
  for (const text of [
    '13911112222',
    '139 1111 2222',
    '139-1111-2222',
    '+86 13911112222',
    '１３９１１１１２２２２',
    '2222',
  ])
    expect(await titles(peopleSearch, text), text).toEqual(['王小明'])
})

test('people are found by the pinyin of their given names and with blanks between, and so in lists', async () => {
  for (const [text, name] of [
    ['xiaoming', '王小明'],
    ['ming', '王小明'],
    ['xm', '王小明'],
    ['Wang Xiaoming', '王小明'],
    ['ou yang', '欧阳锋'],
    ["ou'yang feng", '欧阳锋'],
    ['feng', '欧阳锋'],
  ] as const) {
    expect(await titles(peopleSearch, text), text).toEqual([name])
    expect(
      (await as(tx => listPeople(tx, admin, { limit: 5, text }))).items.map(row => row.name),
      text,
    ).toEqual([name])
  }
})

test('whose spelling was lost with a change of the name is spelled anew', async () => {
  await as(tx =>
    sql`update registry.person set name = '王大明', name_pinyin = 'wangdaming', name_initials = 'wdm' where name = '王小明'`.execute(
      registry(tx),
    ),
  )
  expect(await titles(peopleSearch, 'daming')).toEqual([])
  expect([await as(tx => spellNames(tx, admin)), await as(tx => spellNames(tx, admin))]).toEqual([1, 0])
  expect(await titles(peopleSearch, 'daming')).toEqual(['王大明'])
})
