import { analytics as contract } from '@anju/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { fen, makeReportWorld, type ReportWorld } from '../testing/report-world.ts'
import { listAgeing } from './ageing/ageing-view.ts'
import { listCollection } from './collection/collection-view.ts'
import { listHouseholdRates, readHouseholdRates } from './collection/household-rates-view.ts'
import { listReportLines } from './lines/lines-view.ts'
import { listCash } from './movements/cash-view.ts'
import { listDepositMovements } from './movements/deposits-view.ts'
import { listMovementRows } from './movements/movement-rows-view.ts'
import { listPrepayments } from './movements/prepayments-view.ts'
import { listTaxes } from './movements/taxes-view.ts'
import { listWaivers } from './movements/waivers-view.ts'
import { listReceivables } from './receivables/receivables-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
beforeEach(() => setClock(new Date('2026-06-30T12:00:00+08:00')))
afterEach(() => setClock(null))

const page = { limit: 50 }

async function asking(world: ReportWorld) {
  const actor = await world.tenant.staff()
  const ask = <I extends object, O>(verb: (tx: Tx, actor: Actor, input: I) => Promise<O>, input: I) =>
    inTransaction(database.db, actor, tx => verb(tx, actor, input), { readOnly: true })
  return { actor, ask }
}

test('E70: 账龄 as of 2026-06-30, by the day each line is due', async () => {
  const world = await makeReportWorld(database)
  const debts: [string, string, number][] = [
    ['254.70', '2026-06-15', 0],
    ['254.70', '2026-04-20', 0],
    ['254.70', '2026-01-31', 1],
    ['300.00', '2025-05-31', 2],
    ['180.00', '2023-06-30', 2],
  ]
  for (const [yuan, dueOn, room] of debts)
    await world.charge({ yuan, dueOn, startsOn: dueOn, issuedOn: '2023-06-01', room })
  const { ask } = await asking(world)
  const report = await ask(listAgeing, { ...page, by: 'building' })
  expect(report.sums).toEqual({
    ...{ notDueFen: 0n, days0to30Fen: fen('254.70'), days31to90Fen: fen('254.70'), days91to180Fen: fen('254.70') },
    ...{ days181to365Fen: 0n, years1to2Fen: fen('300'), years2to3Fen: fen('180'), over3yearsFen: 0n },
    ...{ totalFen: fen('1244.10'), householdCount: 3 },
  })
  expect(report.items.map(row => [row.name, row.totalFen, row.householdCount])).toEqual([
    ['1栋', fen('764.10'), 2],
    ['2栋', fen('480.00'), 1],
  ])
  // Each age opens the lines it is made of, of whatever months; all of them, the whole.
  const ages = {
    ...{ notDue: report.sums.notDueFen, days0to30: report.sums.days0to30Fen, days31to90: report.sums.days31to90Fen },
    ...{ days91to180: report.sums.days91to180Fen, days181to365: report.sums.days181to365Fen },
    ...{ years1to2: report.sums.years1to2Fen, years2to3: report.sums.years2to3Fen },
    ...{ over3years: report.sums.over3yearsFen, all: report.sums.totalFen },
  }
  for (const [age, sum] of Object.entries(ages)) {
    const lines = await ask(listReportLines, { ...page, age: age as 'all' })
    expect([age, lines.sums.outstandingFen]).toEqual([age, sum])
  }
  const ofBuilding = { ...page, age: 'all', buildingId: report.items[0]?.groupId ?? '' } as const
  expect((await ask(listReportLines, ofBuilding)).sums.outstandingFen).toBe(fen('764.10'))
  expect((await ask(listReportLines, { ...page, age: 'all', asOf: '2023-06-30' })).sums.outstandingFen).toBe(
    fen('1244.10'),
  )
  // A day later the oldest is over three years old; a month earlier the youngest was not due yet.
  expect((await ask(listAgeing, { ...page, by: 'item', asOf: '2026-07-01' })).sums).toMatchObject({
    years2to3Fen: 0n,
    over3yearsFen: fen('180'),
  })
  expect((await ask(listAgeing, { ...page, by: 'item', asOf: '2026-06-10' })).sums.notDueFen).toBe(fen('254.70'))
  expect(z.safeEncode(contract.listAgeing.response, report).success).toBe(true)
})

