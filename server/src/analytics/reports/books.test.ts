import { analytics as contract, registry } from '@anju/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { billPage } from '../../billing/bills/bill-view.ts'
import { collect, issueBillRun, startBillRun } from '../../billing/index.ts'
import { foldChargeSums } from '../../billing/sums/fold-charge-sums.ts'
import { makeMoneyWorld } from '../../billing/testing/money-world.ts'
import { makeUsageWorld } from '../../billing/testing/usage-world.ts'
import { readBalances } from '../../ledger/index.ts'
import { replaceMeter } from '../../metering/meters/replace-meter.ts'
import { now, setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { editPremises } from '../../registry/premises/edit-premises.ts'
import { readPremises } from '../../registry/premises/premises-detail-view.ts'
import { verifyInvariants } from '../../verify.ts'
import { fen, makeReportWorld } from '../testing/report-world.ts'
import { listAccrualPostings } from './accruals/accrual-postings-view.ts'
import { listAccruals } from './accruals/accruals-view.ts'
import { listCollection } from './collection/collection-view.ts'
import { listConsumption } from './consumption/consumption-view.ts'
import { listReportLines } from './lines/lines-view.ts'
import { listPenalties } from './penalties/penalties-view.ts'
import { listReceivables } from './receivables/receivables-view.ts'
import { listStaffResults } from './staff/staff-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database?.drop())
afterEach(() => setClock(null))
const page = { limit: 50 }

test('accruals are the postings of the ledger, month by month; who collected how much; what meters lost', async () => {
  setClock(new Date('2020-12-20T10:00:00+08:00'))
  const { world, chief: asked, makeHome, makeMeter, read } = await makeUsageWorld(database)
  await world.bill('2020-06', '2020-12')
  const { items } = await world.as((tx, actor) => billPage(tx, actor, { limit: 50, settlement: 'open' }))
  const [first] = items
  if (!first) throw new Error('no bill')
  await asOwner(
    database,
    `insert into billing.dunning_assignment (tenant_id, premises_id, community_id, staff_id, assigned_at)
      select tenant_id, premises_id, community_id, $2::uuid, '2020-01-01' from billing.bill where id = $1`,
    [first.id, asked.id],
  )
  const money = { premisesId: first.premisesId, billIds: [first.id], amountFen: 5_000n, method: 'transfer' }
  await world.as((tx, actor) => collect(tx, actor, { id: newId(), ...money } as never))
  const span = { from: '2020-01', to: '2020-12' }
  const report = await world.as((tx, actor) => listAccruals(tx, actor, { ...page, by: 'month', ...span }))
  const billed = items.reduce((sum, bill) => sum + bill.amountFen, 0n)
  expect(report.sums).toMatchObject({
    ...{ openingFen: 0n, accruedFen: billed, waivedFen: 0n, settledFen: 5_000n, otherFen: 0n, cashFen: 5_000n },
    ...{ closingFen: billed - 5_000n, revenueFen: billed - report.sums.taxFen },
  })
  const balances = await world.as((tx, actor) => readBalances(tx, actor, { communityId: world.communityId }))
  expect(report.sums.closingFen).toBe(balances.get('1122'))
  // Each month begins with what the one before it ended with.
  for (const [index, row] of report.items.entries())
    expect(row.openingFen).toBe(index === 0 ? 0n : report.items[index - 1]?.closingFen)
  // In a month in the middle, balances are made of the postings until then.
  const middle = report.items.at(-1)
  for (const number of ['opening', 'closing', 'accrued', 'revenue', 'tax'] as const) {
    const own = { from: middle?.month ?? '', to: middle?.month ?? '' }
    const { sums } = await world.as((tx, actor) => listAccrualPostings(tx, actor, { ...page, ...own, number }))
    expect([number, sums.amountFen]).toEqual([number, middle?.[`${number}Fen`]])
  }
  const byCommunity = await world.as((tx, actor) => listAccruals(tx, actor, { ...page, by: 'community', ...span }))
  expect(byCommunity.sums).toEqual(report.sums)
  expect(z.safeEncode(contract.listAccruals.response, byCommunity).success).toBe(true)

  const staff = await world.as((tx, actor) => listStaffResults(tx, actor, { ...page, ...span }))
  expect(staff.sums).toMatchObject({ paymentCount: 1, collectedFen: 5_000n, assignedCount: 1 })
  const chief = staff.items.find(row => row.id === asked.id)
  expect(chief).toMatchObject({ paymentCount: 0, assignedCount: 1 })
  const late = first.dueOn < '2020-12-20'
  expect(chief?.recoveredFen).toBe(late ? 5_000n : 0n)
  expect(z.safeEncode(contract.listStaffResults.response, staff).success).toBe(true)

  const master = await makeMeter(await makeHome('901'), { level: 'master', installedOn: '2020-10-31' })
  const child = { parentId: master, installedOn: '2020-10-31' }
  const [one, two] = [await makeMeter(await makeHome('902'), child), await makeMeter(await makeHome('903'), child)]
  for (const [meter, value] of [
    [master, '100.5'],
    [one, '40.25'],
    [two, '50'],
  ] as const)
    await read(meter, [['2020-11-30', value]])
  const usage = await world.as((tx, actor) =>
    listConsumption(tx, actor, { ...page, by: 'parent', kind: 'water-cold', ...span }),
  )
  expect(usage.items.map(row => row.meterId)).toEqual([master])
  expect(usage.items[0]).toMatchObject({ parentUsed: '100.5', belowUsed: '90.25', loss: '10.25', lossRate: '10.20' })
  const used = (by: 'month' | 'community') =>
    world.as((tx, actor) => listConsumption(tx, actor, { ...page, by, kind: 'water-cold', ...span }))
  const byMonth = await used('month')
  expect(byMonth.sums).toMatchObject({ householdUsed: '90.25', masterUsed: '100.5', loss: '10.25', readingCount: 3 })
  const byPlace = await used('community')
  expect([byPlace.items.length, byPlace.sums]).toEqual([1, byMonth.sums])
  expect(z.safeEncode(contract.listConsumption.response, byPlace).success).toBe(true)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})

test('a parent that was replaced in the middle counts on with the one in its place, and so do its children', async () => {
  const own = await cloneDatabase()
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  const { world, makeHome, makeMeter, read } = await makeUsageWorld(own)
  const master = await makeMeter(await makeHome('901'), { level: 'master', code: 'ZB-1' })
  const one = await makeMeter(await makeHome('902'), { parentId: master })
  const two = await makeMeter(await makeHome('903'), { parentId: master })
  for (const [meter, value] of [
    [master, '100'],
    [one, '40'],
    [two, '50'],
  ] as const)
    await read(meter, [['2026-01-31', value]])
  const replace = (meterId: string, id: string, finalReading: string, code: string) =>
    world.as((tx, actor) =>
      replaceMeter(tx, actor, {
        ...{ id, meterId, version: 1, code, multiplier: '1', digits: 5, decimals: 2, initialReading: '0' },
        ...{ verifiedUntil: null, brand: '', model: '', deviceNo: '', readBy: 'person' as const },
        ...{ replacedOn: '2026-02-15', finalReading, reason: '到期轮换' },
      }),
    )
  const [newMaster, newOne] = [newId(), newId()]
  await replace(one, newOne, '60', 'HB-2')
  await replace(master, newMaster, '160', 'ZB-2')
  for (const [meter, value] of [
    [newMaster, '55'],
    [newOne, '20'],
    [two, '90'],
  ] as const)
    await read(meter, [['2026-02-28', value]])
  const span = { from: '2026-01', to: '2026-02' }
  const asked = { ...page, kind: 'water-cold' as const, ...span }
  const months = await world.as((tx, actor) => listConsumption(tx, actor, { ...asked, by: 'month' }))
  expect(months.items.map(row => [row.month, row.parentUsed, row.belowUsed, row.loss])).toEqual([
    ['2026-01', '100', '90', '10'],
    // 60 of the old and 55 of the new one above; 20 + 20 of the replaced one and 40 of the other below.
    ['2026-02', '115', '80', '35'],
  ])
  const parents = await world.as((tx, actor) => listConsumption(tx, actor, { ...asked, by: 'parent' }))
  expect(parents.items.map(row => [row.name, row.parentUsed, row.belowUsed])).toEqual([['ZB-2', '215', '170']])
  await own.drop()
})

test('what passes three meters in a row is counted once: topmost − those at the ends, by month, place and in all', async () => {
  const own = await cloneDatabase()
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  const { world, makeHome, makeMeter, read } = await makeUsageWorld(own)
  const main = await makeMeter(await makeHome('901'), { level: 'master', code: 'ZB-1' })
  const units = [
    await makeMeter(await makeHome('902'), { level: 'master', code: 'ZB-2', parentId: main }),
    await makeMeter(await makeHome('903'), { level: 'master', code: 'ZB-3', parentId: main }),
  ]
  const homes: string[] = []
  for (const [index, room] of ['904', '905', '906', '907'].entries())
    homes.push(await makeMeter(await makeHome(room), { parentId: units[index >> 1] ?? '' }))
  const shown = ['1000', '500', '480', '240', '230', '225', '235']
  for (const [index, meter] of [main, ...units, ...homes].entries())
    await read(meter, [['2026-01-31', shown[index] ?? '']])
  // In February the main was not read: the meters of the units are the topmost that were.
  for (const [index, meter] of [...units, ...homes].entries())
    await read(meter, [['2026-02-28', String(Number(shown[index + 1]) + ([100, 100, 45, 45, 50, 50][index] ?? 0))]])
  const asked = { ...page, kind: 'water-cold' as const, from: '2026-01', to: '2026-02' }
  const report = (by: 'month' | 'community' | 'parent') =>
    world.as((tx, actor) => listConsumption(tx, actor, { ...asked, by }))
  const figures = (row: object) => {
    const { parentUsed, belowUsed, loss, lossRate } = row as Record<string, string | null>
    return [parentUsed, belowUsed, loss, lossRate]
  }
  const months = await report('month')
  expect(months.items.map(figures)).toEqual([
    ['1000', '930', '70', '7.00'],
    ['200', '190', '10', '5.00'],
  ])
  const all = ['1200', '1120', '80', '6.67']
  expect(figures(months.sums)).toEqual(all)
  expect((await report('community')).items.map(figures)).toEqual([all])
  const parents = await report('parent')
  expect(parents.items.map(row => [row.name, ...figures(row)]).toSorted()).toEqual([
    ['ZB-1', '1000', '980', '20', '2.00'],
    ['ZB-2', '600', '560', '40', '6.67'],
    ['ZB-3', '580', '560', '20', '3.45'],
  ])
  expect(figures(parents.sums)).toEqual(all)
  await own.drop()
})

test('penalties billed, collected and waived, by the month it happened in', async () => {
  setClock(new Date('2026-06-30T12:00:00+08:00'))
  const world = await makeReportWorld(database, '违约里')
  const late = await world.charge({ yuan: '100', startsOn: '2026-01-01' })
  const penalty = await world.charge({ yuan: '8.79', startsOn: '2026-02-01', issuedOn: '2026-04-10' })
  await asOwner(
    database,
    "update billing.bill set kind = 'penalty', of_bill_id = $2, assignment_id = null where id = $1",
    [penalty.billId, late.billId],
  )
  await world.settle(penalty, '2026-04-10', '5.00')
  await world.settle(penalty, '2026-05-02', '3.79', 'waiver')
  const actor = await world.tenant.staff()
  const report = await inTransaction(database.db, actor, tx => listPenalties(tx, actor, { ...page, by: 'month' }))
  expect(report.sums).toEqual({ billedFen: 879n, collectedFen: 500n, waivedFen: 379n, lineCount: 1 })
  expect(report.items.map(row => [row.name, row.billedFen, row.collectedFen, row.waivedFen])).toEqual([
    ['2026-04', 879n, 500n, 0n],
    ['2026-05', 0n, 0n, 379n],
  ])
  expect(report.accruing).toEqual({ fen: 0n, lineCount: 0, leftOutCount: 0, countedAt: null, asOf: '2026-06-30' })
  expect(z.safeEncode(contract.listPenalties.response, report).success).toBe(true)
  // What a row leads to: what was billed or settled in its month, of whatever months the charge is.
  const lines = async (month: string) =>
    (
      await inTransaction(database.db, actor, tx =>
        listReportLines(tx, actor, { ...page, itemId: world.itemId, happened: 'any', from: month, to: month }),
      )
    ).items.map(line => line.amountFen)
  expect([await lines('2026-04'), await lines('2026-05'), await lines('2026-06')]).toEqual([[879n], [879n], []])
})

test('a penalty that is corrected counts as what it is then, as the ledger has it', async () => {
  const own = await cloneDatabase()
  setClock(new Date('2026-02-01T10:00:00+08:00'))
  const world = await makeMoneyWorld(own)
  const rate = { by: 'day' as const, percent: '0.05' }
  const penalty = { rate, graceDays: 0, countedFrom: 'end-of-grace' as const, capPercent: '100' }
  await world.charge('物业费', '1000', '2026-02-01', { penalty })
  await world.bill('2026-02')
  world.at('2026-02-11')
  await world.take(1005_00n, { withPenalty: true })
  const sums = async () =>
    (await world.as((tx, actor) => listPenalties(tx, actor, { ...page, by: 'month', from: '2026-02', to: '2026-02' })))
      .sums
  expect(await sums()).toMatchObject({ billedFen: 5_00n, collectedFen: 5_00n })
  world.at('2026-02-20')
  await asOwner(own, "update billing.rule_version set fixed_amount = '600'")
  const [id, { communityId }] = [newId(), world]
  const span = { from: '2026-02', to: '2026-02', correctFrom: '2026-02' }
  await world.as((tx, actor) => startBillRun(tx, actor, { id, communityId, ...span }))
  await world.settle()
  await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
  await world.settle()
  // 600.00 for ten days are 3.00; 2.00 of what was paid went to the purse.
  expect(-((await world.balances()).get('6301') ?? 0n)).toBe(3_00n)
  expect(await sums()).toMatchObject({ billedFen: 3_00n, collectedFen: 3_00n })
  await own.drop()
})

test('sums of charges are folded without a change, and verify knows one that is wrong', async () => {
  setClock(new Date('2026-06-30T12:00:00+08:00'))
  const world = await makeReportWorld(database, '汇总里')
  const taken = await world.charge({ yuan: '70', startsOn: '2026-04-01' })
  for (const day of ['2026-05-03', '2026-05-20', '2026-06-29']) {
    const line = await world.charge({ yuan: '100', startsOn: '2026-05-01', issuedOn: '2026-05-10' })
    await world.settle(line, day, '60')
  }
  // Taken back as a whole, as opening balances are; and one whose day moves.
  await asOwner(database, "update billing.bill set state = 'void' where id = $1", [taken.billId])
  await asOwner(
    database,
    "update billing.bill set posted_on = '2026-06-01' where id = (select bill_id from billing.bill_line where id = $1)",
    [(await world.charge({ yuan: '30', startsOn: '2026-06-01', issuedOn: '2026-05-31' })).lineId],
  )
  const actor = await world.tenant.staff()
  const ask = () =>
    inTransaction(database.db, actor, async tx => ({
      rates: await listCollection(tx, actor, { ...page, by: 'building', from: '2026-05', to: '2026-06' }),
      mid: await listReceivables(tx, actor, {
        ...page,
        by: 'month',
        from: '2026-04',
        to: '2026-06',
        asOf: '2026-05-15',
      }),
      end: await listReceivables(tx, actor, { ...page, by: 'item', from: '2026-04', to: '2026-06' }),
    }))
  const rows = () =>
    asOwner(database, 'select count(*)::int as count from billing.charge_sum where tenant_id = $1', [
      world.tenant.tenantId,
    ])
  const before = await ask()
  expect(before.mid.sums).toMatchObject({ billedFen: fen('300'), collectedFen: fen('60') })
  expect(before.end.sums).toMatchObject({ billedFen: fen('330'), collectedFen: fen('180'), lineCount: 4 })
  const many = await rows()
  const system = world.tenant.system
  await inTransaction(database.db, system, tx => foldChargeSums.perform(tx, system, { dueAt: now() }))
  const few = await rows()
  expect(JSON.stringify(few)).not.toBe(JSON.stringify(many))
  expect(await ask()).toEqual(before)
  const complaint = 'the sums that reports read'
  expect((await verifyInvariants(database.adminUrl)).join('\n')).not.toContain(complaint)
  // A home that stands in another building than was written down takes its sums along.
  const [home] = await asOwner<{ id: string; other: string }>(
    database,
    `select p.id, (select b.id from registry.building b where b.community_id = p.community_id and b.id <> p.building_id limit 1) as other
     from registry.premises p join billing.bill_line l on l.premises_id = p.id where l.bill_id = $1`,
    [taken.billId],
  )
  const premisesId = home?.id ?? ''
  await inTransaction(database.db, actor, async tx => {
    const known = await readPremises(tx, actor, { premisesId })
    const place = { buildingId: home?.other ?? null, unitId: null, areaCode: null, code: '999' }
    await editPremises(tx, actor, { ...registry.editPremises.body.parse({ ...known, ...place }), premisesId })
  })
  expect((await ask()).end).toEqual(before.end)
  const named = (await ask()).rates.items.flatMap(row => (row.billedFen === 0n ? [] : [[row.groupId, row.billedFen]]))
  expect(named).toEqual([[home?.other, before.rates.sums.billedFen]])
  expect((await verifyInvariants(database.adminUrl)).join('\n')).not.toContain(complaint)
  await asOwner(
    database,
    'update billing.charge_sum set collected_fen = collected_fen + 1 where id = (select min(id::text)::uuid from billing.charge_sum where tenant_id = $1)',
    [world.tenant.tenantId],
  )
  expect((await verifyInvariants(database.adminUrl)).join('\n')).toContain(complaint)
})
