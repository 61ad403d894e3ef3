import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { transferOwnership } from '../occupancies/transfer-ownership.ts'
import { addPeople } from '../people/add-people.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { addReplacementPlate } from './add-replacement-plate.ts'
import { vehiclesLeave } from './end-vehicles.ts'
import { vehicles } from './ensure-vehicles.ts'
import { editPermit, issuePermit } from './issue-permit.ts'
import { removeVehicle } from './remove-vehicle.ts'
import { vehicleHistory } from './vehicle-history.ts'
import { readVehicle } from './vehicle-view.ts'

const TODAY = '2026-11-23'
let world: ParkingWorld
let seller: string
let ids: Map<string, string>
beforeAll(() => setClock(new Date(`${TODAY}T10:00:00+08:00`)))
afterAll(() => setClock(null))
beforeEach(async () => {
  world = await makeParkingWorld()
  seller = world.wang.id
  const tenant = { id: newId(), name: '租客', sex: null, phone: null, idNumber: null }
  const car = (plate: string, ownerId: string | null) => ({
    ...{
      plate,
      kind: 'car' as const,
      brand: null,
      model: null,
      colour: null,
      ownerId,
      premisesId: world.homeId('301'),
    },
    permit: { kind: 'monthly' as const, areaCode: null, spaceId: null, fromOn: '2026-01-01', toOn: '2026-12-31' },
  })
  ids = await world.as(world.admin, async tx => {
    await addPeople(tx, world.admin, world.communityId, [tenant])
    await ensureOccupancies(tx, world.admin, [
      { premisesId: world.homeId('301'), personId: tenant.id, kind: 'tenant', fromOn: '2026-01-01' },
    ])
    const { idByPlate } = await vehicles.ensureVehicles(tx, world.admin, world.communityId, [
      car('粤B11111', seller),
      car('粤B22222', tenant.id),
      car('粤B33333', null),
    ])
    return idByPlate
  })
  return () => world.database.drop()
})

const transfer = (on: string, more: object = {}) =>
  world.as(world.admin, tx =>
    transferOwnership(tx, world.admin, {
      ...{ premisesId: world.homeId('301'), on, oldFamily: 'ends', oldVehicles: 'end', note: '', forwarding: null },
      owners: [{ id: newId(), personId: world.zhang.id, share: null, resides: true }],
      ...more,
    } as Parameters<typeof transferOwnership>[2]),
  )
const car = async (plate: string) => {
  const { state, leavesOn, removedReason, permits } = await world.as(world.admin, tx =>
    readVehicle(tx, world.admin, { vehicleId: ids.get(plate) ?? '' }),
  )
  return { state, leavesOn, removedReason, permit: permits[0]?.toOn }
}
const stays = { state: 'active', leavesOn: null, removedReason: null, permit: '2026-12-31' }

const permit = (fromOn: string, toOn: string, areaCode: string) => ({
  ...{ id: newId(), kind: 'monthly' as const, areaCode, spaceId: null, fromOn, toOn },
})

describe('a transfer of ownership', () => {
  it('ends the vehicles of the seller with their permits, not those of the tenant', async () => {
    await transfer(TODAY)
    expect(await car('粤B11111')).toEqual({ state: 'removed', leavesOn: null, removedReason: '过户', permit: TODAY })
    expect([await car('粤B22222'), await car('粤B33333')]).toEqual([stays, stays])
    const history = await world.as(world.admin, tx =>
      vehicleHistory(tx, world.admin, { vehicleId: ids.get('粤B11111') ?? '', limit: 5 }),
    )
    expect(history.items[0]).toMatchObject({ action: 'registry.removeVehicle', reason: '过户' })
  })

  it('leaves them as they are when told so, and those of a seller who keeps a part', async () => {
    await transfer(TODAY, { oldVehicles: 'stay' })
    expect(await car('粤B11111')).toEqual(stays)
    await transfer('2026-11-24', {
      owners: [world.zhang.id, seller].map(personId => ({ id: newId(), personId, share: '0.5', resides: true })),
    })
    expect(await car('粤B11111')).toEqual(stays)
  })

  it('of a day to come takes them along that day', async () => {
    await transfer('2026-12-01')
    expect(await car('粤B11111')).toEqual({
      state: 'active',
      leavesOn: '2026-11-30',
      removedReason: null,
      permit: '2026-11-30',
    })
    await world.as(world.admin, tx => vehiclesLeave(tx, world.admin))
    expect((await car('粤B11111')).state).toBe('active')
    setClock(new Date('2026-12-01T00:10:00+08:00'))
    await world.as(world.admin, tx => vehiclesLeave(tx, world.admin))
    setClock(new Date(`${TODAY}T10:00:00+08:00`))
    expect(await car('粤B11111')).toMatchObject({ state: 'removed', leavesOn: null, removedReason: '过户' })
    const [line] = await asOwner(
      world.database,
      "select count(*)::int as n from platform.audit where action = 'registry.removeVehicle'",
    )
    expect(line).toEqual({ n: 2 })
  })

  it('of a seller who stays on as a part owner leaves the vehicles that nobody is known to own', async () => {
    await asOwner(world.database, "update registry.occupancy set to_on = '2026-11-01' where kind = 'tenant'")
    await transfer('2026-11-24', { owners: [{ id: newId(), personId: seller, share: null, resides: true }] })
    expect(await car('粤B33333')).toEqual(stays)
  })
})