test('a day in the past: what was paid since is owed again, what was issued since is not', async () => {
  const world = await makeReportWorld(database)
  const line = await world.charge({ yuan: '100', startsOn: '2026-03-01', dueOn: '2026-03-10' })
  await world.settle(line, '2026-05-05', '60')
  await world.charge({ yuan: '40', startsOn: '2026-04-01', issuedOn: '2026-06-01' })
  const { ask } = await asking(world)
  const total = async (asOf: string) => (await ask(listAgeing, { ...page, by: 'item', asOf })).sums.totalFen
  expect([await total('2026-05-04'), await total('2026-05-05'), await total('2026-06-01')]).toEqual([
    fen('100'),
    fen('40'),
    fen('80'),
  ])
  const receivables = await ask(listReceivables, { ...page, by: 'month', asOf: '2026-05-04' })
  expect(receivables.sums).toMatchObject({ billedFen: fen('100'), collectedFen: 0n, outstandingFen: fen('100') })
})

test('应收, 实收, 欠费 by month, building and item, each the sum of its lines', async () => {
  const world = await makeReportWorld(database)
  const may = await world.charge({ yuan: '254.70', startsOn: '2026-05-01', room: 0 })
  await world.settle(may, '2026-05-20', '254.70')
  const june = await world.charge({ yuan: '254.70', startsOn: '2026-06-10', room: 0 })
  await world.settle(june, '2026-06-20', '54.70')
  await world.charge({ yuan: '300', startsOn: '2026-06-01', room: 3, itemId: world.otherItemId })
  // Neither a draft nor a void bill is receivable, and 2025 is not asked for.
  await world.charge({ yuan: '999', startsOn: '2026-06-01', state: 'draft' })
  await world.charge({ yuan: '999', startsOn: '2026-06-01', state: 'void' })
  await world.charge({ yuan: '999', startsOn: '2025-12-31' })
  const { ask } = await asking(world)
  const byMonth = await ask(listReceivables, { ...page, by: 'month' })
  expect(byMonth).toMatchObject({ from: '2026-01', to: '2026-06', asOf: '2026-06-30' })
  expect(byMonth.items.map(row => [row.name, row.netFen, row.collectedFen, row.outstandingFen, row.rate])).toEqual([
    ['2026-05', fen('254.70'), fen('254.70'), 0n, '100.00'],
    ['2026-06', fen('554.70'), fen('54.70'), fen('500'), '9.86'],
  ])
  const byBuilding = await ask(listReceivables, { ...page, by: 'building' })
  expect(byBuilding.items.map(row => [row.name, row.outstandingFen])).toEqual([
    ['', fen('300')],
    ['1栋', fen('200')],
  ])
  const byItem = await ask(listReceivables, { limit: 1, by: 'item', sort: '-billedFen' })
  expect([byItem.items[0]?.name, byItem.total]).toEqual(['物业费', 2])
  const next = await ask(listReceivables, { limit: 1, by: 'item', sort: '-billedFen', cursor: byItem.next ?? '' })
  expect([next.items[0]?.name, next.next]).toEqual(['车位费', null])
  const outside = await ask(listReportLines, { ...page, buildingId: 'none' })
  expect([outside.sums.outstandingFen, outside.total]).toEqual([fen('300'), 1])
  for (const report of [byMonth, byBuilding, byItem]) expect(report.sums.outstandingFen).toBe(fen('500'))
  const lines = await ask(listReportLines, { ...page, standing: 'open' })
  expect(lines.items.map(line => [line.premisesLabel, line.outstandingFen])).toEqual([
    ['A区车位C1', fen('300')],
    ['1栋101室', fen('200')],
  ])
  expect(lines.sums.outstandingFen).toBe(fen('500'))
  expect(z.safeEncode(contract.listReportLines.response, lines).success).toBe(true)
  // Sums of everything come from what is kept, of a part from its lines: both are those of the lines shown.
  for (const standing of [undefined, 'open', 'settled', 'overdue'] as const)
    for (const asOf of [undefined, '2026-06-30', '2026-05-31']) {
      const { items, sums, total } = await ask(listReportLines, { ...page, standing, asOf })
      const sumOf = (name: Exclude<keyof typeof sums, 'taxFen' | 'numberFen'>) =>
        items.reduce((sum, line) => sum + line[name], 0n)
      expect([sums.amountFen, sums.collectedFen, sums.waivedFen, sums.outstandingFen, total]).toEqual([
        ...[sumOf('amountFen'), sumOf('collectedFen'), sumOf('waivedFen'), sumOf('outstandingFen'), items.length],
      ])
    }
  expect(z.safeEncode(contract.listReceivables.response, byBuilding).success).toBe(true)
})

