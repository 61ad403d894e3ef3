import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { addPool } from '../pools/add-pool.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'
import { previewBills } from './preview-bills.ts'

/** A saved rule tried on a home on which it is not charged. */

let database: TestDatabase
let usage: UsageWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  usage = await makeUsageWorld(database)
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

async function tried(ruleId: string, premisesId: string, month: string, more: object = {}) {
  const asked = {
    ruleId,
    premisesId,
    from: month,
    to: month,
    startsOn: null,
    quantity: null,
    quantityBy: null,
    ...more,
  }
  const { bills, exceptions } = await usage.world.as((tx, actor) => previewBills(tx, actor, asked))
  return {
    bills: bills.map(({ payerName, amountFen, change, exists }) => `${payerName} ${amountFen} ${change} ${exists}`),
    exceptions: exceptions.flatMap(({ code }) => (code === 'no-payer' ? [] : [code])),
  }
}

test('by its area, its meters and who owns it; a quantity and a start as they are said; nothing is there', async () => {
  const home = await usage.makeHome('Try', '89.37')
  const owner = newId()
  await usage.world.as(async (tx, actor) => {
    const person = { id: owner, name: '业主甲', sex: null, phone: null, idNumber: null }
    await addPeople(tx, actor, usage.world.communityId, [person])
    await ensureOccupancies(tx, actor, [{ premisesId: home, personId: owner, kind: 'owner', fromOn: '2020-01-01' }])
  })
  const fee = await usage.makeRule({ kind: 'area-price', unitPrice: '2.85', timing: 'advance' })
  expect(await tried(fee.id, home, '2026-03')).toEqual({ bills: ['业主甲 25470 new false'], exceptions: [] })
  // E04
  expect((await tried(fee.id, home, '2026-03', { startsOn: '2026-03-18' })).bills).toMatchObject([
    '业主甲 11503 new false',
  ])
  const water = await usage.makeRule({ kind: 'metered', unitPrice: '3.45' })
  expect(await tried(water.id, home, '2026-02')).toMatchObject({ bills: [], exceptions: ['no-reading'] })
  await usage.read(await usage.makeMeter(home, { initialReading: '1234' }), [['2026-01-31', '1251']])
  expect(await tried(water.id, home, '2026-02')).toMatchObject({
    ...{ bills: ['业主甲 5865 new false'], exceptions: [] },
  })
  const cars = await usage.makeRule({ kind: 'count-price', measure: 'quantity', unitPrice: '150', timing: 'advance' })
  expect((await tried(cars.id, home, '2026-03')).exceptions).toEqual(['no-measure'])
  expect((await tried(cars.id, home, '2026-03', { quantity: '2' })).bills).toMatchObject(['业主甲 30000 new false'])
  // As many as there are, without typing: one meter, no vehicle.
  expect((await tried(cars.id, home, '2026-03', { quantityBy: 'meters' })).bills).toMatchObject([
    '业主甲 15000 new false',
  ])
  expect((await tried(cars.id, home, '2026-03', { quantityBy: 'vehicles' })).bills).toEqual([])
})

test('a shared cost as if the home shared it; a home that does stays once among the members', async () => {
  const rule = await usage.makeRule({ kind: 'pool' })
  const [member, other] = [await usage.makeHome('In', '100'), await usage.makeHome('Out', '300')]
  await usage.assign(rule.id, member)
  await usage.world.as((tx, actor) =>
    addPool(tx, actor, {
      ...{ id: newId(), communityId: usage.world.communityId, ruleId: rule.id, name: '公共照明', note: '' },
      ...{ cost: { by: 'amount', totalFen: 100_00n }, basis: 'area', meterKind: null, factors: [] },
      ...{ exempt: 'redistribute', exemptPremisesIds: [], fromOn: '2026-06-01', toOn: '2026-06-30' },
    }),
  )
  expect((await tried(rule.id, other, '2026-07')).bills).toMatchObject(['null 7500 new false'])
  expect((await tried(rule.id, member, '2026-07')).bills).toMatchObject(['null 10000 new false'])
})

test('of another community, or not there, it is not found', async () => {
  const rule = await usage.makeRule({ kind: 'fixed', fixedAmount: '10' })
  await expect(tried(rule.id, newId(), '2026-07')).rejects.toMatchObject({ code: 'platform.not_found' })
  await expect(tried(newId(), await usage.makeHome('X'), '2026-07')).rejects.toMatchObject({
    code: 'platform.not_found',
  })
})
