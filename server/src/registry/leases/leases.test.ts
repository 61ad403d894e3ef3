import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { followDays } from '../occupancies/follow-days.ts'
import { readHouseholdOn } from '../occupancies/household-view.ts'
import { moveIn } from '../occupancies/move-in.ts'
import { changePremisesState } from '../premises/change-state.ts'
import { correctArea } from '../premises/correct-area.ts'
import { readPremises } from '../premises/premises-detail-view.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { createLease, renewLease } from './create-lease.ts'
import { editLease, editLeaseDraft } from './edit-lease.ts'
import { discardLease, terminateLease } from './end-lease.ts'
import { leases } from './ensure-leases.ts'
import { exportLeases } from './export-leases.ts'
import { yearRentFen } from './lease.ts'
import { leaseHistory, leaseNumbers, listLeases, readLease } from './lease-view.ts'
import { remindLeases } from './remind-leases.ts'
import { signLease } from './sign-lease.ts'
import type { LeaseWords } from './write-lease.ts'

let world: ParkingWorld
let admin: Actor
let building: Actor

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeParkingWorld()
  admin = world.admin
  building = await world.tenant.staff({ communityIds: [world.communityId], buildingIds: [newId()] })
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const words: LeaseWords = {
  number: '',
  ...{ rentKind: 'fixed', rentFen: 350_000n, rentPeriod: 'month', unitPrice: null, areaM2: null, payEveryMonths: 3 },
  ...{ paymentDay: 5, depositFen: 350_000n, purpose: '居住', notes: '', documents: [], staffId: null },
}

let counter = 0
/** A signed lease of 302, which 张三 owns, to 王小明, for the year 2026. */
function leaseOf(change: object = {}) {
  counter += 1
  return {
    ...words,
    ...{
      id: newId(),
      number: `HT-${counter}`,
      signedOn: '2025-12-20' as string | null,
      fromOn: '2026-01-01',
      toOn: '2026-12-31',
    },
    ...{ premisesIds: [world.homeId('302')], landlordIds: [world.zhang.id], tenantIds: [world.wang.id] },
    ...change,
  } as Parameters<typeof createLease>[2]
}
const create = (change: object = {}, who: Actor = admin) => world.as(who, tx => createLease(tx, who, leaseOf(change)))
const terminate = (lease: { id: string; version: number }, lastOn: string) =>
  world.as(admin, tx =>
    terminateLease(tx, admin, { leaseId: lease.id, version: lease.version, lastOn, reason: '提前退租' }),
  )
const tenantsOn = async (on: string, room = '302') => {
  const home = await world.as(admin, tx => readHouseholdOn(tx, admin, { premisesId: world.homeId(room), on }))
  return home.occupancies
    .filter(one => one.kind === 'tenant')
    .map(one => `${one.personName} ${one.fromOn}–${one.toOn ?? ''}`)
}
const stateOf = async (room: string) => {
  const rows = await asOwner<{ state: string }>(
    world.database,
    `select state from registry.premises where id = '${world.homeId(room)}'`,
  )
  return rows[0]?.state
}

/** Each test finds the rooms as nobody let them. */
afterEach(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  await asOwner(world.database, 'update registry.lease set renews_id = null')
  await asOwner(world.database, 'delete from registry.lease')
  await asOwner(world.database, `delete from registry.occupancy where kind = 'tenant'`)
  await asOwner(world.database, `update registry.premises set state = 'occupied' where use <> 'parking'`)
})

