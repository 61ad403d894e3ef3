import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity } from '../communities/create-community.ts'
import { addPeople } from '../people/add-people.ts'
import { ensurePremises, premisesKey } from '../premises/ensure-premises.ts'
import { correctOccupancy, removeOccupancy } from './correct-occupancy.ts'
import { ensureOccupancies } from './ensure-occupancies.ts'
import { listCorrections, readHouseholdOn } from './household-view.ts'
import { moveIn } from './move-in.ts'
import { moveOut } from './move-out.ts'
import { stateAfter } from './residence.ts'
import { excessOf, sharesComplete } from './shares.ts'
import { transferOwnership } from './transfer-ownership.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
let premisesId: string
let people: Record<string, string>
const communityId = newId()
let rooms = 0

const as = <T>(work: (tx: Tx) => Promise<T>, actor = admin) => inTransaction(database.db, actor, work)

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff()
  await as(tx => createCommunity(tx, admin, { id: communityId, code: 'AA', name: '安居花园', address: '' }))
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

beforeEach(async () => {
  const code = `S${++rooms}`
  const { idByKey } = await as(tx =>
    ensurePremises(tx, admin, communityId, [
      {
        ...{ buildingCode: null, unitCode: null, areaCode: 'A', code, floor: null, use: 'shop', state: 'handed-over' },
        ...{ layoutCode: null, areaM2: '80.00', innerAreaM2: null, areaFrom: '2020-01-01' },
      } as const,
    ]),
  )
  premisesId = idByKey.get(premisesKey({ buildingCode: null, unitCode: null, areaCode: 'A', code })) ?? ''
  const names = ['甲', '乙', '丙', '丁']
  people = Object.fromEntries(names.map(name => [name, newId()]))
  await as(tx =>
    addPeople(
      tx,
      admin,
      communityId,
      names.map(name => ({ id: people[name] ?? '', name, sex: null, phone: null, idNumber: null })),
    ),
  )
})

const mover = (name: string, kind: 'owner' | 'family' | 'tenant' | 'temporary', more: object = {}) => ({
  ...{
    id: newId(),
    personId: people[name] ?? '',
    kind,
    share: null,
    relation: null,
    resides: true,
    toOn: null,
    note: '',
  },
  ...more,
})
const into = (on: string, ...movers: ReturnType<typeof mover>[]) =>
  as(tx => moveIn(tx, admin, { premisesId, on, movers }))
const out = (lastOn: string, leavers: { id: string; version: number }[], more: object = {}) =>
  as(tx =>
    moveOut(tx, admin, {
      ...{ premisesId, lastOn, withFamily: false, reason: 'moved-out', note: '', forwarding: null },
      leavers: leavers.map(({ id, version }) => ({ occupancyId: id, version })),
      ...more,
    }),
  )
const who = async (on: string) => {
  const { occupancies } = await as(tx => readHouseholdOn(tx, admin, { premisesId, on }))
  return occupancies.map(one => `${one.personName} ${one.kind}`).sort()
}
const state = async () =>
  (await asOwner<{ state: string }>(database, 'select state from registry.premises where id = $1', [premisesId]))[0]
    ?.state

