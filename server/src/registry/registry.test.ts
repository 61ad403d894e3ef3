import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import type { Actor } from '../platform/actor.ts'
import { inTransaction } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { communityTree } from './buildings/building-view.ts'
import { ensureBuildings, ensureUnits } from './buildings/ensure-buildings.ts'
import { listCommunities } from './communities/community-view.ts'
import { createCommunity } from './communities/create-community.ts'
import { ensureOccupancies } from './occupancies/ensure-occupancies.ts'
import { premisesOfListener } from './occupancies/occupancy-view.ts'
import { addPeople } from './people/add-people.ts'
import { readPerson } from './people/person-detail-view.ts'
import { listPeople } from './people/person-view.ts'
import { revealPerson } from './people/reveal-person.ts'
import { ensurePremises, type PremisesInput } from './premises/ensure-premises.ts'
import { exportPremises } from './premises/export-premises.ts'
import { readPremises } from './premises/premises-detail-view.ts'
import { listPremises } from './premises/premises-view.ts'
import { search } from './search/search.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
const communityId = newId()
const otherCommunityId = newId()
const wang = { id: newId(), name: '王小明', sex: 'male' as const, phone: '13812345678', idNumber: '11010519491231002X' }
const zhang = { id: newId(), name: '张三', sex: null, phone: null, idNumber: null }
let rooms: Map<string, string>

const room = (code: string): PremisesInput => ({
  buildingCode: '1',
  unitCode: '2',
  areaCode: null,
  code,
  floor: 3,
  use: 'residential',
  state: 'occupied',
  layoutCode: null,
  areaM2: '89.37',
  innerAreaM2: null,
  areaFrom: '2020-01-01',
})

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff()
  rooms = await inTransaction(database.db, admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '' })
    await createCommunity(tx, admin, { id: otherCommunityId, code: 'HY', name: '和园', address: '' })
    for (const id of [communityId, otherCommunityId]) {
      await ensureBuildings(tx, admin, id, [{ code: '1' }, { code: '10' }, { code: '2' }])
      await ensureUnits(tx, admin, id, [{ buildingCode: '1', code: '2', floors: 33, hasLift: true }])
    }
    await ensurePremises(tx, admin, otherCommunityId, [room('301')])
    const made = await ensurePremises(tx, admin, communityId, [room('301'), room('302')])
    await addPeople(tx, admin, communityId, [wang, zhang])
    const at = (code: string) => made.idByKey.get(`1/2//${code}`) ?? ''
    await ensureOccupancies(tx, admin, [
      { premisesId: at('301'), personId: wang.id, kind: 'owner', fromOn: '2020-01-01' },
      { premisesId: at('302'), personId: zhang.id, kind: 'owner', fromOn: '2020-01-01' },
    ])
    return made.idByKey
  })
})

afterAll(() => database.drop())