test('collection: each month begins with what the one before ended with; nothing to collect has no rate', async () => {
  const world = await makeReportWorld(database)
  const old = await world.charge({ yuan: '1000', startsOn: '2025-11-01' })
  await world.settle(old, '2026-02-03', '300')
  // A quarter billed and paid ahead in January.
  for (const startsOn of ['2026-01-01', '2026-02-01', '2026-03-01']) {
    const line = await world.charge({ yuan: '100', startsOn, issuedOn: '2026-01-02' })
    await world.settle(line, '2026-01-09', '80')
  }
  const { ask } = await asking(world)
  const report = await ask(listCollection, { ...page, by: 'month', from: '2026-01', to: '2026-04' })
  expect(
    report.items.map(row => [
      row.name,
      row.openingArrearsFen,
      row.collectedCurrentFen,
      row.closingArrearsFen,
      row.rateA,
    ]),
  ).toEqual([
    ['2026-01', fen('1000'), fen('80'), fen('1020'), '80.00'],
    ['2026-02', fen('1020'), fen('80'), fen('740'), '80.00'],
    ['2026-03', fen('740'), fen('80'), fen('760'), '80.00'],
    ['2026-04', fen('760'), 0n, fen('760'), null],
  ])
  expect(report.items[1]).toMatchObject({ collectedAheadFen: fen('80'), collectedOldFen: fen('300'), oldRate: '29.41' })
  expect(report.sums).toMatchObject({ netFen: fen('300'), rateA: '80.00', oldRate: '30.00', overallRate: '41.54' })
  const byBuilding = await ask(listCollection, { ...page, by: 'building', from: '2026-01', to: '2026-04' })
  expect(byBuilding.sums).toEqual(report.sums)
  expect(byBuilding.items[0]).toMatchObject({ name: '1栋', closingArrearsFen: fen('760'), rateA: '80.00' })
  expect(z.safeEncode(contract.listCollection.response, byBuilding).success).toBe(true)
})

test('E67 and E68: the report set, from real rows', async () => {
  const world = await makeReportWorld(database)
  // 期初: 10000 owed of older months, 6000 prepaid.
  const old = await world.charge({ yuan: '10000', startsOn: '2025-06-01' })
  await world.prepay(0, '2025-12-20', '6000')
  // 应收 50000, 红冲 1000, 减免 500; 当期实收 32000 of which 5000 by 预存冲抵; 清欠 3000; 新预存 8000.
  const line = await world.charge({ yuan: '49000', startsOn: '2026-05-01' })
  const wrong = await world.charge({ yuan: '1000', startsOn: '2026-05-01' })
  const red = await world.charge({
    yuan: '-1000',
    startsOn: '2026-05-01',
    issuedOn: '2026-05-09',
    corrects: wrong.billId,
  })
  await world.settle(wrong, '2026-05-09', '1000', 'correction')
  await world.settle(red, '2026-05-09', '-1000', 'correction')
  await world.settle(line, '2026-05-10', '500', 'waiver')
  await world.settle(line, '2026-05-11', '27000')
  await world.settle(line, '2026-05-12', '5000', 'purse')
  await world.settle(old, '2026-05-13', '3000')
  await world.prepay(1, '2026-05-14', '8000')
  const { ask } = await asking(world)
  const span = { from: '2026-05', to: '2026-05' }
  const { sums } = await ask(listCollection, { ...page, by: 'item', ...span })
  expect(sums).toMatchObject({
    ...{ openingArrearsFen: fen('10000'), billedFen: fen('50000'), reversedFen: fen('1000'), waivedFen: fen('500') },
    ...{
      netFen: fen('48500'),
      collectedCurrentFen: fen('32000'),
      fromPurseFen: fen('5000'),
      collectedOldFen: fen('3000'),
    },
    ...{ rateA: '65.98', rateB: '66.33', oldRate: '30.00', overallRate: '59.83', closingArrearsFen: fen('23500') },
  })
  const cash = await ask(listCash, { ...page, by: 'month', ...span })
  expect(cash.sums).toMatchObject({
    ...{ currentFen: fen('27000'), oldFen: fen('3000'), prepaidFen: fen('8000'), totalFen: fen('38000') },
  })
  const prepaid = await ask(listPrepayments, { ...page, by: 'month', ...span })
  expect(prepaid.sums).toMatchObject({
    ...{ openingFen: fen('6000'), topUpFen: fen('8000'), offsetFen: fen('5000'), closingFen: fen('9000') },
  })
  expect((await ask(listAgeing, { ...page, by: 'building' })).sums.totalFen).toBe(fen('23500'))
  const waived = await ask(listWaivers, { ...page, by: 'building', ...span })
  expect(waived.sums).toMatchObject({ waivedFen: fen('500'), totalFen: fen('500'), lineCount: 1 })
  for (const by of ['day', 'community', 'method', 'channel', 'cashier'] as const)
    expect((await ask(listCash, { ...page, by, ...span })).sums.totalFen).toBe(fen('38000'))
  const waivers = await ask(listMovementRows, { ...page, of: 'waiver', ...span })
  expect([waivers.sums.amountFen, waivers.items.map(row => row.kind)]).toEqual([fen('500'), ['waiver']])
  const prepaidRows = await ask(listMovementRows, { ...page, of: 'prepayment', ...span })
  expect(prepaidRows.sums.amountFen).toBe(prepaid.sums.closingFen - prepaid.sums.openingFen)
  const taxes = await ask(listTaxes, { ...page, by: 'rate', ...span })
  expect(taxes.sums).toMatchObject({ grossFen: fen('49000'), taxFen: 0n, netFen: fen('49000') })
  const taxed = await ask(listReportLines, { ...page, ...span, happened: 'issued', taxRate: 'none' })
  expect(taxed.sums).toMatchObject({ amountFen: fen('49000'), taxFen: 0n })
  expect((await ask(listReportLines, { ...page, ...span, happened: 'issued', taxRate: '6' })).total).toBe(0)
  expect((await ask(listDepositMovements, { ...page, by: 'item' })).sums.closingFen).toBe(0n)
  expect(z.safeEncode(contract.listCash.response, cash).success).toBe(true)
  expect(z.safeEncode(contract.listPrepayments.response, prepaid).success).toBe(true)
  expect(z.safeEncode(contract.listWaivers.response, waived).success).toBe(true)
  expect(z.safeEncode(contract.listTaxes.response, taxes).success).toBe(true)
})

