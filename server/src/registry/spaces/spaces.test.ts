import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner, makeTenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { ensureVehicles } from '../vehicles/ensure-vehicles.ts'
import { addSpaces } from './add-spaces.ts'
import { editSpaceLease, endSpaceLease } from './change-lease.ts'
import { editSpace, reserveSpace, sellSpace } from './edit-space.ts'
import { ensureSpaces } from './ensure-spaces.ts'
import { exportSpaces } from './export-spaces.ts'
import { letSpace, renewSpaceLease } from './let-space.ts'
import { listSpaces, readSpace, spaceMap, spaceNumbers } from './space-view.ts'

let world: ParkingWorld
let admin: Actor
let carId: string

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeParkingWorld()
  admin = world.admin
  const { idByPlate } = await world.as(admin, tx =>
    ensureVehicles(tx, admin, world.communityId, [
      {
        ...{ plate: '京A12345', kind: 'car', brand: null, model: null, colour: null },
        ...{ ownerId: world.wang.id, premisesId: world.homeId('301') },
      },
    ]),
  )
  carId = idByPlate.get('京A12345') ?? ''
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const facts = {
  motherId: null,
  zone: null,
  size: 'standard',
  lengthCm: null,
  widthCm: null,
  charging: 'none',
  notes: '',
} as const
const read = (code: string) => world.as(admin, tx => readSpace(tx, admin, { spaceId: world.spaceId(code) }))

function letIt(code: string, fromOn: string, toOn: string, more: object = {}) {
  return world.as(admin, tx =>
    letSpace(tx, admin, {
      ...{ spaceId: world.spaceId(code), id: newId(), holderId: world.wang.id, fromOn, toOn, monthlyPriceFen: 30_000n },
      ...{ vehicleIds: [], notes: '', apart: false },
      ...more,
    }),
  )
}

async function edit(code: string, change: object) {
  const { version, tenure } = await read(code)
  return world.as(admin, tx =>
    editSpace(tx, admin, { ...facts, tenure, spaceId: world.spaceId(code), version, ...change }),
  )
}

describe('spaces', () => {
  test('every parking premises is one, free until somebody has it', async () => {
    const { items, total } = await world.as(admin, tx => listSpaces(tx, admin, { limit: 3 }))
    expect(total).toBe(8)
    expect(items.map(item => [item.label, item.tenure, item.state])).toEqual([
      ['A区车位001', 'rentable', 'free'],
      ['A区车位002', 'rentable', 'free'],
      ['A区车位003', 'rentable', 'free'],
    ])
  })

  test('are added in a run; numbers that are there stay', async () => {
    const add = () =>
      world.as(admin, tx =>
        addSpaces(tx, admin, {
          ...{ communityId: world.communityId, areaCode: 'B', prefix: '', first: 8, last: 12, digits: 3, floor: -1 },
          ...{ tenure: 'civil-defence', zone: '东', size: 'mini', charging: 'slow' },
        }),
      )
    expect(await add()).toEqual({ asked: 5, created: 5 })
    expect(await add()).toEqual({ asked: 5, created: 0 })
    const { items } = await world.as(admin, tx => listSpaces(tx, admin, { limit: 10, areaCode: 'B' }))
    expect(items.map(item => [item.code, item.tenure, item.zone, item.size, item.charging])[0]).toEqual([
      ...['008', 'civil-defence', '东', 'mini', 'slow'],
    ])
    expect(items.map(item => item.code)).toEqual(['008', '009', '010', '011', '012'])
    await expect(
      world.as(admin, tx =>
        addSpaces(tx, admin, {
          ...{ communityId: world.communityId, areaCode: 'B', prefix: '', first: 9, last: 1, digits: 3, floor: null },
          ...{ tenure: 'public', zone: null, size: 'standard', charging: 'none' },
        }),
      ),
    ).rejects.toThrow('registry.run_wrong')
  })

  test('are edited by version', async () => {
    const edited = await edit('008', { zone: '西', charging: 'fast' })
    expect([edited.zone, edited.charging, edited.version]).toEqual(['西', 'fast', 2])
    const stale = { ...facts, tenure: 'public' as const, spaceId: world.spaceId('008'), version: 1 }
    await expect(world.as(admin, tx => editSpace(tx, admin, stale))).rejects.toThrow('platform.changed_meanwhile')
  })

  test('are kept for somebody until a day', async () => {
    const { version } = await read('008')
    const reserve = (input: object) =>
      world.as(admin, tx =>
        reserveSpace(tx, admin, {
          ...{ spaceId: world.spaceId('008'), version, reservedFor: '301 业主', reservedUntil: '2026-11-30' },
          ...input,
        }),
      )
    await expect(reserve({ reservedUntil: '2026-11-22' })).rejects.toThrow('registry.period_wrong')
    expect((await reserve({})).state).toBe('reserved')
    setClock(new Date('2026-12-01T10:00:00+08:00'))
    expect((await read('008')).state).toBe('free')
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    expect((await reserve({ version: version + 1, reservedFor: null })).state).toBe('free')
  })
})

