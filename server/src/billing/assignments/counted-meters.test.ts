import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMeter } from '../../metering/meters/add-meter.ts'
import { retireMeter } from '../../metering/meters/retire-meter.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { makeParkingWorld, type ParkingWorld } from '../../registry/testing/parking-world.ts'
import { previewBills } from '../bills/preview-bills.ts'
import { createRule } from '../index.ts'
import '../module.ts'
import { assignRuleInBulk } from './assign-in-bulk.ts'
import { followCounts } from './follow-counts.ts'

/** What is charged by the number of meters follows them, by days or by whole months as the rule says. */

let world: ParkingWorld
beforeAll(async () => {
  at('2026-05-20')
  world = await makeParkingWorld()
})
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const at = (day: string) => setClock(new Date(`${day}T02:00:00Z`))

async function hang(code: string): Promise<string> {
  const { admin, communityId, homeId } = world
  const meter = {
    ...{ id: newId(), communityId, code, name: '', kind: 'water-cold' as const, level: 'household' as const },
    ...{ parentId: null, premisesId: homeId('301'), place: '厨房', multiplier: '1', digits: 5, decimals: 2 },
    ...{ initialReading: '0', installedOn: '2026-01-01', verifiedUntil: null, brand: '', model: '', deviceNo: '' },
    ...{ collector: '', readBy: 'person' as const, bands: [] as string[], notes: '' },
  }
  await world.as(admin, tx => addMeter(tx, admin, meter))
  return meter.id
}

async function countedRule(proration: 'ACTUAL' | 'WHOLE_MONTH'): Promise<string> {
  const { admin, communityId } = world
  const id = newId()
  await world.as(admin, async tx => {
    await createRule(tx, admin, {
      ...{ id, communityId, code: id.slice(-8), name: '表具维护费', itemName: '表具维护费', kind: 'count-price' },
      ...{ measure: 'quantity', cycleMonths: 1, timing: 'arrears', lineGrain: 'natural-month', proration, dueDays: 0 },
      ...{ effectiveFrom: '2020-01-01', effectiveTo: null, fixedAmount: '0', unitPrice: '30' },
    } as never)
    const filter = {
      ...{ buildingIds: [], unitIds: [], uses: [], states: [], floorFrom: null, floorTo: null, premisesIds: [] },
      ...{ spaces: null, vehicles: null, meters: { kinds: [] }, leases: false },
    }
    await assignRuleInBulk(tx, admin, {
      ...{ ruleId: id, filter, startsOn: '2026-01-01', endsOn: null, quantity: null, quantityBy: 'meters' as const },
      ...{ payBy: 'owner' as const, shares: [], tryOnly: false },
    })
  })
  return id
}

const follow = (day: string) => {
  at(day)
  const told = { at: new Date(`${day}T02:00:00Z`), by: null } as never
  return world.as(world.admin, tx => followCounts(tx, world.admin, { communityId: world.communityId }, told))
}

async function linesOf(ruleId: string, month: string) {
  const { communityId, admin } = world
  const asked = { communityId, from: month, to: month, ruleIds: [ruleId] }
  const { bills } = await world.as(admin, tx => previewBills(tx, admin, asked))
  return bills.flatMap(({ lines }) => lines.map(({ segmentStart, amountFen }) => `${segmentStart} ${amountFen}`))
}

it('one that is hung up counts from its day, one that is taken away to the day before; whole months count it wholly', async () => {
  const first = await hang('SB-1')
  const [byDays, whole] = [await countedRule('ACTUAL'), await countedRule('WHOLE_MONTH')]
  at('2026-06-16')
  await hang('SB-2')
  await follow('2026-06-16')
  expect(await linesOf(byDays, '2026-07')).toEqual(['2026-06-01 1500', '2026-06-16 3000'])
  expect(await linesOf(whole, '2026-07')).toEqual(['2026-06-01 6000'])
  at('2026-07-11')
  await world.as(world.admin, tx =>
    retireMeter(tx, world.admin, {
      ...{ meterId: first, version: 1, retiredOn: '2026-07-11', reason: '拆除', finalReading: '1' },
    } as never),
  )
  await follow('2026-07-11')
  expect(await linesOf(byDays, '2026-08')).toEqual(['2026-07-01 1935', '2026-07-11 2032'])
  expect(await linesOf(whole, '2026-08')).toEqual(['2026-07-01 6000'])
  expect(await linesOf(whole, '2026-09')).toEqual(['2026-08-01 3000'])
})