test('E69: 户数 and 饱和收缴率 from lines: half charged while vacant counts in full', async () => {
  const world = await makeReportWorld(database)
  const full = { percent: '100', monthFullExact: '254.7045', shareNumerator: 1, shareDenominator: 1 }
  const paid = await world.charge({ yuan: '254.70', startsOn: '2026-05-01', room: 0, explanation: full })
  await world.settle(paid, '2026-05-02', '254.70')
  await world.charge({ yuan: '178.29', startsOn: '2026-05-01', room: 1, explanation: { ...full, percent: '70' } })
  const { ask } = await asking(world)
  expect(await ask(readHouseholdRates, {})).toMatchObject({
    ...{ householdsBilled: 2, householdsClear: 1, householdRate: '50.00' },
    ...{ fullFen: fen('509.40'), collectedFen: fen('254.70'), saturationRate: '50.00' },
  })
  // Two more units stand there: nothing says their price.
  expect(await ask(readHouseholdRates, {})).toMatchObject({ unbilledFullFen: 0n, unpricedCount: 2 })
  for (const by of ['community', 'building', 'month', 'item'] as const) {
    const groups = await ask(listHouseholdRates, { ...page, by })
    const sumOf = (of: (row: (typeof groups.items)[number]) => bigint) =>
      groups.items.reduce((sum, row) => sum + of(row), 0n)
    expect([by, sumOf(row => row.fullFen), sumOf(row => row.collectedFen)]).toEqual([by, fen('509.40'), fen('254.70')])
    expect([groups.sums.unpricedCount, groups.sums.householdRate]).toEqual([2, '50.00'])
    expect(z.safeEncode(contract.listHouseholdRates.response, groups).success).toBe(true)
  }
  // The day before it was paid nobody was clear.
  expect(await ask(readHouseholdRates, { from: '2026-05', to: '2026-05', asOf: '2026-05-01' })).toMatchObject({
    ...{ householdsBilled: 2, householdsClear: 0, collectedFen: 0n, householdRate: '0.00' },
  })
  expect(await ask(readHouseholdRates, { from: '2020-01', to: '2020-01' })).toMatchObject({
    householdRate: null,
    saturationRate: null,
  })
})