describe('a lease', () => {
  test('lets a space to a holder with vehicles, once at a time', async () => {
    const let1 = await letIt('001', '2026-01-01', '2026-12-31', { vehicleIds: [carId] })
    expect(let1).toMatchObject({ state: 'let', holderName: '王小明', plates: ['京A12345'], letUntil: '2026-12-31' })
    expect(let1.leases[0]).toMatchObject({ state: 'active', monthlyPriceFen: 30_000n })
    await expect(letIt('001', '2026-12-31', '2027-12-30')).rejects.toMatchObject({
      code: 'registry.space_let',
      params: { label: 'A区车位001', until: '2026-12-31' },
    })
    expect((await letIt('001', '2027-01-01', '2027-12-31')).leases.map(lease => lease.state)).toEqual([
      'upcoming',
      'active',
    ])
  })

  test('asked for by three at once is made once, and the table has the last word', async () => {
    const results = await Promise.allSettled([1, 2, 3].map(() => letIt('002', '2026-01-01', '2026-12-31')))
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
    const { leases } = await read('002')
    const insert = asOwner(
      world.database,
      `insert into registry.let_space (tenant_id, lease_id, premises_id, community_id, days) values ($1, $2, $3, $4, '[2026-05-01,2026-06-01)')`,
      [world.tenant.tenantId, leases[0]?.id, world.spaceId('003'), world.communityId],
    )
    await insert
    await expect(letIt('003', '2026-05-31', '2026-12-31')).rejects.toThrow('registry.space_let')
  })

  test('of a mother-child pair lets both, unless said otherwise', async () => {
    await edit('005', { motherId: world.spaceId('004') })
    const mother = await letIt('004', '2026-01-01', '2026-06-30')
    expect(mother.leases[0]?.spaces.map(space => space.label)).toEqual(['A区车位004', 'A区车位005'])
    expect(mother.childLabel).toBe('A区车位005')
    await expect(letIt('005', '2026-06-01', '2026-12-31')).rejects.toThrow('registry.space_let')
    const apart = await letIt('005', '2026-07-01', '2026-12-31', { apart: true })
    expect(apart.leases[0]?.spaces).toHaveLength(1)
    expect((await read('004')).state).toBe('free')
    await expect(letIt('004', '2026-12-01', '2027-06-30')).rejects.toMatchObject({ params: { label: 'A区车位005' } })
  })

  test('a space has one mother, which is no child itself', async () => {
    await expect(edit('006', { motherId: world.spaceId('004') })).rejects.toThrow('registry.mother_taken')
    await expect(edit('006', { motherId: world.spaceId('005') })).rejects.toThrow('registry.mother_wrong')
    await expect(edit('006', { motherId: world.spaceId('006') })).rejects.toThrow('registry.mother_wrong')
    await expect(edit('004', { motherId: world.spaceId('006') })).rejects.toThrow('registry.mother_wrong')
  })

  test('of a civil-defence space has three years at most, and the space is not sold', async () => {
    await edit('006', { tenure: 'civil-defence' })
    await expect(letIt('006', '2026-01-01', '2029-01-01')).rejects.toMatchObject({
      code: 'registry.lease_too_long',
      params: { years: 3 },
    })
    await letIt('006', '2026-01-01', '2028-12-31')
    const sale = { spaceId: world.spaceId('006'), ownerId: world.wang.id, fromOn: '2026-01-01' }
    await expect(world.as(admin, tx => sellSpace(tx, admin, sale))).rejects.toThrow('registry.space_not_for_sale')
  })

  test('is none for a public space, nor with days in disorder', async () => {
    await edit('008', { tenure: 'public' })
    await expect(letIt('008', '2026-01-01', '2026-12-31')).rejects.toThrow('registry.space_public')
    await expect(letIt('007', '2026-12-31', '2026-01-01')).rejects.toThrow('registry.period_wrong')
  })

  test('is renewed on the day after, ended early, and cancelled before it begins', async () => {
    const first = await letIt('007', '2026-01-01', '2026-12-31')
    const lease = first.leases[0]
    const renew = { spaceId: world.spaceId('007'), leaseId: lease?.id ?? '', version: 1, monthlyPriceFen: 32_000n }
    const renewed = await world.as(admin, tx =>
      renewSpaceLease(tx, admin, { ...renew, id: newId(), toOn: '2027-12-31' }),
    )
    expect(renewed.leases[0]).toMatchObject({ fromOn: '2027-01-01', renewsId: lease?.id, monthlyPriceFen: 32_000n })
    const end = (leaseId: string, lastOn: string, version = 1) =>
      world.as(admin, tx =>
        endSpaceLease(tx, admin, { spaceId: world.spaceId('007'), leaseId, lastOn, reason: '退租', version }),
      )
    const cancelled = await end(renewed.leases[0]?.id ?? '', '2026-11-23')
    expect(cancelled.leases[0]).toMatchObject({ state: 'cancelled', endedReason: '退租' })
    await expect(end(lease?.id ?? '', '2027-01-01')).rejects.toThrow('registry.period_wrong')
    const ended = await end(lease?.id ?? '', '2026-11-22')
    expect([ended.state, ended.leases[1]?.state]).toEqual(['free', 'ended'])
    await expect(end(lease?.id ?? '', '2026-11-20', 2)).rejects.toThrow('registry.lease_over')
    // Its days are free again.
    await letIt('007', '2026-11-23', '2026-12-31')
  })

  test('changes its vehicles, of the same community only', async () => {
    const { leases } = await read('001')
    const active = leases.find(lease => lease.state === 'active')
    const change = { spaceId: world.spaceId('001'), leaseId: active?.id ?? '', version: 1, notes: '加一辆' }
    const other = await world.as(admin, tx =>
      ensureVehicles(tx, admin, world.otherCommunityId, [
        { plate: '京A99999', kind: 'car', brand: null, model: null, colour: null, ownerId: null, premisesId: null },
      ]),
    )
    await expect(
      world.as(admin, tx =>
        editSpaceLease(tx, admin, { ...change, vehicleIds: [other.idByPlate.get('京A99999') ?? ''] }),
      ),
    ).rejects.toThrow('registry.vehicle_elsewhere')
    const changed = await world.as(admin, tx => editSpaceLease(tx, admin, { ...change, vehicleIds: [] }))
    expect([changed.plates, changed.leases.find(lease => lease.id === active?.id)?.version]).toEqual([[], 2])
  })

  test('is found by the plates that park there today: also when they change, no longer when it has ended', async () => {
    const byPlate = async (actor: Actor = admin) =>
      (await world.as(actor, tx => listSpaces(tx, actor, { limit: 50, text: '京A12345' }))).items.map(item => item.code)
    expect(await byPlate()).toEqual([])
    const lease = (await letIt('003', '2026-11-01', '2026-12-31')).leases[0]
    const change = { spaceId: world.spaceId('003'), leaseId: lease?.id ?? '', notes: '' }
    const write = (vehicleIds: string[], version: number) =>
      world.as(admin, tx => editSpaceLease(tx, admin, { ...change, vehicleIds, version }))
    await write([carId], 1)
    expect(await byPlate()).toEqual(['003'])
    expect(await byPlate({ ...admin, communityIds: [world.otherCommunityId] })).toEqual([])
    await letIt('002', '2027-01-01', '2027-12-31', { vehicleIds: [carId] })
    expect(await byPlate()).toEqual(['003'])
    await write([], 2)
    expect(await byPlate()).toEqual([])
    await write([carId], 3)
    const end = { spaceId: world.spaceId('003'), leaseId: lease?.id ?? '', lastOn: '2026-11-22', reason: '退租' }
    await world.as(admin, tx => endSpaceLease(tx, admin, { ...end, version: 4 }))
    expect(await byPlate()).toEqual([])
  })
})

