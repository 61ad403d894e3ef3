import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { registry } from '../tables.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { addVehicle } from './add-vehicle.ts'
import { readVehicle } from './vehicle-view.ts'

let world: ParkingWorld
let admin: Actor

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeParkingWorld()
  admin = world.admin
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const words = { kind: 'car' as const, brand: '比亚迪', model: '汉', colour: '黑', notes: '', photoIds: [] }

test('under a plate of a building that one does not see is refused as taken, without saying whose it is', async () => {
  const { communityId, wang, homeId } = world
  const theirs = await world.as(admin, tx =>
    addVehicle(tx, admin, {
      id: newId(),
      communityId,
      plate: '京A70009',
      ownerId: wang.id,
      premisesId: homeId('301'),
      ...words,
    }),
  )
  const limited = {
    ...admin,
    kind: 'staff' as const,
    id: newId(),
    communityIds: [communityId],
    buildingIds: [newId()],
  }
  const body = { id: newId(), communityId, plate: '京A70009', ownerId: null, premisesId: null, ...words }
  await expect(world.as(limited, tx => readVehicle(tx, limited, { vehicleId: theirs.id }))).rejects.toThrow('not_found')
  await expect(world.as(limited, tx => addVehicle(tx, limited, body))).rejects.toMatchObject({
    code: 'registry.plate_taken',
    params: { plate: '京A70009', vehicleId: null },
  })
  const elsewhere = { ...limited, communityIds: [world.otherCommunityId] }
  const { rows } = await world.as(elsewhere, tx =>
    sql<{ taken: boolean }>`select registry.plate_taken(${communityId}::uuid, '京A70009', null) as taken`.execute(
      registry(tx),
    ),
  )
  expect(rows).toEqual([{ taken: false }])
})