describe('moving in and out', () => {
  test('who lived there is known for any day; premises follow who is there', async () => {
    const home = await into(
      '2024-05-01',
      mover('甲', 'owner', { share: '1' }),
      mover('乙', 'family', { relation: 'spouse' }),
    )
    expect([home.shareTotal, home.sharesComplete, await state()]).toEqual(['1', true, 'occupied'])
    const owner = home.occupancies.find(one => one.kind === 'owner')
    if (!owner) throw new Error('no owner')
    await out('2025-12-31', [owner], { withFamily: true, forwarding: '深圳市南山区', note: '换房' })
    expect(await state()).toBe('vacant')
    await into('2026-01-01', mover('丙', 'tenant', { toOn: '2026-12-31' }))
    expect(await state()).toBe('let')
    expect([
      await who('2024-04-30'),
      await who('2025-12-31'),
      await who('2026-01-01'),
      await who('2027-01-01'),
    ]).toEqual([[], ['乙 family', '甲 owner'], ['丙 tenant'], []])
    await expect(out('2026-02-01', [{ ...owner, version: 2 }])).rejects.toThrow('registry.already_left')
    await expect(out('2025-06-01', [owner])).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
  })

  test('nobody leaves before moving in, nor is there twice in one kind', async () => {
    const home = await into('2026-03-01', mover('甲', 'owner'))
    await expect(out('2026-02-28', home.occupancies)).rejects.toThrow('registry.leaves_before_moving_in')
    await expect(into('2026-04-01', mover('甲', 'owner'))).rejects.toThrow('registry.already_there')
    await expect(into('2026-04-01', mover('乙', 'tenant', { toOn: '2026-03-31' }))).rejects.toThrow('leaves_before')
    await expect(into('2026-04-01', { ...mover('乙', 'tenant'), personId: newId() })).rejects.toThrow('not_found')
  })

  test('an owner who does not live there leaves it vacant; a move to come changes nothing today', async () => {
    await into('2026-01-01', mover('甲', 'owner', { resides: false }))
    expect(await state()).toBe('handed-over')
    await into('2026-12-01', mover('丙', 'tenant'))
    expect(await state()).toBe('handed-over')
  })
})

describe('shares', () => {
  test('make at most the whole on any day, exactly', async () => {
    const thirds = ['0.33333333', '0.33333333', '0.33333334']
    const home = await into(
      '2026-01-01',
      ...['甲', '乙', '丙'].map((name, index) => mover(name, 'owner', { share: thirds[index] })),
    )
    expect([home.shareTotal, home.sharesComplete]).toEqual(['1', true])
    await expect(into('2026-02-01', mover('丁', 'owner', { share: '0.00000001' }))).rejects.toMatchObject({
      code: 'registry.shares_exceed',
      params: { on: '2026-02-01', total: '1.00000001' },
    })
    const half = await into('2026-02-01', mover('丁', 'owner'))
    expect(half.sharesComplete).toBe(false)
  })

  test('the database has the last word', async () => {
    const owner = (personId: string | undefined, share: string) => ({
      ...{ premisesId, personId: personId ?? '', kind: 'owner', fromOn: '2026-01-01', share },
    })
    const write = as(tx =>
      ensureOccupancies(tx, admin, [owner(people.甲, '0.6'), owner(people.乙, '0.5')] as Parameters<
        typeof ensureOccupancies
      >[2]),
    )
    await expect(write).rejects.toThrow(/exceed the whole/)
  })

  test('are summed day by day', () => {
    const row = (share: string | null, fromOn: string, toOn: string | null = null) => ({ share, fromOn, toOn })
    expect(excessOf([row('0.5', '2026-01-01', '2026-01-31'), row('0.5', '2026-01-01'), row('0.5', '2026-02-01')])).toBe(
      null,
    )
    expect(
      excessOf([row('0.5', '2026-01-01', '2026-02-01'), row('0.5', '2026-01-01'), row('0.5', '2026-02-01')]),
    ).toEqual({
      on: '2026-02-01',
      total: '1.5',
    })
    expect([sharesComplete([]), sharesComplete([{ share: null }]), sharesComplete([{ share: '0.5' }])]).toEqual([
      true,
      true,
      false,
    ])
    expect(sharesComplete([{ share: '1' }, { share: null }])).toBe(false)
  })
})