const as = <T>(actor: Actor, work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(database.db, actor, work)
const roomId = (code: string) => rooms.get(`1/2//${code}`) ?? ''
const page = { limit: 50 }

describe('premises', () => {
  test('the same rooms again change nothing', async () => {
    const again = await as(admin, tx => ensurePremises(tx, admin, communityId, [room('301'), room('302')]))
    expect(again.created).toBe(0)
    const buildings = await as(admin, tx => ensureBuildings(tx, admin, communityId, [{ code: '1' }]))
    expect(buildings.created).toBe(0)
  })

  test('listed with occupants, filtered, sorted and paged', async () => {
    const all = await as(admin, tx => listPremises(tx, admin, { ...page, communityId }))
    expect(all.items.map(item => [item.label, item.areaM2, item.occupants.map(occupant => occupant.name)])).toEqual([
      ['1栋2单元301室', '89.37', ['王小明']],
      ['1栋2单元302室', '89.37', ['张三']],
    ])
    const first = await as(admin, tx => listPremises(tx, admin, { limit: 1, sort: '-label', communityId }))
    expect([first.total, first.items[0]?.code]).toEqual([2, '302'])
    const second = await as(admin, tx =>
      listPremises(tx, admin, { limit: 1, sort: '-label', communityId, cursor: first.next ?? '' }),
    )
    expect([second.next, second.items[0]?.code]).toEqual([null, '301'])
    const found = await as(admin, tx => listPremises(tx, admin, { ...page, communityId, text: '1号楼2单元302' }))
    expect(found.items.map(item => item.code)).toEqual(['302'])
  })

  test('a page of another order is refused', async () => {
    const first = await as(admin, tx => listPremises(tx, admin, { limit: 1, communityId }))
    await expect(
      as(admin, tx => listPremises(tx, admin, { limit: 1, communityId, sort: '-label', cursor: first.next ?? '' })),
    ).rejects.toThrow('platform.cursor_wrong')
    await expect(as(admin, tx => listPremises(tx, admin, { limit: 1, sort: 'password' }))).rejects.toThrow(
      'platform.sort_wrong',
    )
  })

  test('read with areas and occupancies; phones masked', async () => {
    const detail = await as(admin, tx => readPremises(tx, admin, { premisesId: roomId('301') }))
    expect(detail.areas).toMatchObject([{ fromOn: '2020-01-01', areaM2: '89.37', innerAreaM2: null }])
    expect(detail.states).toMatchObject([{ fromOn: '2020-01-01', toOn: null, state: 'occupied' }])
    expect(detail.occupancies.map(item => [item.personName, item.phoneMasked, item.toOn])).toEqual([
      ['王小明', '138****5678', null],
    ])
  })

  test('exports as csv with the Chinese headings', async () => {
    const file = await as(admin, tx => exportPremises(tx, admin, { format: 'csv', communityId }))
    expect(String(file.body)).toMatch(/^\uFEFF小区,房产,.*\r\n安居花园,1栋2单元301室,.*住宅,自住/)
  })

  test('buildings come by number', async () => {
    const tree = await as(admin, tx => communityTree(tx, admin, { communityId }))
    expect(tree.buildings.map(building => building.code)).toEqual(['1', '2', '10'])
    expect(tree.buildings[0]?.units[0]?.premisesCount).toBe(2)
  })
})

describe('search finds a household by what people type', () => {
  test.each([
    ['1-2-301', '1栋2单元301室'],
    ['1栋2单元301室', '1栋2单元301室'],
    ['１－２－３０１', '1栋2单元301室'],
    ['301', '1栋2单元301室'],
    ['王小', '王小明'],
    ['wangxm', null],
    ['wangxiaoming', '王小明'],
    ['wxm', '王小明'],
    ['5678', '王小明'],
    ['13812345678', '王小明'],
  ])('%s', async (text, wanted) => {
    const { hits } = await as(admin, tx => search(tx, admin, { text, limit: 10, communityId }))
    expect(hits[0]?.title ?? null).toBe(wanted)
    if (wanted) expect(hits[0]?.premisesId).toBe(roomId('301'))
  })
})

describe('personal data', () => {
  test('sealed in the database, masked in answers', async () => {
    const [row] = await asOwner<{ phone_sealed: Buffer }>(
      database,
      'select number_sealed as phone_sealed from registry.person_phone where person_id = $1',
      [wang.id],
    )
    expect(row?.phone_sealed.includes(Buffer.from('13812345678'))).toBe(false)
    const person = await as(admin, tx => readPerson(tx, admin, { personId: wang.id }))
    expect([person.phoneMasked, person.idNumberMasked]).toEqual(['138****5678', '110***********002X'])
  })

  test('revealed for a reason, which the audit log keeps', async () => {
    const shown = await as(admin, tx => revealPerson(tx, admin, { personId: wang.id, reason: '核对欠费联系人' }))
    expect(shown).toMatchObject({ phone: '13812345678', idNumber: '11010519491231002X', contacts: [] })
    const lines = await asOwner(
      database,
      "select object, detail from platform.audit where action = 'registry.personRevealed'",
    )
    expect(lines).toEqual([{ object: wang.id, detail: { reason: '核对欠费联系人' } }])
  })
})

describe('walls', () => {
  test('staff of one community see nothing of the other', async () => {
    const scoped = await tenant.staff({ communityIds: [otherCommunityId] })
    const premises = await as(scoped, tx => listPremises(tx, scoped, page))
    expect(premises.items.map(item => item.communityId)).toEqual([otherCommunityId])
    expect((await as(scoped, tx => listPeople(tx, scoped, page))).total).toBe(0)
    expect((await as(scoped, tx => listCommunities(tx, scoped))).items.map(item => item.name)).toEqual(['和园'])
    expect((await as(scoped, tx => search(tx, scoped, { text: 'wxm', limit: 10 }))).hits).toEqual([])
    await expect(as(scoped, tx => readPremises(tx, scoped, { premisesId: roomId('301') }))).rejects.toThrow(
      'platform.not_found',
    )
    await expect(as(scoped, tx => revealPerson(tx, scoped, { personId: wang.id, reason: '好奇' }))).rejects.toThrow(
      'platform.not_found',
    )
  })

  test('another company sees nothing, and writes nothing into ours', async () => {
    const stranger = await (await makeTenant(database, '别家物业')).staff()
    expect((await as(stranger, tx => listPremises(tx, stranger, page))).total).toBe(0)
    expect((await as(stranger, tx => search(tx, stranger, { text: '301', limit: 10 }))).hits).toEqual([])
    // Neither our person nor our room is there for them.
    await expect(
      as(stranger, tx =>
        ensureOccupancies(tx, stranger, [
          { premisesId: roomId('301'), personId: wang.id, kind: 'tenant', fromOn: '2020-01-01' },
        ]),
      ),
    ).rejects.toThrow('platform.not_found')
  })

  test('a resident sees the own household only', async () => {
    const [account] = await asOwner<{ id: string }>(
      database,
      'select id from identity.resident_account where person_id = $1',
      [wang.id],
    )
    expect(account).toBeDefined()
    const resident = await tenant.resident(zhang.id)
    expect(await premisesOfListener(database.db, resident)).toEqual(new Set([roomId('302')]))
    const seen = await as(resident, tx => listPremises(tx, resident, page))
    expect(seen.items.map(item => item.code)).toEqual(['302'])
    const people = await as(resident, tx => listPeople(tx, resident, page))
    expect(people.items.map(item => item.name)).toEqual(['张三'])
  })
})
