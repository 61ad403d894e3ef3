import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { asOwner } from '../../../../testing/world.ts'
import { setClock } from '../../../platform/clock.ts'
import { inTransaction } from '../../../platform/db.ts'
import { moneyByMonth, moneyTotals } from '../../dashboard/money-view.ts'
import { makeReportWorld } from '../../testing/report-world.ts'
import { listReportLines } from '../lines/lines-view.ts'
import { listCollection } from './collection-view.ts'
import { listHouseholdRates, readHouseholdRates } from './household-rates-view.ts'
import { listRatedHomes } from './rated-homes-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-06-30T12:00:00+08:00'))
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

test('deposits count for no collection rate, and every drill-down adds up', async () => {
  const world = await makeReportWorld(database, '押金里')
  await asOwner(
    database,
    "update billing.charge_item set treatment = 'deposit', refundable = true, category = 'deposit' where id = $1",
    [world.otherItemId],
  )
  // 100 of 400 paid; a deposit of 10,000 wholly; another home has nothing but a deposit, which it owes.
  await world.settle(await world.charge({ yuan: '400', startsOn: '2026-05-01' }), '2026-05-10', '100')
  const deposit = { itemId: world.otherItemId, startsOn: '2026-05-01' }
  await world.settle(await world.charge({ ...deposit, yuan: '10000' }), '2026-05-10', '10000')
  await world.charge({ ...deposit, yuan: '2000', room: 1 })
  const actor = await world.tenant.staff()
  const ask = <T>(work: (tx: Parameters<typeof listCollection>[0]) => Promise<T>) =>
    inTransaction(database.db, actor, work)
  const span = { from: '2026-05', to: '2026-05' }
  const page = { limit: 50, ...span }

  for (const by of ['month', 'item', 'building', 'community'] as const) {
    const { sums } = await ask(tx => listCollection(tx, actor, { ...page, by }))
    expect([by, sums.netFen, sums.collectedCurrentFen, sums.rateA]).toEqual([by, 400_00n, 100_00n, '25.00'])
    const homes = await ask(tx => listHouseholdRates(tx, actor, { ...page, by }))
    expect([homes.sums.householdsBilled, homes.sums.collectedFen, homes.sums.fullFen]).toEqual([1, 100_00n, 400_00n])
  }
  const rates = await ask(tx => readHouseholdRates(tx, actor, span))
  expect([rates.householdsBilled, rates.householdsClear]).toEqual([1, 0])
  const { total } = await ask(tx => listRatedHomes(tx, actor, { ...page, number: 'billed' }))
  expect(total).toBe(1)

  const numberFen = async (number: 'net' | 'collectedCurrent' | 'closingArrears', rated?: 'true') =>
    (await ask(tx => listReportLines(tx, actor, { ...page, number, rated }))).sums.numberFen
  expect(await numberFen('net', 'true')).toBe(400_00n)
  expect(await numberFen('collectedCurrent', 'true')).toBe(100_00n)
  expect(await numberFen('closingArrears', 'true')).toBe(300_00n)
  expect(await numberFen('closingArrears')).toBe(2300_00n)
  const all = await ask(tx => listReportLines(tx, actor, { ...page, rated: 'true' }))
  expect([all.total, all.sums.amountFen]).toEqual([1, 400_00n])

  const asked = { tenantId: world.tenant.tenantId, communityId: null }
  const totals = await ask(tx => moneyTotals(tx, asked))
  // What is receivable and open is all of it; the rate is of what is no deposit.
  expect([totals.receivableFen, totals.outstandingFen, totals.collectionRate]).toEqual([12_400_00n, 2300_00n, '25.00'])
  expect(await ask(tx => moneyByMonth(tx, asked))).toEqual([
    { month: '2026-05', receivableFen: 400_00n, collectedFen: 100_00n },
  ])
})