test('饱和应收 of all units: a standing charge that nobody billed counts at its last full month, as long as it stands', async () => {
  const world = await makeReportWorld(database)
  const full = { percent: '100', monthFullExact: '254.7045', shareNumerator: 1, shareDenominator: 1 }
  const march = await world.charge({ yuan: '254.70', startsOn: '2026-03-01', explanation: full })
  await world.settle(march, '2026-03-02', '254.70')
  await asOwner(
    database,
    "update billing.assignment set starts_on = '2026-03-01', ends_on = '2026-05-15' where id = (select assignment_id from billing.bill_line where id = $1)",
    [march.lineId],
  )
  const { ask } = await asking(world)
  // March is billed; April and May are not, June is over, January and February were not yet.
  expect(await ask(readHouseholdRates, { from: '2026-01', to: '2026-06' })).toMatchObject({
    ...{ fullFen: fen('764.10'), unbilledFullFen: fen('509.40'), saturationRate: '33.33', unpricedCount: 3 },
    ...{ householdsBilled: 1, householdsClear: 1 },
  })
  // Over ten years, more months than fit in one number, it is the same.
  expect(await ask(readHouseholdRates, { from: '2017-01', to: '2026-12' })).toMatchObject({
    ...{ fullFen: fen('764.10'), unbilledFullFen: fen('509.40'), unpricedCount: 3 },
  })
  const months = await ask(listHouseholdRates, { ...page, by: 'month', from: '2026-01', to: '2026-06' })
  expect(months.items.map(row => [row.name, row.fullFen, row.householdsBilled])).toEqual([
    ['2026-03', fen('254.70'), 1],
    ['2026-04', fen('254.70'), 0],
    ['2026-05', fen('254.70'), 0],
  ])
  // Of more months than fit in one number, and as of a day before it was paid: who owes nothing changes, the months do not.
  const decade = await ask(listHouseholdRates, { ...page, by: 'month', from: '2017-01', to: '2026-12' })
  expect(decade.items.map(row => [row.name, row.householdsBilled, row.householdsClear])).toEqual(
    months.items.map(row => [row.name, row.householdsBilled, row.householdsClear]),
  )
  const before = await ask(listHouseholdRates, {
    ...page,
    by: 'month',
    from: '2026-01',
    to: '2026-03',
    asOf: '2026-03-01',
  })
  expect(before.items.map(row => [row.name, row.householdsBilled, row.householdsClear, row.fullFen])).toEqual([
    ['2026-03', 1, 0, fen('254.70')],
  ])
  const places = await ask(listHouseholdRates, { ...page, by: 'building', from: '2026-01', to: '2026-06' })
  expect(places.items.map(row => [row.name, row.unpricedCount])).toEqual([['1栋', 1]])
})

test('清欠率 over 100 %: what was billed within the span for months before it, how much it is, and the rate without it', async () => {
  const world = await makeReportWorld(database)
  const old = await world.charge({ yuan: '100', startsOn: '2025-11-01' })
  await world.settle(old, '2026-02-03', '80')
  // Read and billed in January only, for December.
  const late = await world.charge({ yuan: '60', startsOn: '2025-12-01', issuedOn: '2026-01-05' })
  await world.settle(late, '2026-01-20', '45')
  const { ask } = await asking(world)
  const span = { from: '2026-01', to: '2026-06' }
  expect((await ask(listCollection, { ...page, by: 'item', ...span })).sums.oldRate).toBe('125.00')
  expect((await ask(readHouseholdRates, span)).arrears).toEqual({
    ...{ openingFen: fen('100'), collectedFen: fen('125'), lateBilledFen: fen('60'), lateCollectedFen: fen('45') },
    ...{ rate: '125.00', rateWithoutLate: '80.00' },
  })
})

test('reversed months, a community out of sight and the scope of staff', async () => {
  const world = await makeReportWorld(database)
  await world.charge({ yuan: '100', startsOn: '2026-06-01' })
  const { ask } = await asking(world)
  await expect(ask(listReceivables, { ...page, by: 'month', from: '2026-02', to: '2026-01' })).rejects.toMatchObject({
    code: 'analytics.period_wrong',
  })
  const elsewhere = await makeReportWorld(database, '和平里')
  await expect(ask(listAgeing, { ...page, by: 'item', communityId: elsewhere.communityId })).rejects.toMatchObject({
    code: 'platform.not_found',
  })
  const nobody = await world.tenant.staff({ communityIds: [] })
  const scoped = await inTransaction(database.db, nobody, tx => listReceivables(tx, nobody, { ...page, by: 'month' }))
  expect(scoped).toMatchObject({ items: [], total: 0, sums: { billedFen: 0n, rate: null } })
})
