import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { addMeter } from '../../metering/meters/add-meter.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { ensureSpaces } from '../../registry/index.ts'
import { endSpaceLease } from '../../registry/spaces/change-lease.ts'
import { letSpace } from '../../registry/spaces/let-space.ts'
import { readSpace } from '../../registry/spaces/space-view.ts'
import { makeParkingWorld, type ParkingWorld } from '../../registry/testing/parking-world.ts'
import { addVehicle } from '../../registry/vehicles/add-vehicle.ts'
import { createRule } from '../index.ts'
import '../module.ts'
import { assignRuleInBulk } from './assign-in-bulk.ts'
import { assignRule } from './assign-rule.ts'
import { listAssignments } from './assignment-view.ts'
import type { BulkInput } from './bulk-filter.ts'
import { editAssignment } from './edit-assignment.ts'
import { followLeases } from './follow-leases.ts'
import { lockCharges } from './lock-charges.ts'
import { removeAssignment } from './remove-assignment.ts'

let world: ParkingWorld
beforeAll(async () => {
  setClock(new Date('2026-03-20T02:00:00Z'))
  world = await makeParkingWorld()
  const { admin, communityId, wang, spaceId } = world
  await world.as(admin, tx =>
    ensureSpaces(tx, admin, communityId, [
      { premisesId: spaceId('001'), tenure: 'owned' },
      { premisesId: spaceId('002'), tenure: 'civil-defence' },
      { premisesId: spaceId('003'), tenure: 'civil-defence', charging: 'slow' },
    ]),
  )
  const lease = { id: newId(), holderId: wang.id, vehicleIds: [], monthlyPriceFen: 300_00n, notes: '' }
  await world.as(admin, tx =>
    letSpace(tx, admin, {
      ...{ ...lease, spaceId: spaceId('002'), fromOn: '2026-01-15', toOn: '2026-12-14' },
      renewsId: null,
    } as never),
  )
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const NO_PLACE = { buildingIds: [], unitIds: [], uses: [], states: [], floorFrom: null, floorTo: null, premisesIds: [] }
const makeRule = async (change: object = {}) => {
  const { admin, communityId } = world
  const id = newId()
  await world.as(admin, tx =>
    createRule(tx, admin, {
      ...{ id, communityId, code: id.slice(-8), name: '停车', itemName: '停车费', kind: 'fixed', cycleMonths: 1 },
      ...{ timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 0 },
      ...{ effectiveFrom: '2020-01-01', effectiveTo: null, fixedAmount: '100', unitPrice: '0', ...change },
    } as never),
  )
  return id
}
const bulk = (ruleId: string, filter: Partial<BulkInput['filter']>, change: Partial<BulkInput> = {}) => {
  const { admin } = world
  return world.as(admin, tx =>
    assignRuleInBulk(tx, admin, {
      ...{
        ruleId,
        startsOn: '2026-04-01',
        endsOn: null,
        quantity: null,
        quantityBy: 'given',
        payBy: 'owner',
        shares: [],
      },
      ...{ tryOnly: false, ...change },
      filter: { ...NO_PLACE, spaces: null, vehicles: null, meters: null, leases: false, ...filter },
    }),
  )
}
const ALL = { tenures: [], sizes: [], chargings: [] }

describe('a rule in bulk', () => {
  it('goes to parking spaces by what they are, shown one by one before it is done', async () => {
    const ruleId = await makeRule()
    const open = { spaces: { ...ALL, tenures: ['civil-defence' as const] } }
    const tried = await bulk(ruleId, open, { tryOnly: true })
    expect(tried).toMatchObject({ found: 2, added: 2, alreadyAssigned: 0 })
    expect(tried.rows.map(row => [row.premisesId, row.startsOn, row.endsOn, row.alreadyAssigned])).toEqual(
      ['002', '003'].map(code => [world.spaceId(code), '2026-04-01', null, false]),
    )
    expect(await bulk(ruleId, { spaces: { ...ALL, chargings: ['slow'] } })).toMatchObject({ found: 1, added: 1 })
    expect(await bulk(ruleId, open)).toMatchObject({ found: 2, added: 1, alreadyAssigned: 1 })
    expect(await bulk(ruleId, { spaces: ALL }, { tryOnly: true })).toMatchObject({ found: 8, alreadyAssigned: 2 })
  })

  it('goes to what is let, on the days of the lease, paid by who rents', async () => {
    const ruleId = await makeRule()
    const input = { payBy: 'leaseholder' as const }
    await expect(bulk(ruleId, { spaces: ALL }, input)).rejects.toMatchObject({ code: 'billing.rule_wrong' })
    const done = await bulk(ruleId, { leases: true }, input)
    expect(done.rows).toMatchObject([
      { premisesId: world.spaceId('002'), startsOn: '2026-04-01', endsOn: '2026-12-14', payerName: '王小明' },
    ])
    const { admin } = world
    const { items } = await world.as(admin, tx => listAssignments(tx, admin, { ruleId, limit: 9 }))
    expect(items.map(item => item.payers[0]?.shares)).toMatchObject([
      [{ kind: 'person', personId: world.wang.id, personName: '王小明', percent: '100' }],
    ])
  })

  it('follows the lease it was charged for: given up early, never come about, ended by hand', async () => {
    const { admin, communityId, spaceId } = world
    const ruleId = await makeRule()
    await bulk(ruleId, { leases: true })
    const read = () => world.as(admin, tx => listAssignments(tx, admin, { ruleId, limit: 5 }).then(page => page.items))
    const follow = () => world.as(admin, tx => followLeases(tx, admin, { communityId }))
    const lease = (days: string) =>
      asOwner(world.database, `update registry.space_lease set ${days} where tenant_id = $1`, [admin.tenantId ?? ''])
    expect(await read()).toMatchObject([{ endsOn: '2026-12-14', followsLease: true }])
    await lease("ended_on = '2026-08-31'")
    await follow()
    expect(await read()).toMatchObject([{ endsOn: '2026-08-31', version: 2 }])
    await follow()
    expect(await read()).toMatchObject([{ version: 2 }])
    // From the day after it is let to another, whose charge begins there: what ended stays ended though the lease holds again.
    const next = await world.as(admin, tx =>
      assignRule(tx, admin, {
        ...{ id: newId(), ruleId, premisesId: spaceId('002') },
        startsOn: '2026-09-01',
        endsOn: null,
        quantity: null,
      }),
    )
    await lease('ended_on = null')
    await follow()
    expect((await read()).map(row => row.endsOn)).toEqual(['2026-08-31', null])
    await world.as(admin, tx => removeAssignment(tx, admin, { assignmentId: next.id, version: next.version }))
    await follow()
    expect(await read()).toMatchObject([{ endsOn: '2026-12-14' }])
    const [row] = await read()
    const end = { assignmentId: row?.id ?? '', version: row?.version ?? 0, endsOn: '2026-06-30', quantity: null }
    await world.as(admin, tx => editAssignment(tx, admin, end))
    await follow()
    expect(await read()).toMatchObject([{ endsOn: '2026-06-30', followsLease: false }])
    // Nothing is to go: whoever writes bills meanwhile is not waited for.
    const third = await makeRule()
    await bulk(third, { leases: true })
    await world.as(admin, async tx => {
      await lockCharges(tx, admin, 'bill')
      await lease("ended_on = '2026-08-31'")
      await follow()
    })
    await lease('ended_on = null')
    await follow()

    // Asked for until a day it ends then, whatever the lease says; never come about, it goes.
    const [untilMay, second] = [await makeRule(), await makeRule()]
    await bulk(untilMay, { leases: true }, { endsOn: '2026-05-31' })
    await bulk(second, { leases: true }, { payBy: 'leaseholder' })
    await lease("ended_on = '2026-08-31'")
    await follow()
    const endOf = (of: string) =>
      world.as(admin, tx =>
        listAssignments(tx, admin, { ruleId: of, limit: 5 }).then(page => page.items.map(one => one.endsOn)),
      )
    expect([await endOf(untilMay), await endOf(second)]).toEqual([['2026-05-31'], ['2026-08-31']])
    await lease('ended_on = null')
    const space = await world.as(admin, tx => readSpace(tx, admin, { spaceId: spaceId('002') }))
    const [held] = space.leases
    if (!held) throw new Error('The space is let.')
    await world.as(admin, tx =>
      endSpaceLease(tx, admin, {
        ...{ spaceId: spaceId('002'), leaseId: held.id, lastOn: '2026-01-14', reason: '未入住', version: held.version },
      }),
    )
    await follow()
    expect([await endOf(untilMay), await endOf(second)]).toEqual([[], []])
  })

  it('counts vehicles and meters, and is shared out as it is said', async () => {
    const { admin, communityId, wang, homeId } = world
    const words = { kind: 'car' as const, brand: null, model: null, colour: null, notes: '', photoIds: [] }
    for (const plate of ['京A20001', '京A20002']) {
      const car = { id: newId(), communityId, plate, ownerId: wang.id, premisesId: homeId('301'), ...words }
      await world.as(admin, tx => addVehicle(tx, admin, car))
    }
    const ruleId = await makeRule({ kind: 'count-price', measure: 'quantity', unitPrice: '150' })
    const shares = [
      { kind: 'owner' as const, personId: null, percent: '60' },
      { kind: 'person' as const, personId: world.zhang.id, percent: '40' },
    ]
    await expect(
      bulk(ruleId, { vehicles: { kinds: [] } }, { payBy: 'shares', shares: shares.slice(1), quantityBy: 'vehicles' }),
    ).rejects.toMatchObject({ code: 'billing.payers_wrong' })
    const done = await bulk(
      ruleId,
      { vehicles: { kinds: ['car'] } },
      { payBy: 'shares', shares, quantityBy: 'vehicles' },
    )
    expect(done.rows.map(row => [row.premisesId, Number(row.quantity)])).toEqual([[homeId('301'), 2]])
    const { items } = await world.as(admin, tx => listAssignments(tx, admin, { ruleId, limit: 9 }))
    expect(items[0]?.payers[0]?.shares.map(share => share.percent)).toEqual(['60', '40'])
    expect(await bulk(ruleId, { vehicles: { kinds: ['electric-bike'] as never } })).toMatchObject({ found: 0 })

    const meter = {
      ...{ id: newId(), communityId, code: 'SB-1', name: '', kind: 'water-cold' as const, level: 'household' as const },
      ...{ parentId: null, premisesId: homeId('302'), place: '', multiplier: '1', digits: 5, decimals: 2, notes: '' },
      ...{ initialReading: '0', installedOn: '2025-12-31', verifiedUntil: null, brand: '', model: '', deviceNo: '' },
      ...{ collector: '', readBy: 'person' as const, bands: [] as string[] },
    }
    await world.as(admin, tx => addMeter(tx, admin, meter))
    const read = await makeRule({
      kind: 'metered',
      meterKind: 'water-cold',
      unitPrice: '3.45',
      timing: 'arrears',
      meter: {},
    })
    expect(await bulk(read, { meters: { kinds: ['water-cold'] } })).toMatchObject({ found: 1, added: 1 })
    expect(await bulk(read, { meters: { kinds: ['gas'] } })).toMatchObject({ found: 0 })
  })
})
