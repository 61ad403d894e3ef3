import type { registry as contract, RequestOf } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity } from '../communities/create-community.ts'
import { moveIn } from '../occupancies/move-in.ts'
import { createPerson } from '../people/create-person.ts'
import { editPerson } from '../people/edit-person.ts'
import type { PersonFacts } from '../people/parse-facts.ts'
import { readPerson } from '../people/person-detail-view.ts'
import { listPeople } from '../people/person-view.ts'
import { ensurePremises, premisesKey } from '../premises/ensure-premises.ts'
import { createTag } from '../tags/create-tag.ts'
import { decideDuplicate, listDuplicates } from './duplicate-view.ts'
import { exportMerges } from './export-merges.ts'
import { findDuplicates } from './find-duplicates.ts'
import { joinStays } from './join-occupancies.ts'
import { mergePeople } from './merge-people.ts'
import { listMerges } from './merge-view.ts'
import { takeSnapshot } from './take-snapshot.ts'
import { undoMerge } from './undo-merge.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
let rooms: string[]
const [communityId, tagId] = [newId(), newId()]

const as = <T>(work: (tx: Tx) => Promise<T>, actor = admin) => inTransaction(database.db, actor, work)

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff()
  rooms = await as(async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AA', name: '安居花园', address: '' })
    await createTag(tx, admin, { id: tagId, name: '独居', colour: 'red' })
    const shop = (code: string) => ({
      ...({
        buildingCode: null,
        unitCode: null,
        areaCode: 'A',
        code,
        floor: null,
        use: 'shop',
        state: 'vacant',
      } as const),
      ...{ layoutCode: null, areaM2: '80.00', innerAreaM2: null, areaFrom: '2020-01-01' },
    })
    const { idByKey } = await ensurePremises(tx, admin, communityId, ['1', '2', '3'].map(shop))
    return ['1', '2', '3'].map(
      code => idByKey.get(premisesKey({ buildingCode: null, unitCode: null, areaCode: 'A', code })) ?? '',
    )
  })
})
afterAll(() => database.drop())

const NOTHING: PersonFacts = {
  ...{ type: 'person', name: '王小明', formerNames: [], sex: null, birthday: null, idType: null, idNumber: null },
  ...{
    email: null,
    postalAddress: null,
    legalRepresentative: null,
    note: '',
    phones: [],
    contacts: [],
    pets: [],
    tagIds: [],
  },
}
const phone = (number: string, primary = true) => ({
  id: newId(),
  kind: 'mobile' as const,
  number,
  primary,
  verified: true,
})
const create = (change: Partial<PersonFacts>) =>
  as(tx => createPerson(tx, admin, { ...NOTHING, ...change, id: newId(), communityId }))
const lives = (personId: string, premisesId: string, on: string, toOn: string | null = null) =>
  as(tx =>
    moveIn(tx, admin, {
      ...{ premisesId, on },
      movers: [
        { id: newId(), personId, kind: 'family', share: null, relation: 'other', resides: true, toOn, note: '' },
      ],
    }),
  )

const KEEP: RequestOf<typeof contract.mergePeople>['take'] = {
  ...{ name: 'survivor', sex: 'survivor', birthday: 'survivor', document: 'survivor', email: 'survivor' },
  ...{ postalAddress: 'survivor', legalRepresentative: 'survivor', note: 'survivor', primaryPhone: 'survivor' },
}

async function merge(personId: string, mergedId: string, take: Partial<typeof KEEP> = {}) {
  const [one, other] = await as(async tx => [
    await readPerson(tx, admin, { personId }),
    await readPerson(tx, admin, { personId: mergedId }),
  ])
  const id = newId()
  const versions = { version: one?.version ?? 0, mergedVersion: other?.version ?? 0 }
  return as(tx => mergePeople(tx, admin, { id, personId, mergedId, ...versions, take: { ...KEEP, ...take } }))
}