describe('transfer of ownership', () => {
  test('ends the old the day before and begins the new on the day; tenants stay; it is told', async () => {
    await into('2024-01-01', mover('甲', 'owner', { share: '1' }), mover('乙', 'family'), mover('丁', 'tenant'))
    const transfer = (on: string, owners: object[]) =>
      as(tx =>
        transferOwnership(tx, admin, {
          ...{ premisesId, on, oldFamily: 'ends', note: '二手房买卖', forwarding: null },
          owners: owners as Parameters<typeof transferOwnership>[2]['owners'],
        }),
      )
    const half = (name: string) => ({ id: newId(), personId: people[name], share: '0.5', resides: true })
    await expect(transfer('2024-01-01', [half('丙')])).rejects.toThrow('registry.transfer_too_early')
    await expect(transfer('2026-10-01', [half('丙'), { ...half('甲'), share: '0.6' }])).rejects.toThrow(
      'registry.shares_exceed',
    )
    const after = await transfer('2026-10-01', [half('丙'), half('甲')])
    expect([after.shareTotal, after.sharesComplete]).toEqual(['1', true])
    expect(await who('2026-09-30')).toEqual(['丁 tenant', '乙 family', '甲 owner'])
    expect(await who('2026-10-01')).toEqual(['丁 tenant', '丙 owner', '甲 owner'])
    const [event] = await asOwner<{ payload: Record<string, unknown> }>(
      database,
      `select payload from platform.event where name = 'registry.ownershipTransferred' order by seq desc limit 1`,
    )
    expect(event?.payload).toEqual({
      ...{ communityId, premisesId, on: '2026-10-01' },
      ...{ oldOwnerIds: [people.甲], newOwnerIds: [people.丙, people.甲] },
    })
  })

  test('needs an owner', async () => {
    const owners = [{ id: newId(), personId: people.甲 ?? '', share: null, resides: true }]
    const input = { premisesId, on: '2026-10-01', owners, oldFamily: 'stays', note: '', forwarding: null } as const
    await expect(as(tx => transferOwnership(tx, admin, { ...input, owners }))).rejects.toThrow('registry.no_owner')
  })
})

describe('a wrong record', () => {
  test('is mended or taken away with the reason; what it was is kept', async () => {
    const home = await into('2026-01-01', mover('甲', 'owner'), mover('乙', 'tenant'))
    const [owner, lodger] = ['owner', 'tenant'].map(kind => home.occupancies.find(one => one.kind === kind))
    const fix = { kind: 'owner', toOn: null, share: '1', relation: null, resides: true, note: '' } as const
    await as(tx =>
      correctOccupancy(tx, admin, {
        ...fix,
        occupancyId: owner?.id ?? '',
        version: 1,
        reason: '交付日录错',
        fromOn: '2025-06-01',
      }),
    )
    await as(tx => removeOccupancy(tx, admin, { occupancyId: lodger?.id ?? '', version: 1, reason: '录错房间' }))
    expect([await who('2025-06-01'), await who('2026-06-01')]).toEqual([['甲 owner'], ['甲 owner']])
    const { items } = await as(tx => listCorrections(tx, admin, { premisesId }))
    expect(items.map(item => [item.personName, item.reason, item.before.fromOn, item.after?.fromOn ?? null])).toEqual(
      expect.arrayContaining([
        ['甲', '交付日录错', '2026-01-01', '2025-06-01'],
        ['乙', '录错房间', '2026-01-01', null],
      ]),
    )
    expect(await state()).toBe('occupied')
  })

  test('is beyond reach of staff of another community', async () => {
    const home = await into('2026-01-01', mover('甲', 'owner'))
    const scoped = await tenant.staff({ communityIds: [newId()] })
    const remove = as(
      tx => removeOccupancy(tx, scoped, { occupancyId: home.occupancies[0]?.id ?? '', version: 1, reason: '好奇' }),
      scoped,
    )
    await expect(remove).rejects.toThrow('platform.not_found')
  })
})

test.each([
  ['handed-over', [['owner', true]], 'occupied'],
  ['handed-over', [['owner', false]], null],
  ['occupied', [['owner', false]], 'vacant'],
  [
    'occupied',
    [
      ['owner', false],
      ['tenant', true],
    ],
    'let',
  ],
  ['let', [], 'vacant'],
  ['decorating', [['owner', true]], null],
  ['unsold', [], null],
] as const)('%s with %j becomes %s', (from, present, wanted) => {
  expect(
    stateAfter(
      from,
      present.map(([kind, resides]) => ({ kind, resides })),
    ),
  ).toBe(wanted)
})
