import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { readHouseholdOn } from '../occupancies/household-view.ts'
import { moveIn } from '../occupancies/move-in.ts'
import { addPeople } from '../people/add-people.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { createLease } from './create-lease.ts'
import { terminateLease } from './end-lease.ts'
import { reinstateLease } from './reinstate-lease.ts'

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

/** Each test finds the rooms as nobody let them. */
afterEach(async () => {
  await asOwner(world.database, 'delete from registry.lease')
  await asOwner(world.database, `delete from registry.occupancy where kind = 'tenant'`)
  await asOwner(world.database, `update registry.premises set state = 'occupied' where use <> 'parking'`)
})

let counter = 0
/** A signed lease of 302, which 张三 owns, to 王小明, for the year 2026. */
function create(change: object = {}) {
  counter += 1
  const lease = {
    ...{ id: newId(), number: `HT-${counter}`, signedOn: '2025-12-20', fromOn: '2026-01-01', toOn: '2026-12-31' },
    ...{ rentKind: 'fixed', rentFen: 350_000n, rentPeriod: 'month', unitPrice: null, areaM2: null, payEveryMonths: 3 },
    ...{ paymentDay: 5, depositFen: 350_000n, purpose: '居住', notes: '', documents: [], staffId: null },
    ...{ premisesIds: [world.homeId('302')], landlordIds: [world.zhang.id], tenantIds: [world.wang.id] },
    ...change,
  } as Parameters<typeof createLease>[2]
  return world.as(admin, tx => createLease(tx, admin, lease))
}
type Known = { id: string; version: number }
const terminate = ({ id: leaseId, version }: Known, lastOn: string) =>
  world.as(admin, tx => terminateLease(tx, admin, { leaseId, version, lastOn, reason: '提前退租' }))
const reinstate = ({ id: leaseId, version }: Known) =>
  world.as(admin, tx => reinstateLease(tx, admin, { leaseId, version, reason: '终止错了' }))
const tenantsOn = async (on: string) => {
  const home = await world.as(admin, tx => readHouseholdOn(tx, admin, { premisesId: world.homeId('302'), on }))
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

describe('a lease that was ended early', () => {
  test('by mistake holds again, with its tenants', async () => {
    const lease = await create({ tenantIds: [world.wang.id] })
    const ended = await terminate(lease, '2026-06-30')
    expect(await tenantsOn('2026-08-01')).toEqual([])
    const again = await reinstate(ended)
    expect([again.status, again.endedOn, again.endedReason]).toEqual(['active', null, null])
    expect(await tenantsOn('2026-08-01')).toEqual(['王小明 2026-01-01–2026-12-31'])
    expect(await stateOf('302')).toBe('let')
    await expect(reinstate(again)).rejects.toThrow('registry.lease_not_ended')
    // Never came about, and all the same after all.
    const never = await terminate(again, '2025-12-01')
    expect(never.status).toBe('cancelled')
    expect((await reinstate(never)).status).toBe('active')
    expect(await tenantsOn('2026-08-01')).toEqual(['王小明 2026-01-01–2026-12-31'])
  })

  test('is not taken back once others rent there, are registered there, or its number is used again', async () => {
    const li = { id: newId(), name: '李四', sex: null, phone: null, idNumber: null }
    await world.as(admin, tx => addPeople(tx, admin, world.communityId, [li]))
    const lease = await create()
    const ended = await terminate(lease, '2026-06-30')
    const next = await create({ fromOn: '2026-09-01', toOn: '2026-12-31', signedOn: '2026-08-20', tenantIds: [li.id] })
    await expect(reinstate(ended)).rejects.toMatchObject({
      code: 'registry.premises_let',
      params: { number: next.number },
    })
    await terminate(next, '2026-08-01')
    const mover = { id: newId(), personId: li.id, kind: 'tenant' as const, toOn: null, share: null, relation: null }
    await world.as(admin, tx =>
      moveIn(tx, admin, {
        ...{ premisesId: world.homeId('302'), on: '2026-10-01', movers: [{ ...mover, resides: true, note: '' }] },
      }),
    )
    await expect(reinstate(ended)).rejects.toMatchObject({
      ...{ code: 'registry.lease_followed', params: { since: '2026-10-01' } },
    })
    await asOwner(world.database, `delete from registry.occupancy where kind = 'tenant'`)
    const cancelled = await terminate(await reinstate(ended), '2025-12-01')
    await create({ number: lease.number, fromOn: '2027-01-01', toOn: '2027-12-31' })
    await expect(reinstate(cancelled)).rejects.toThrow('registry.lease_number_taken')
  })

  test('does not bring back a tenant who had left before', async () => {
    const lease = await create()
    await asOwner(world.database, `update registry.occupancy set to_on = '2026-04-30' where kind = 'tenant'`)
    await reinstate(await terminate(lease, '2026-06-30'))
    expect(await tenantsOn('2026-08-01')).toEqual([])
  })
})