describe('owners', () => {
  test('are recorded once, and a space with an owner does not become civil-defence', async () => {
    const added = await world.as(admin, tx =>
      addSpaces(tx, admin, {
        ...{ communityId: world.communityId, areaCode: 'C', prefix: '', first: 1, last: 1, digits: 3, floor: -1 },
        ...{ tenure: 'owned', zone: null, size: 'standard', charging: 'none' },
      }),
    )
    expect(added.created).toBe(1)
    const { items } = await world.as(admin, tx => listSpaces(tx, admin, { limit: 1, areaCode: 'C' }))
    const spaceId = items[0]?.id ?? ''
    const sell = (ownerId: string) =>
      world.as(admin, tx => sellSpace(tx, admin, { spaceId, ownerId, fromOn: '2026-01-01' }))
    expect(await sell(world.wang.id)).toMatchObject({ state: 'owned', ownerName: '王小明' })
    expect((await sell(world.wang.id)).ownerName).toBe('王小明')
    await expect(sell(world.zhang.id)).rejects.toThrow('registry.space_has_owner')
    const { version } = await world.as(admin, tx => readSpace(tx, admin, { spaceId }))
    await expect(
      world.as(admin, tx => editSpace(tx, admin, { ...facts, tenure: 'civil-defence', spaceId, version })),
    ).rejects.toThrow('registry.space_has_owner')
  })
})