describe('duplicates', () => {
  test('are found by document, by phone with the same name, by name in the same premises; a family with one phone is none', async () => {
    const idNumber = '11010519491231002X'
    const [a, b] = [
      await create({ name: '甲', idType: 'id-card', idNumber }),
      await create({ name: '乙', idType: 'id-card', idNumber }),
    ]
    const [c, d] = [
      await create({ name: '王晓', phones: [phone('13811110000')] }),
      await create({ name: '王晓', phones: [phone('13811110000')] }),
    ]
    await create({ name: '李四', phones: [phone('13811110000')] })
    const [e, f] = [await create({ name: '丁' }), await create({ name: '丁' })]
    const room = rooms[0] ?? ''
    await lives(e.id, room, '2025-01-01', '2025-12-31')
    await lives(f.id, room, '2026-01-01')
    expect(await as(tx => findDuplicates(tx, admin))).toEqual({ open: 3 })
    const { items, total } = await as(tx => listDuplicates(tx, admin, { limit: 10, state: 'open' }))
    expect(total).toBe(3)
    expect(items.map(item => [item.score, item.reasons, new Set([item.one.id, item.other.id])])).toEqual([
      [95, ['same-id'], new Set([a.id, b.id])],
      [90, ['same-phone'], new Set([c.id, d.id])],
      [75, ['same-premises'], new Set([e.id, f.id])],
    ])
    await as(tx => decideDuplicate(tx, admin, { pairId: items[2]?.id ?? '', dismissed: true }))
    expect(await as(tx => findDuplicates(tx, admin))).toEqual({ open: 2 })
    const scoped = await tenant.staff({ communityIds: [newId()] })
    expect((await as(tx => listDuplicates(tx, scoped, { limit: 10, state: 'open' }), scoped)).total).toBe(0)
  })
})