describe('a lease', () => {
  test('makes its tenants occupants, the premises let, and its end ends both', async () => {
    const lease = await create()
    expect([lease.status, lease.premises[0]?.label, lease.landlords[0]?.name, lease.tenants[0]?.name]).toEqual([
      ...['active', '1栋1单元302室', '张三', '王小明'],
    ])
    expect([lease.yearRentFen, lease.payEveryMonths]).toEqual([4_200_000n, 3])
    expect(await tenantsOn('2026-06-01')).toEqual(['王小明 2026-01-01–2026-12-31'])
    expect(await stateOf('302')).toBe('let')
    const ended = await terminate(lease, '2026-11-22')
    expect([ended.status, ended.endedOn, ended.endedReason]).toEqual(['terminated', '2026-11-22', '提前退租'])
    expect(await tenantsOn('2026-11-23')).toEqual([])
    expect(await stateOf('302')).toBe('occupied')
    await expect(terminate(ended, '2026-11-01')).rejects.toThrow('registry.lease_over')
  })

  test('as a draft lets nothing; signed it does; before its first day it never came about', async () => {
    const draft = await create({ signedOn: null, fromOn: '2027-01-01', toOn: '2027-12-31' })
    expect(draft.status).toBe('draft')
    expect(await tenantsOn('2027-06-01')).toEqual([])
    const both = await create({ signedOn: null, fromOn: '2027-01-01', toOn: '2027-12-31' })
    const sign = (lease: { id: string; version: number }, signedOn: string) =>
      world.as(admin, tx => signLease(tx, admin, { leaseId: lease.id, version: lease.version, signedOn }))
    await expect(sign(draft, '2026-11-24')).rejects.toThrow('registry.signed_later')
    const signed = await sign(draft, '2026-11-23')
    expect(signed.status).toBe('upcoming')
    expect(await tenantsOn('2027-06-01')).toEqual(['王小明 2027-01-01–2027-12-31'])
    await expect(sign(both, '2026-11-23')).rejects.toMatchObject({
      ...{
        code: 'registry.premises_let',
        params: { label: '1栋1单元302室', number: draft.number, until: '2027-12-31' },
      },
    })
    await expect(
      world.as(admin, tx => discardLease(tx, admin, { leaseId: signed.id, version: signed.version })),
    ).rejects.toThrow('registry.lease_signed')
    await world.as(admin, tx => discardLease(tx, admin, { leaseId: both.id, version: both.version }))
    await expect(world.as(admin, tx => readLease(tx, admin, { leaseId: both.id }))).rejects.toThrow(
      'platform.not_found',
    )
    const cancelled = await terminate(signed, '2026-11-30')
    expect([cancelled.status, cancelled.endedOn]).toEqual(['cancelled', '2026-12-31'])
    expect(await tenantsOn('2027-06-01')).toEqual([])
    await create({ number: signed.number, fromOn: '2027-01-01', toOn: '2027-12-31' })
  })

  test('is renewed once, with the same stay; the earlier one is not ended before the renewal', async () => {
    const lease = await create()
    const renew = (change: object) =>
      world.as(admin, tx =>
        renewLease(tx, admin, {
          ...{ ...words, leaseId: lease.id, version: lease.version, id: newId(), number: `${lease.number}-续` },
          ...{ toOn: '2027-12-31', signedOn: '2026-11-20' },
          ...change,
        } as Parameters<typeof renewLease>[2]),
      )
    const renewal = await renew({})
    expect([renewal.status, renewal.fromOn, renewal.renewsNumber]).toEqual(['upcoming', '2027-01-01', lease.number])
    expect(await tenantsOn('2027-06-01')).toEqual(['王小明 2026-01-01–2027-12-31'])
    const old = await world.as(admin, tx => readLease(tx, admin, { leaseId: lease.id }))
    expect(old.renewedByNumber).toBe(renewal.number)
    await expect(renew({ number: '再续' })).rejects.toThrow('registry.lease_renewed')
    await expect(terminate(old, '2026-11-30')).rejects.toThrow('registry.lease_renewed')
    await terminate(renewal, '2026-11-30')
    expect(await tenantsOn('2026-06-01')).toEqual(['王小明 2026-01-01–2026-12-31'])
  })

  test('goes on with a stay that is recorded already, and stays with what it finds afterwards', async () => {
    await world.as(admin, tx =>
      moveIn(tx, admin, {
        ...{ premisesId: world.homeId('302'), on: '2025-06-01' },
        movers: [
          ...[{ id: newId(), personId: world.wang.id, kind: 'tenant', share: null, relation: null, resides: true }].map(
            mover => ({ ...mover, toOn: null, note: '' }) as const,
          ),
        ] as Parameters<typeof moveIn>[2]['movers'],
      }),
    )
    const lease = await create()
    expect(await tenantsOn('2026-06-01')).toEqual(['王小明 2025-06-01–2026-12-31'])
    await terminate(lease, '2000-01-01')
    expect(await tenantsOn('2025-12-31')).toEqual(['王小明 2025-06-01–2025-12-31'])
  })

  test('has nobody for a party who was erased', async () => {
    const erased = (day: string) =>
      asOwner(world.database, `update registry.person set erased_on = ${day} where id = '${world.wang.id}'`)
    await erased(`'2026-11-23'`)
    await expect(create()).rejects.toThrow('platform.not_found')
    await erased('null')
    await create()
  })

  test('is checked: days, parties, places, number, rent', async () => {
    const lease = await create()
    const wrong: [object, string][] = [
      [{ fromOn: '2027-01-01', toOn: '2026-01-01' }, 'registry.period_wrong'],
      [{ fromOn: '2027-01-01', toOn: '2047-01-01' }, 'registry.lease_too_long'],
      [{ fromOn: '2027-01-01', toOn: '2027-12-31', number: lease.number }, 'registry.lease_number_taken'],
      [{ tenantIds: [world.zhang.id], fromOn: '2027-01-01', toOn: '2027-12-31' }, 'registry.lease_parties_wrong'],
      [{ premisesIds: [world.spaceId('001')] }, 'registry.lease_premises_wrong'],
      [{ premisesIds: [world.homeId('301'), world.elsewhereId] }, 'registry.lease_premises_wrong'],
      [{ premisesIds: [newId()] }, 'platform.not_found'],
      [{ tenantIds: [newId()] }, 'platform.not_found'],
      [{ rentFen: null, premisesIds: [world.homeId('301')] }, 'platform.input_wrong'],
      [
        { rentKind: 'area-day', rentFen: null, unitPrice: '2.5', premisesIds: [world.homeId('301')] },
        'platform.input_wrong',
      ],
      [
        { documents: [{ fileId: newId(), filePurpose: 'photo' }], premisesIds: [world.homeId('301')] },
        'platform.not_found',
      ],
      [{ staffId: newId(), premisesIds: [world.homeId('301')] }, 'platform.not_found'],
      [{}, 'registry.premises_let'],
    ]
    for (const [change, code] of wrong) await expect(create(change), code).rejects.toThrow(code)
  })

  test('by the square metre and day takes the area of what is let', async () => {
    await world.as(admin, tx => correctArea(tx, admin, world.homeId('302'), '88.50'))
    const lease = await create({ rentKind: 'area-day', rentFen: null, unitPrice: '2.5' })
    expect([lease.unitPrice, lease.areaM2, lease.rentFen]).toEqual(['2.50', '88.50', null])
    // 2.5 × 88.5 × 365 = 80756.25
    expect(lease.yearRentFen).toBe(8_075_625n)
    expect(yearRentFen({ ...lease, rentKind: 'fixed', rentFen: 1n, rentPeriod: 'quarter' })).toBe(4n)
  })

  test('is corrected with a reason that its history keeps; a draft is changed in everything', async () => {
    const lease = await create()
    const edited = await world.as(admin, tx =>
      editLease(tx, admin, {
        ...{ ...words, leaseId: lease.id, version: lease.version, number: lease.number, rentFen: 360_000n },
        ...{ documents: [], reason: '租金录错' },
      }),
    )
    expect([edited.rentFen, edited.version]).toEqual([360_000n, lease.version + 1])
    await expect(
      world.as(admin, tx =>
        editLease(tx, admin, {
          ...words,
          leaseId: lease.id,
          version: lease.version,
          number: 'x',
          documents: [],
          reason: '旧',
        }),
      ),
    ).rejects.toThrow('platform.changed_meanwhile')
    const draft = await create({ signedOn: null })
    const changed = await world.as(admin, tx =>
      editLeaseDraft(tx, admin, {
        ...{ ...words, documents: [], leaseId: draft.id, version: draft.version, number: draft.number },
        ...{ premisesIds: [world.homeId('301')], landlordIds: [world.wang.id], tenantIds: [world.zhang.id] },
        ...{ fromOn: '2027-02-01', toOn: '2028-01-31' },
      }),
    )
    expect([changed.premises[0]?.label, changed.tenants[0]?.name, changed.fromOn]).toEqual([
      ...['1栋1单元301室', '张三', '2027-02-01'],
    ])
    await world.as(admin, tx => discardLease(tx, admin, { leaseId: draft.id, version: changed.version }))
    expect((await world.as(admin, tx => leaseHistory(tx, admin, { leaseId: lease.id, limit: 50 }))).items).toEqual([])
  })

  test('of one premises on one day is one, whoever is quicker', async () => {
    const results = await Promise.allSettled([create(), create(), create()])
    const won = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
    expect(won).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(String(result.reason)).toContain('registry.premises_let')
  })
})

