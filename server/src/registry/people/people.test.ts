import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/seal.ts'
import { createCommunity } from '../communities/create-community.ts'
import { createTag } from '../tags/create-tag.ts'
import { editTag, removeTag } from '../tags/edit-tag.ts'
import { tagPeople } from '../tags/tag-people.ts'
import { listTags } from '../tags/tag-view.ts'
import { addPeople } from './add-people.ts'
import { createPerson } from './create-person.ts'
import { editPerson } from './edit-person.ts'
import { findLikePeople } from './find-like-people.ts'
import type { PersonFacts } from './parse-facts.ts'
import { readPerson } from './person-detail-view.ts'
import { exportPeople, listPeople } from './person-view.ts'
import { revealPerson } from './reveal-person.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
const [communityId, otherCommunityId] = [newId(), newId()]

const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff()
  await as(admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AA', name: '安居花园', address: '' })
    await createCommunity(tx, admin, { id: otherCommunityId, code: 'BB', name: '和园', address: '' })
  })
})
afterAll(() => database.drop())

const phone = (number: string, primary = false) => ({
  id: newId(),
  kind: 'mobile' as const,
  number,
  primary,
  verified: false,
})

function facts(change: Partial<PersonFacts> = {}): PersonFacts {
  return {
    type: 'person',
    name: '王小明',
    formerNames: [],
    sex: null,
    birthday: null,
    idType: null,
    idNumber: null,
    email: null,
    postalAddress: null,
    legalRepresentative: null,
    note: '',
    phones: [],
    contacts: [],
    pets: [],
    tagIds: [],
    ...change,
  }
}

const create = (change: Partial<PersonFacts> = {}, actor = admin, place = communityId) =>
  as(actor, tx => createPerson(tx, actor, { ...facts(change), id: newId(), communityId: place }))

const edit = (person: { id: string; version: number }, change: Partial<PersonFacts>) =>
  as(admin, tx => editPerson(tx, admin, { ...facts(change), personId: person.id, version: person.version }))

const found = async (text: string) =>
  (await as(admin, tx => listPeople(tx, admin, { limit: 5, text }))).items.map(item => item.name)

const accountPhones = (personId: string) =>
  asOwner<{ phone_index: Buffer }>(database, 'select phone_index from identity.resident_account where person_id = $1', [
    personId,
  ])

describe('a person', () => {
  test('whose family name was wrong is found by the given name at once', async () => {
    const person = await create({ name: '王蔓菁' })
    await edit(person, { name: '黄蔓菁' })
    expect([await found('manjing'), await found('jing')]).toEqual([['黄蔓菁'], ['黄蔓菁']])
  })

  test('is registered with several phones, document, contacts and pets, all sealed and masked', async () => {
    const person = await create({
      phones: [phone('0755-88888888'), phone('13812345678', true)],
      idType: 'id-card',
      idNumber: '11010519491231002x',
      contacts: [{ id: newId(), name: '王大明', relation: '父亲', phone: '13900001111' }],
      pets: [
        { id: newId(), name: '旺财', species: 'dog', breed: '柴犬', licenceNumber: 'SZ-1', vaccinatedOn: '2026-03-01' },
      ],
      email: 'wang@example.com',
    })
    expect(person).toMatchObject({
      phoneMasked: '138****5678',
      emailMasked: 'w***@example.com',
      idNumberMasked: '110***********002X',
      birthday: '1949-12-31',
      sex: 'female',
    })
    expect(person.phones.map(one => [one.numberMasked, one.primary])).toEqual([
      ['075****8888', false],
      ['138****5678', true],
    ])
    expect(person.contacts).toMatchObject([{ name: '王大明', phoneMasked: '139****1111' }])
    const revealed = await as(admin, tx => revealPerson(tx, admin, { personId: person.id, reason: '核对' }))
    expect(revealed.phones.map(one => one.number)).toEqual(['0755-88888888', '13812345678'])
    expect(revealed.contacts.map(one => one.phone)).toEqual(['13900001111'])
    expect((await accountPhones(person.id))[0]?.phone_index).toEqual(blindIndex('phone', '13812345678'))
    const stored = await asOwner<{ text: string }>(
      database,
      'select p::text as text from registry.person_phone p where person_id = $1',
      [person.id],
    )
    expect(stored.map(row => row.text).join()).not.toContain('13812345678')
  })

  test('is refused with a wrong document, at its field', async () => {
    const wrong = create({ idType: 'id-card', idNumber: '110105194912310021' })
    await expect(wrong).rejects.toMatchObject({
      code: 'platform.input_wrong',
      errors: [{ path: 'idNumber', code: 'id_checksum' }],
    })
    const other = create({ type: 'organisation', idType: 'passport', idNumber: 'E12345678' })
    await expect(other).rejects.toMatchObject({ errors: [{ path: 'idType', code: 'id_type_wrong' }] })
    const twice = create({ phones: [phone('13800000000'), phone('138 0000 0000')] })
    await expect(twice).rejects.toMatchObject({ errors: [{ path: 'phones.1.number', code: 'twice' }] })
  })

  test('is edited once by each version; stored numbers stay when they are not said; the account follows the primary phone', async () => {
    const person = await create({ phones: [phone('13811110000', true)], idType: 'passport', idNumber: 'E12345678' })
    const kept = { id: person.phones[0]?.id ?? '', kind: 'mobile' as const, primary: false, verified: true }
    const after = await edit(person, {
      name: '王晓明',
      formerNames: ['王小明'],
      idType: 'passport',
      idNumber: undefined,
      phones: [phone('13811112222', true), kept],
    })
    expect(after).toMatchObject({
      name: '王晓明',
      version: 2,
      phoneMasked: '138****2222',
      idNumberMasked: person.idNumberMasked,
    })
    expect(after.phones.find(one => one.id === kept.id)?.verifiedAt).toBeInstanceOf(Date)
    expect((await accountPhones(person.id))[0]?.phone_index).toEqual(blindIndex('phone', '13811112222'))
    await expect(edit(person, {})).rejects.toMatchObject({ code: 'platform.changed_meanwhile', params: { version: 2 } })
    const found = await as(admin, tx => listPeople(tx, admin, { limit: 10, text: '王小明' }))
    expect(found.items.map(one => one.id)).toContain(person.id)
  })

  test('an organisation has a credit code, contacts with roles and a legal representative', async () => {
    const company = await create({
      type: 'organisation',
      name: '深圳市安居贸易有限公司',
      idType: 'credit-code',
      idNumber: '91440300708461136T',
      legalRepresentative: '赵总',
      sex: 'male',
      contacts: [{ id: newId(), name: '钱经理', relation: '行政', phone: null }],
    })
    expect(company).toMatchObject({
      type: 'organisation',
      sex: null,
      legalRepresentative: '赵总',
      idNumberMasked: '914***********136T',
    })
    const found = await as(admin, tx =>
      listPeople(tx, admin, { limit: 10, text: '91440300708461136T', type: 'organisation' }),
    )
    expect(found.items.map(one => one.name)).toEqual([company.name])
  })

  test('is found by any of the phones, and who looks alike is told', async () => {
    const person = await create({ name: '欧阳修', phones: [phone('13822220000', true), phone('13822221111')] })
    const byTail = await as(admin, tx => listPeople(tx, admin, { limit: 10, text: '1111' }))
    expect(byTail.items.map(one => one.id)).toContain(person.id)
    const alike = await as(admin, tx =>
      findLikePeople(tx, admin, { name: '欧阳修', phones: ['138-2222-1111'], idNumber: null }),
    )
    expect(alike.items).toMatchObject([{ id: person.id, same: ['phone', 'name'] }])
  })
})

