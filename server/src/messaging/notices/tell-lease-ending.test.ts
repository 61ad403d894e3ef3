import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { registerSubscriptions } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { createLease } from '../../registry/leases/create-lease.ts'
import { remindLeases } from '../../registry/leases/remind-leases.ts'
import { letSpace } from '../../registry/spaces/let-space.ts'
import { makeParkingWorld, type ParkingWorld } from '../../registry/testing/parking-world.ts'
import messaging from '../module.ts'
import { listNotices } from './notice-view.ts'

let world: ParkingWorld
let clerk: Actor
let stranger: Actor
let tenant: Actor

beforeAll(async () => {
  setClock(new Date('2026-11-23T08:10:00+08:00'))
  world = await makeParkingWorld()
  registerSubscriptions([messaging])
  clerk = await world.tenant.staff({ name: '经办' })
  stranger = await world.tenant.staff({ communityIds: [newId()] })
  tenant = await world.tenant.resident(world.wang.id)
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const inbox = async (actor: Actor) => {
  const { items } = await world.as(actor, tx => listNotices(tx, actor, { limit: 50 }))
  return items.map(({ kind, params, about }) => [kind, params.place, params.days, about?.kind ?? null]).sort()
}

test('who looks after a lease is told of its end, and the tenant; of a space who may manage spaces there; each once', async () => {
  const { admin, zhang, wang } = world
  await world.as(admin, async tx => {
    await createLease(tx, admin, {
      ...{ id: newId(), number: 'HT-1', rentKind: 'fixed', rentFen: 1n, rentPeriod: 'month', unitPrice: null },
      ...{ areaM2: null, payEveryMonths: 1, paymentDay: 1, depositFen: 0n, purpose: '', notes: '', documents: [] },
      ...{ staffId: clerk.id, signedOn: '2026-01-01', premisesIds: [world.homeId('302')], landlordIds: [zhang.id] },
      ...{ tenantIds: [wang.id], fromOn: '2026-01-01', toOn: '2026-12-10' },
    })
    await letSpace(tx, admin, {
      ...{ spaceId: world.spaceId('003'), id: newId(), holderId: zhang.id, fromOn: '2026-01-01', toOn: '2026-12-01' },
      ...{ monthlyPriceFen: 1n, vehicleIds: [], notes: '', apart: false },
    })
  })
  for (let again = 0; again < 2; again++) {
    await world.as(world.tenant.system, tx => remindLeases(tx, world.tenant.system))
    await drainJobs(world.database.db, world.database.config, world.database.jobsUrl, [messaging], PLATFORM_JOBS)
  }
  expect(await inbox(clerk)).toEqual([
    ['lease-ending', '1栋1单元302室', '17', 'lease'],
    ['lease-ending', 'A区车位003', '8', 'space'],
  ])
  expect(await inbox(admin)).toEqual([['lease-ending', 'A区车位003', '8', 'space']])
  expect(await inbox(stranger)).toEqual([])
  expect(await inbox(tenant)).toEqual([['my-lease-ending', '1栋1单元302室', '17', 'home']])
  const events = await asOwner(world.database, `select 1 from platform.event where name = 'registry.leaseEnding'`)
  expect(events).toHaveLength(2)
})