describe('a vehicle that leaves on a day to come', () => {
  const LAST_ON = '2026-11-30'
  const vehicleId = () => ids.get('粤B11111') ?? ''
  beforeEach(() => transfer('2026-12-01'))

  it('is granted nothing beyond it', async () => {
    const issue = (toOn: string | null) =>
      world.as(world.admin, tx =>
        issuePermit(tx, world.admin, {
          ...{ vehicleId: vehicleId(), ...permit('2026-12-01', '2026-12-01', 'A'), kind: 'owned', toOn },
        }),
      )
    for (const toOn of ['2026-12-01', null])
      await expect(issue(toOn)).rejects.toMatchObject({ code: 'registry.vehicle_leaves', params: { lastOn: LAST_ON } })
    const lend = (toOn: string) =>
      world.as(world.admin, tx =>
        addReplacementPlate(tx, world.admin, {
          ...{ vehicleId: vehicleId(), id: newId(), plate: '粤B99999', fromOn: TODAY, toOn, reason: '维修' },
        }),
      )
    await expect(lend('2026-12-01')).rejects.toThrow('registry.vehicle_leaves')
    expect((await lend(LAST_ON)).replacementPlates).toHaveLength(1)
  })

  it('cannot have its permit made longer, and has none made once it is gone', async () => {
    const [held] = (await world.as(world.admin, tx => readVehicle(tx, world.admin, { vehicleId: vehicleId() }))).permits
    const { id: _, ...words } = permit('2026-01-01', '2026-12-31', 'A')
    const edit = () =>
      world.as(world.admin, tx =>
        editPermit(tx, world.admin, {
          ...{ ...words, vehicleId: vehicleId(), permitId: held?.id ?? '', version: held?.version ?? 0 },
        }),
      )
    await expect(edit()).rejects.toThrow('registry.vehicle_leaves')
    await world.as(world.admin, tx =>
      removeVehicle(tx, world.admin, { vehicleId: vehicleId(), version: 2, reason: '已搬走' }),
    )
    await expect(edit()).rejects.toThrow('registry.vehicle_removed')
  })

  it('gets no longer permit by an import', async () => {
    const add = (plate: string, fromOn: string) =>
      world.as(world.admin, tx =>
        vehicles.ensureVehicles(tx, world.admin, world.communityId, [
          {
            ...{ plate, kind: 'car', brand: null, model: null, colour: null, ownerId: null, premisesId: null },
            permit: { kind: 'owned', areaCode: null, spaceId: null, fromOn, toOn: null },
          },
        ]),
      )
    await asOwner(world.database, 'delete from registry.vehicle_permit where vehicle_id = $1', [vehicleId()])
    expect((await add('粤B11111', '2026-12-01')).permits).toBe(0)
    expect((await add('粤B11111', TODAY)).permits).toBe(1)
    expect((await car('粤B11111')).permit).toBe(LAST_ON)
  })

  it('leaves no right beyond its own last day, however it came about', async () => {
    const [later, plate] = [newId(), newId()]
    const { tenantId } = world.tenant
    await asOwner(
      world.database,
      `insert into registry.vehicle_permit (tenant_id, id, community_id, vehicle_id, kind, area_code, from_on, to_on, created_at)
       values ($1, $2, $3, $4, 'owned', 'A', '2026-12-02', null, '2026-11-23')`,
      [tenantId, later, world.communityId, vehicleId()],
    )
    await asOwner(
      world.database,
      "update registry.vehicle_permit set to_on = '2026-12-31' where vehicle_id = $1 and from_on = '2026-01-01'",
      [vehicleId()],
    )
    await asOwner(
      world.database,
      `insert into registry.replacement_plate (tenant_id, id, community_id, vehicle_id, plate, plate_kind, from_on, to_on, reason, created_at)
       values ($1, $2, $3, $4, '粤B99999', 'small', '2026-11-23', '2026-12-20', '维修', '2026-11-23')`,
      [tenantId, plate, world.communityId, vehicleId()],
    )
    setClock(new Date('2026-12-03T00:10:00+08:00'))
    await world.as(world.admin, tx => vehiclesLeave(tx, world.admin))
    setClock(new Date(`${TODAY}T10:00:00+08:00`))
    const gone = await world.as(world.admin, tx => readVehicle(tx, world.admin, { vehicleId: vehicleId() }))
    expect(gone.permits.map(({ fromOn, toOn, state, revokedReason }) => [fromOn, toOn, state, revokedReason])).toEqual([
      ['2026-12-02', null, 'revoked', '过户'],
      ['2026-01-01', LAST_ON, 'active', null],
    ])
    expect(gone.replacementPlates.map(one => one.toOn)).toEqual([LAST_ON])
    expect(await car('粤B22222')).toEqual(stays)
  })
})