describe('tags', () => {
  test('are made, worn by many, filter the list, and go from everybody', async () => {
    const [one, two] = [await create({ name: '甲' }), await create({ name: '乙' })]
    const tagId = newId()
    await as(admin, tx => createTag(tx, admin, { id: tagId, name: '独居老人', colour: 'red' }))
    await expect(
      as(admin, tx => createTag(tx, admin, { id: newId(), name: '独居老人', colour: 'blue' })),
    ).rejects.toThrow('registry.tag_name_taken')
    const tagged = await as(admin, tx => tagPeople(tx, admin, { personIds: [one.id, two.id], tagId, wears: true }))
    expect(tagged).toEqual({ changed: 2 })
    const listed = await as(admin, tx => listPeople(tx, admin, { limit: 10, tagId }))
    expect(listed.total).toBe(2)
    expect(listed.items[0]?.tags).toEqual([{ id: tagId, name: '独居老人', colour: 'red' }])
    const edited = await as(admin, tx => editTag(tx, admin, { tagId, name: '独居', colour: 'red', version: 1 }))
    expect([edited.version, edited.peopleCount]).toEqual([2, 2])
    await as(admin, tx => removeTag(tx, admin, { tagId, version: 2 }))
    expect((await as(admin, tx => listTags(tx, admin))).items).toEqual([])
    expect((await as(admin, tx => readPerson(tx, admin, { personId: one.id }))).tags).toEqual([])
  })
})

describe('lists and walls', () => {
  test('filters by what is known, and exports the same', async () => {
    await create({ name: '无名氏' })
    const without = await as(admin, tx => listPeople(tx, admin, { limit: 200, has: 'no-phone', presence: 'never' }))
    expect(without.items.map(one => one.name)).toContain('无名氏')
    expect(
      (await as(admin, tx => listPeople(tx, admin, { limit: 1, has: 'phone', sort: '-createdAt' }))).total,
    ).toBeGreaterThan(2)
    const file = await as(admin, tx => exportPeople(tx, admin, { format: 'csv', text: '无名' }))
    expect(String(file.body)).toMatch(/无名氏,个人/)
  })

  test('scoped staff neither see nor register people of another community', async () => {
    const scoped = await tenant.staff({ communityIds: [otherCommunityId] })
    expect((await as(scoped, tx => listPeople(tx, scoped, { limit: 10 }))).total).toBe(0)
    await expect(create({}, scoped)).rejects.toThrow('platform.not_found')
    const own = await create({ name: '和园人', phones: [phone('13833330000', true)] }, scoped, otherCommunityId)
    expect((await as(scoped, tx => readPerson(tx, scoped, { personId: own.id }))).phones).toHaveLength(1)
    const alike = await as(scoped, tx =>
      findLikePeople(tx, scoped, { name: '王小明', phones: ['13812345678'], idNumber: '11010519491231002X' }),
    )
    expect(alike.items).toEqual([])
  })

  test('many are added at once, with all their phones', async () => {
    const people = Array.from({ length: 300 }, (_, index) => ({
      id: newId(),
      name: `住户${index}`,
      sex: null,
      phone: `139${String(index).padStart(8, '0')}`,
      morePhones: ['0755-26260000'],
      idNumber: null,
    }))
    const add = () => as(tenant.system, tx => addPeople(tx, tenant.system, communityId, people))
    expect([await add(), await add()]).toEqual([300, 0])
    expect((await as(admin, tx => readPerson(tx, admin, { personId: people[7]?.id ?? '' }))).phones).toHaveLength(2)
  })
})