describe('merging', () => {
  test('takes the chosen values, gathers what hangs on both, closes the other account; undone it is row for row as before', async () => {
    const one = await create({
      ...{ name: '陈静', note: '旧', tagIds: [], phones: [phone('13822220001'), phone('13822220002', false)] },
      contacts: [{ id: newId(), name: '陈父', relation: '父', phone: '13900000001' }],
    })
    const other = await create({
      ...{ name: '陈婧', note: '新', tagIds: [tagId], phones: [phone('13822220002'), phone('13822220003', false)] },
      ...{ idType: 'passport', idNumber: 'E12345678', sex: 'female', email: 'chen@example.com' },
      pets: [{ id: newId(), name: '咪咪', species: 'cat', breed: '', licenceNumber: null, vaccinatedOn: null }],
    })
    const [first = '', second = ''] = rooms.slice(1)
    await lives(one.id, first, '2025-01-01', '2025-12-31')
    await lives(other.id, first, '2025-06-01')
    await lives(other.id, second, '2026-01-01')
    const both = [one.id, other.id]
    const before = await as(tx => takeSnapshot(tx, admin, both))
    const merged = await merge(one.id, other.id, {
      name: 'merged',
      document: 'merged',
      sex: 'merged',
      primaryPhone: 'merged',
    })
    const person = await as(tx => readPerson(tx, admin, { personId: one.id }))
    expect(person).toMatchObject({
      name: '陈婧',
      formerNames: ['陈静'],
      sex: 'female',
      note: '旧',
      emailMasked: null,
      phoneMasked: '138****0002',
    })
    expect([
      person.idNumberMasked,
      person.phones.length,
      person.contacts.length,
      person.pets.length,
      person.tags.length,
    ]).toEqual(['E12**5678', 3, 1, 1, 1])
    expect(person.occupancies.map(stay => [stay.premisesId, stay.fromOn, stay.toOn]).sort()).toEqual(
      [
        [first, '2025-01-01', null],
        [second, '2026-01-01', null],
      ].sort(),
    )
    expect((await as(tx => readPerson(tx, admin, { personId: other.id }))).mergedInto).toBe(one.id)
    expect((await as(tx => listPeople(tx, admin, { limit: 50, text: '陈' }))).total).toBe(1)
    const keys = await asOwner<{ n: number }>(
      database,
      `select length(phone_index)::int as n from identity.resident_account where person_id = $1`,
      [other.id],
    )
    expect(keys).toEqual([{ n: 33 }])

    expect((await as(tx => listMerges(tx, admin, { limit: 5 }))).items[0]).toMatchObject({
      id: merged.id,
      undoneAt: null,
    })
    const file = await as(tx => exportMerges(tx, admin, { format: 'csv' }))
    expect(String(file.body)).toContain(`,${admin.name},`)
    const undone = await as(tx => undoMerge(tx, admin, { mergeId: merged.id }))
    expect(undone.undoneByName).toBe(admin.name)
    expect(await as(tx => takeSnapshot(tx, admin, both))).toBe(before)
    await expect(as(tx => undoMerge(tx, admin, { mergeId: merged.id }))).rejects.toThrow('registry.merge_undone')
  })

  test('is not undone once somebody was changed since, nor done with what is not alike or was changed meanwhile', async () => {
    const [one, other, company] = [
      await create({ name: '周一' }),
      await create({ name: '周一' }),
      await create({ name: '公司', type: 'organisation' }),
    ]
    await expect(merge(one.id, company.id)).rejects.toThrow('registry.not_alike')
    await expect(merge(one.id, one.id)).rejects.toThrow('platform.not_found')
    const stale = { id: newId(), personId: one.id, version: 7, mergedId: other.id, mergedVersion: 1, take: KEEP }
    await expect(as(tx => mergePeople(tx, admin, stale))).rejects.toThrow('platform.changed_meanwhile')
    const merged = await merge(one.id, other.id)
    const now = await as(tx => readPerson(tx, admin, { personId: one.id }))
    await as(tx =>
      editPerson(tx, admin, { ...NOTHING, name: '周一', note: '改过', personId: one.id, version: now.version }),
    )
    await expect(as(tx => undoMerge(tx, admin, { mergeId: merged.id }))).rejects.toThrow('registry.changed_since_merge')
  })

  /** A small generator, the same numbers each run. */
  function chance(seed: number) {
    let state = seed
    return (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648
      return Math.floor((state / 2147483648) * below)
    }
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('property: merge, then undo, is identical rows (world %i)', async seed => {
    const pick = chance(seed)
    const somebody = async () => {
      const phones = Array.from({ length: pick(3) }, (_, index) =>
        phone(`1377777${pick(3)}${seed}${index}0`, index === 0),
      )
      const person = await create({
        ...{ name: pick(2) ? '吴某' : '吴末', note: String(pick(9)), phones, tagIds: pick(2) ? [tagId] : [] },
        contacts: Array.from({ length: pick(2) }, () => ({ id: newId(), name: '亲', relation: '', phone: null })),
      })
      for (let stay = 0; stay < pick(3); stay++) {
        const from = `20${20 + pick(6)}-0${1 + pick(9)}-01`
        await lives(person.id, rooms[pick(3)] ?? '', from, pick(2) ? `2026-0${1 + pick(9)}-28` : null).catch(
          () => undefined,
        )
      }
      return person.id
    }
    const [one, other] = [await somebody(), await somebody()]
    const before = await as(tx => takeSnapshot(tx, admin, [one, other]))
    const sides = ['survivor', 'merged'] as const
    const take = Object.fromEntries(Object.keys(KEEP).map(field => [field, sides[pick(2)]])) as typeof KEEP
    const merged = await merge(one, other, take)
    await as(tx => undoMerge(tx, admin, { mergeId: merged.id }))
    expect(await as(tx => takeSnapshot(tx, admin, [one, other]))).toBe(before)
  })

  test('stays that overlap become one over both their days', () => {
    const stay = (id: string, fromOn: string, toOn: string | null, premisesId = 'p') => ({
      ...{ id, personId: id, premisesId, kind: 'owner', fromOn, toOn, share: id === 'b' ? '0.5' : null },
    })
    const { gone, kept } = joinStays([
      stay('a', '2025-01-01', '2025-06-30'),
      stay('b', '2025-06-01', null),
      stay('c', '2025-01-01', null, 'q'),
    ])
    expect(gone).toEqual(['b'])
    expect(kept.map(one => [one.id, one.fromOn, one.toOn, one.share])).toEqual([
      ['a', '2025-01-01', null, '0.5'],
      ['c', '2025-01-01', null, null],
    ])
  })

  test('parts of one home owned over the same days are theirs together', () => {
    const third = { personId: 'a', premisesId: 'p', kind: 'owner', fromOn: '2025-01-01', toOn: null }
    const { gone, kept } = joinStays([
      { ...third, id: 'a', share: '0.33333333' },
      { ...third, id: 'b', personId: 'b', share: '0.50000000' },
    ])
    expect([gone, kept.map(one => one.share)]).toEqual([['b'], ['0.83333333']])
  })
})