describe('numbers, map, lists and files', () => {
  test('count each area once', async () => {
    const { areas } = await world.as(admin, tx => spaceNumbers(tx, admin, { communityId: world.communityId }))
    const a = areas.find(area => area.areaCode === 'A')
    expect(a?.total).toBe(8)
    expect((a?.free ?? 0) + (a?.let ?? 0) + (a?.owned ?? 0) + (a?.reserved ?? 0)).toBe(8)
    const { spaces } = await world.as(admin, tx =>
      spaceMap(tx, admin, { communityId: world.communityId, areaCode: 'A' }),
    )
    expect(spaces.map(space => space.code)).toEqual(['001', '002', '003', '004', '005', '006', '007', '008'])
    expect(spaces[0]).toMatchObject({ state: 'let', who: '王小明' })
  })

  test('find by number, holder and state, and export', async () => {
    const find = async (query: object) =>
      (await world.as(admin, tx => listSpaces(tx, admin, { limit: 20, areaCode: 'A', ...query }))).items.map(
        item => item.code,
      )
    expect(await find({ text: 'A-006' })).toEqual(['006'])
    expect(await find({ text: 'A006' })).toEqual(['006'])
    expect([await find({ text: 'A区' }), await find({ text: '车位' })]).toEqual([await find({}), await find({})])
    expect(await find({ text: 'B区' })).toEqual([])
    expect(await find({ text: '王小明', state: 'let', tenure: 'civil-defence' })).toEqual(['006'])
    expect(await find({ sort: '-letUntil', state: 'let', limit: 1 })).toEqual(['006'])
    const file = await world.as(admin, tx => exportSpaces(tx, admin, { format: 'csv', areaCode: 'A' }))
    expect(String(file.body)).toContain('安居花园,A区车位006,A,006,-1,,人防,已租,标准,无,,,王小明,2028-12-31,')
  })

  test('facts and leases of many at once; a second time nothing', async () => {
    const { items } = await world.as(admin, tx => listSpaces(tx, admin, { limit: 5, areaCode: 'B' }))
    const rows = items.map((item, index) => ({
      ...{ premisesId: item.id, tenure: 'civil-defence' as const, zone: '北' },
      lease:
        index === 0
          ? {
              holderId: world.wang.id,
              vehicleIds: [carId],
              fromOn: '2026-01-01',
              toOn: '2026-12-31',
              monthlyPriceFen: 100n,
            }
          : null,
    }))
    const ensure = () => world.as(admin, tx => ensureSpaces(tx, admin, world.communityId, rows))
    expect(await ensure()).toEqual({ changed: 5, leases: 1 })
    expect(await ensure()).toEqual({ changed: 0, leases: 0 })
  })
})

describe('walls', () => {
  test('staff of another community and another company see and change nothing', async () => {
    const scoped = await world.tenant.staff({ communityIds: [world.otherCommunityId] })
    const stranger = await (await makeTenant(world.database, '别家物业')).staff()
    for (const actor of [scoped, stranger]) {
      expect((await world.as(actor, tx => listSpaces(tx, actor, { limit: 10 }))).total).toBe(0)
      expect((await world.as(actor, tx => spaceNumbers(tx, actor, {}))).areas).toEqual([])
      const one = { spaceId: world.spaceId('001') }
      await expect(world.as(actor, tx => readSpace(tx, actor, one))).rejects.toThrow('platform.not_found')
      await expect(world.as(actor, tx => spaceMap(tx, actor, { communityId: world.communityId }))).rejects.toThrow(
        'platform.not_found',
      )
      const lease = {
        id: newId(),
        holderId: world.wang.id,
        fromOn: '2030-01-01',
        toOn: '2030-12-31',
        monthlyPriceFen: 0n,
      }
      await expect(
        world.as(actor, tx => letSpace(tx, actor, { ...one, ...lease, vehicleIds: [], notes: '', apart: false })),
      ).rejects.toThrow('platform.not_found')
    }
  })
})
