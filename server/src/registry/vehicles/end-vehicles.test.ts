import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { transferOwnership } from '../occupancies/transfer-ownership.ts'
import { addPeople } from '../people/add-people.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { vehiclesLeave } from './end-vehicles.ts'
import { vehicles } from './ensure-vehicles.ts'
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
})
