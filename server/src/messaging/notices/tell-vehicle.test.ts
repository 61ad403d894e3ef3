import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { registerSubscriptions } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { makeParkingWorld, type ParkingWorld } from '../../registry/testing/parking-world.ts'
import { rejectVehicleApplication } from '../../registry/vehicles/decide-application.ts'
import { applyForMyVehicle, withdrawMyVehicleApplication } from '../../registry/vehicles/my-vehicles.ts'
import messaging from '../module.ts'

let world: ParkingWorld
let resident: Actor

beforeAll(async () => {
  world = await makeParkingWorld()
  registerSubscriptions([messaging])
  resident = await world.tenant.resident(world.wang.id)
})

afterAll(() => world.database.drop())

/** The notices of somebody about an application. */
async function inbox(actor: Actor, applicationId: string) {
  await drainJobs(world.database.db, world.database.config, world.database.jobsUrl, [messaging], PLATFORM_JOBS)
  return asOwner<{ kind: string; read: boolean; params: object }>(
    world.database,
    `select kind, read_at is not null as read, params from messaging.notice
     where account_id = $1 and about_kind = 'vehicle-application' and about_id = $2`,
    [actor.id, applicationId],
  )
}

async function apply(plate: string): Promise<string> {
  const id = newId()
  const asked = { kind: 'car' as const, brand: null, model: null, colour: null, notes: '', photoIds: [] }
  await world.as(resident, tx =>
    applyForMyVehicle(tx, resident, { id, premisesId: world.homeId('301'), plate, ...asked }),
  )
  return id
}

test('a vehicle that waits is told to who may register it there; decided, it waits no more and the resident is told why', async () => {
  const { admin } = world
  const elsewhere = await world.tenant.staff({ communityIds: [world.otherCommunityId] })
  const id = await apply('京F10001')
  const waiting = { kind: 'vehicle-waiting', params: { plate: '京F10001', place: '1栋1单元301室', asker: '王小明' } }
  expect(await inbox(admin, id)).toEqual([{ ...waiting, read: false }])
  expect(await inbox(elsewhere, id)).toEqual([])
  const refused = { applicationId: id, version: 1, reason: '行驶证不清晰' }
  await world.as(admin, tx => rejectVehicleApplication(tx, admin, refused))
  expect(await inbox(admin, id)).toEqual([{ ...waiting, read: true }])
  expect(await inbox(resident, id)).toMatchObject([
    { kind: 'my-vehicle-rejected', read: false, params: { plate: '京F10001', reason: '行驶证不清晰' } },
  ])
})

test('taken back by the resident it waits for nobody', async () => {
  const id = await apply('京F10002')
  expect(await inbox(world.admin, id)).toMatchObject([{ read: false }])
  await world.as(resident, tx => withdrawMyVehicleApplication(tx, resident, { applicationId: id }))
  expect(await inbox(world.admin, id)).toMatchObject([{ kind: 'vehicle-waiting', read: true }])
  expect(await inbox(resident, id)).toEqual([])
})
