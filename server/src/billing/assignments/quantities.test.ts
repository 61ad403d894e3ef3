import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { makeParkingWorld, type ParkingWorld } from '../../registry/testing/parking-world.ts'
import { addVehicle } from '../../registry/vehicles/add-vehicle.ts'
import { removeVehicle } from '../../registry/vehicles/remove-vehicle.ts'
import { previewBills } from '../bills/preview-bills.ts'
import { createRule } from '../index.ts'
import '../module.ts'
import { assignRuleInBulk } from './assign-in-bulk.ts'
import { type AssignmentView, listAssignments } from './assignment-view.ts'
import { editAssignment } from './edit-assignment.ts'
import { followCounts } from './follow-counts.ts'

let world: ParkingWorld
beforeAll(async () => {
  setClock(new Date('2026-05-20T02:00:00Z'))
  world = await makeParkingWorld()
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const follow = (day: string) => {
  const at = new Date(`${day}T02:00:00Z`)
  setClock(at)
  return world.as(world.admin, tx =>
    followCounts(tx, world.admin, { communityId: world.communityId }, { at, by: null } as never),
  )
}

const leave = (vehicleId: string, version: number) =>
  world.as(world.admin, tx => removeVehicle(tx, world.admin, { vehicleId, reason: '已售出', version }))

async function drive(plate: string, kind: 'car' | 'motorcycle' = 'car', home = '301'): Promise<string> {
  const { admin, communityId, wang, homeId } = world
  const words = { kind, brand: null, model: null, colour: null, notes: '', photoIds: [] }
  const car = { id: newId(), communityId, plate, ownerId: wang.id, premisesId: homeId(home), ...words }
  await world.as(admin, tx => addVehicle(tx, admin, car))
  return car.id
}

async function countedRule() {
  const { admin, communityId } = world
  const id = newId()
  await world.as(admin, tx =>
    createRule(tx, admin, {
      ...{
        id,
        communityId,
        code: id.slice(-8),
        name: '车辆管理费',
        itemName: '车辆管理费',
        kind: 'count-price',
        measure: 'quantity',
      },
      ...{ cycleMonths: 1, timing: 'arrears', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 0 },
      ...{ effectiveFrom: '2020-01-01', effectiveTo: null, fixedAmount: '0', unitPrice: '150' },
    } as never),
  )
  const filter = {
    ...{ buildingIds: [], unitIds: [], uses: [], states: [], floorFrom: null, floorTo: null, premisesIds: [] },
    ...{ spaces: null, vehicles: { kinds: ['car' as const] }, meters: null, leases: false },
  }
  const days = { startsOn: '2026-01-01', endsOn: null }
  const input = { ruleId: id, filter, ...days, quantity: null, quantityBy: 'vehicles' as const }
  await world.as(admin, tx => assignRuleInBulk(tx, admin, { ...input, payBy: 'owner', shares: [], tryOnly: false }))
  return id
}

const assignmentOf = async (ruleId: string): Promise<AssignmentView> => {
  const { items } = await world.as(world.admin, tx => listAssignments(tx, world.admin, { ruleId, limit: 9 }))
  if (!items[0]) throw new Error('It is assigned.')
  return items[0]
}

async function linesOf(ruleId: string, month: string) {
  const { bills, exceptions } = await world.as(world.admin, tx =>
    previewBills(tx, world.admin, { communityId: world.communityId, from: month, to: month, ruleIds: [ruleId] }),
  )
  expect(exceptions.filter(({ code }) => code !== 'no-payer')).toEqual([])
  return bills.flatMap(bill => bill.lines.map(line => [line.segmentStart, Number(line.amountFen)]))
}

it('a car that leaves is charged to the day before, the last one to none, one that comes from its day on', async () => {
  const [first, second] = [await drive('京A30001'), await drive('京A30002')]
  await drive('京A30003', 'motorcycle')
  const ruleId = await countedRule()
  expect(await assignmentOf(ruleId)).toMatchObject({ quantity: '2.0000', countedBy: 'vehicles', quantities: [] })
  await follow('2026-05-21')
  expect((await assignmentOf(ruleId)).quantities).toEqual([])
  setClock(new Date('2026-06-11T02:00:00Z'))
  await leave(first, 1)
  await follow('2026-06-11')
  await follow('2026-06-11')
  expect((await assignmentOf(ruleId)).quantities).toEqual([{ fromOn: '2026-06-11', quantity: '1', counted: true }])
  // 10 of 30 days with two, 20 with one.
  expect(await linesOf(ruleId, '2026-07')).toEqual([
    ['2026-06-01', 100_00],
    ['2026-06-11', 100_00],
  ])
  setClock(new Date('2026-07-17T02:00:00Z'))
  await leave(second, 1)
  await follow('2026-07-17')
  expect(await linesOf(ruleId, '2026-08')).toEqual([
    ['2026-07-01', 77_42],
    ['2026-07-17', 0],
  ])
  expect(await linesOf(ruleId, '2026-09')).toEqual([])
  await drive('京A30004')
  await follow('2026-09-01')
  expect(await linesOf(ruleId, '2026-10')).toEqual([['2026-09-01', 150_00]])
})

it('a day said afterwards goes before the one on which it was entered; what says nothing new cuts nothing', async () => {
  setClock(new Date('2026-05-20T02:00:00Z'))
  const ruleId = await countedRule()
  const edit = async (change: object) => {
    const { id: assignmentId, version } = await assignmentOf(ruleId)
    const input = { assignmentId, version, endsOn: null, quantity: '2', ...change }
    return world.as(world.admin, tx => editAssignment(tx, world.admin, input))
  }
  expect(await edit({ quantity: '3', quantityFrom: '2026-06-16' })).toMatchObject({
    ...{ quantity: '1.0000', quantities: [{ fromOn: '2026-06-16', quantity: '3', counted: false }] },
  })
  expect(await linesOf(ruleId, '2026-07')).toEqual([
    ['2026-06-01', 75_00],
    ['2026-06-16', 225_00],
  ])
  await edit({ quantity: '1', quantityFrom: '2026-06-16' })
  expect(await linesOf(ruleId, '2026-07')).toEqual([['2026-06-01', 150_00]])
  await edit({ quantity: '0', quantityFrom: '2026-06-16' })
  expect(await linesOf(ruleId, '2026-07')).toEqual([
    ['2026-06-01', 75_00],
    ['2026-06-16', 0],
  ])
  const wrong = (change: object, field: string) =>
    expect(edit(change)).rejects.toMatchObject({ code: 'billing.rule_wrong', params: { problems: [{ field }] } })
  await wrong({ quantity: '0' }, 'quantity')
  await wrong({ quantity: null, quantityFrom: '2026-06-16' }, 'quantity')
  await wrong({ quantity: '1', quantityFrom: '2025-12-31' }, 'quantityFrom')
})

it('what somebody said holds until a vehicle of that home comes or goes, whatever others do', async () => {
  setClock(new Date('2026-05-20T02:00:00Z'))
  const ruleId = await countedRule()
  const before = Number((await assignmentOf(ruleId)).quantity)
  const say = async (quantity: string, quantityFrom: string) => {
    const { id: assignmentId, version } = await assignmentOf(ruleId)
    const input = { assignmentId, version, endsOn: null, quantity, quantityFrom }
    await world.as(world.admin, tx => editAssignment(tx, world.admin, input))
  }
  const quantities = async () => (await assignmentOf(ruleId)).quantities
  await say('9', '2026-06-01')
  const nine = { fromOn: '2026-06-01', quantity: '9', counted: false }
  // Of another home, of no home, and of a kind that is not charged.
  await drive('京A30011', 'car', '302')
  await drive('京A30012', 'motorcycle')
  await follow('2026-06-02')
  expect(await quantities()).toEqual([nine])
  const car = await drive('京A30013')
  await follow('2026-06-05')
  const more = { fromOn: '2026-06-05', quantity: String(before + 1), counted: true }
  expect(await quantities()).toEqual([nine, more])
  // Said of a day on which one went.
  await say('7', '2026-06-08')
  setClock(new Date('2026-06-08T02:00:00Z'))
  await leave(car, 1)
  await follow('2026-06-08')
  await follow('2026-06-09')
  expect(await quantities()).toEqual([nine, more, { fromOn: '2026-06-08', quantity: '7', counted: false }])
})

it('two changes followed at once: the second waits, and the count that is kept is the last', async () => {
  setClock(new Date('2026-05-20T02:00:00Z'))
  const ruleId = await countedRule()
  const before = Number((await assignmentOf(ruleId)).quantity)
  const car = await drive('京A30021')
  const at = new Date('2026-07-01T02:00:00Z')
  const followed = (then: () => Promise<void> = async () => {}) =>
    world.as(world.admin, async tx => {
      await followCounts(tx, world.admin, { communityId: world.communityId }, { at, by: null } as never)
      await then()
    })
  // The first has counted it and is not done; then the car goes, which the second is told.
  let second = Promise.resolve()
  await followed(async () => {
    await leave(car, 1)
    second = followed()
    await untilBlockedOrDone(second)
  })
  await second
  expect((await assignmentOf(ruleId)).quantities.at(-1)).toEqual({
    ...{ fromOn: '2026-07-01', quantity: String(before), counted: true },
  })
})

async function untilBlockedOrDone(work: Promise<unknown>): Promise<void> {
  let isDone = false
  const done = work.then(() => {
    isDone = true
  })
  const blocked = "select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted"
  while (!isDone && (await asOwner<{ n: number }>(world.database, blocked))[0]?.n === 0)
    await Promise.race([done, pause()])
}

const pause = () => new Promise(resolve => setTimeout(resolve, 5))