describe('lists', () => {
  test('filter by status, days to the end, place, party and text; export and count', async () => {
    const soon = await create({ toOn: '2026-12-10' })
    const later = await create({
      ...{
        premisesIds: [world.homeId('301')],
        landlordIds: [world.wang.id],
        tenantIds: [world.zhang.id],
        toOn: '2028-12-31',
      },
    })
    const find = async (filters: object) => {
      const { items } = await world.as(admin, tx => listLeases(tx, admin, { limit: 50, ...filters }))
      return items.filter(item => [soon.id, later.id].includes(item.id)).map(item => item.number)
    }
    expect(await find({ status: 'ending' })).toEqual([soon.number])
    expect(await find({ status: 'active' })).toEqual([later.number])
    expect(await find({ endsWithin: 17 })).toEqual([soon.number])
    expect(await find({ endsWithin: 16 })).toEqual([])
    expect(await find({ text: '1-1-301' })).toEqual([later.number])
    expect(await find({ text: soon.number })).toEqual([soon.number])
    expect(await find({ text: '王小', sort: 'toOn' })).toEqual([soon.number, later.number])
    expect(await find({ personId: world.zhang.id, premisesId: world.homeId('301') })).toEqual([later.number])
    const [row] = await asOwner<{ id: string }>(
      world.database,
      `select building_id as id from registry.premises where id = '${world.homeId('301')}'`,
    )
    expect((await find({ buildingId: row?.id ?? '' })).length).toBe(2)
    const numbers = await world.as(admin, tx => leaseNumbers(tx, admin, { communityId: world.communityId }))
    expect(numbers.statuses.find(each => each.status === 'ending')?.count).toBe(1)
    expect(numbers.yearRentFen).toBe(8_400_000n)
    const file = await world.as(admin, tx => exportLeases(tx, admin, { format: 'csv', status: 'ending' }))
    expect(file.name).toContain('房屋租约')
  })

  test('hold no lease of other buildings, nor of other communities', async () => {
    const lease = await create()
    const seen = await world.as(building, tx => listLeases(tx, building, { limit: 50 }))
    expect(seen.total).toBe(0)
    await expect(world.as(building, tx => readLease(tx, building, { leaseId: lease.id }))).rejects.toThrow(
      'platform.not_found',
    )
    const scoped = await world.tenant.staff({ communityIds: [world.otherCommunityId] })
    expect((await world.as(scoped, tx => listLeases(tx, scoped, { limit: 50 }))).total).toBe(0)
  })
})

describe('by the clock', () => {
  test('a lease that begins later makes the premises let on that day, and its end ends it', async () => {
    const lease = await create({ fromOn: '2026-12-01', toOn: '2026-12-20' })
    expect(await stateOf('302')).toBe('occupied')
    setClock(new Date('2026-12-01T00:05:00+08:00'))
    await world.as(admin, tx => followDays(tx, admin))
    expect(await stateOf('302')).toBe('let')
    setClock(new Date('2026-12-21T00:05:00+08:00'))
    await world.as(admin, tx => followDays(tx, admin))
    await world.as(admin, tx => followDays(tx, admin))
    expect(await stateOf('302')).toBe('occupied')
    const reasons = await asOwner<{ reason: string }>(
      world.database,
      `select end_reason as reason from registry.occupancy where premises_id = '${world.homeId('302')}' and to_on = '2026-12-20'`,
    )
    expect(reasons).toEqual([{ reason: 'lease-ended' }])
    expect((await world.as(admin, tx => readLease(tx, admin, { leaseId: lease.id }))).status).toBe('ended')
  })

  test('a state that somebody gives the premises after the day of a move has the last word', async () => {
    await create({ fromOn: '2027-03-01', toOn: '2027-03-20' })
    setClock(new Date('2027-03-01T00:05:00+08:00'))
    await world.as(admin, tx => followDays(tx, admin))
    setClock(new Date('2027-03-03T10:00:00+08:00'))
    const premisesId = world.homeId('302')
    const { version } = await world.as(admin, tx => readPremises(tx, admin, { premisesId }))
    const given = {
      premisesId,
      version,
      state: 'vacant',
      fromOn: '2027-03-03',
      reason: '暂未入住',
      correction: true,
    } as const
    await world.as(admin, tx => changePremisesState(tx, admin, given))
    setClock(new Date('2027-03-04T00:05:00+08:00'))
    await world.as(admin, tx => followDays(tx, admin))
    expect(await stateOf('302')).toBe('vacant')
  })

  test('is told of once, so many days before; not when something signed goes on', async () => {
    const soon = await create({ toOn: '2026-12-10' })
    const told = async () => {
      const rows = await asOwner<{ payload: { leaseId: string; daysLeft: number; kind: string } }>(
        world.database,
        `select payload from platform.event where name = 'registry.leaseEnding' order by seq`,
      )
      return rows.filter(row => row.payload.leaseId === soon.id).map(row => [row.payload.kind, row.payload.daysLeft])
    }
    await world.as(admin, tx => remindLeases(tx, admin))
    await world.as(admin, tx => remindLeases(tx, admin))
    expect(await told()).toEqual([['home', 17]])
  })
})

test('many are written at once; what is there stays, what cannot be is said', async () => {
  const lease = (number: string, change: object = {}) => ({
    ...{ number, premisesIds: [world.homeId('302')], landlordIds: [world.zhang.id], tenantIds: [world.wang.id] },
    ...{ signedOn: '2026-01-01', fromOn: '2028-01-01', toOn: '2028-12-31' },
    ...{ rentKind: 'fixed' as const, rentFen: 100n, rentPeriod: 'month' as const, unitPrice: null, areaM2: null },
    ...change,
  })
  const write = () =>
    world.as(admin, tx =>
      leases.ensureLeases(tx, admin, world.communityId, [
        lease('IMP-1'),
        lease('IMP-2'),
        lease('IMP-3', { premisesIds: [world.elsewhereId] }),
        lease('IMP-4', { signedOn: null }),
      ]),
    )
  const first = await write()
  expect([first.created, first.leftOut.map(each => `${each.number} ${each.reason}`).sort()]).toEqual([
    2,
    ['IMP-2 let', 'IMP-3 elsewhere'],
  ])
  expect(await tenantsOn('2028-06-01')).toEqual(['王小明 2028-01-01–2028-12-31'])
  expect((await write()).created).toBe(0)
})
