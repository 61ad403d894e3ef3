import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { fenToYuan } from '../../platform/money.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { arrangePayers } from '../assignments/arrange-payers.ts'
import { collect, issueBillRun, startBillRun } from '../index.ts'
import { addPool } from '../pools/add-pool.ts'
import { readBillRun } from '../runs/run-view.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'
import { billPage } from './bill-view.ts'

/** E63: what was read and what is shared follows a change of who pays, by days or by a reading on the day, also when it is entered late. */

let database: TestDatabase
let usage: UsageWorld

beforeAll(async () => {
  setClock(new Date('2026-07-20T10:00:00+08:00'))
  database = await cloneDatabase()
  usage = await makeUsageWorld(database)
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

async function person(name: string): Promise<string> {
  const id = newId()
  const facts = { id, name, sex: null, phone: null, idNumber: null }
  await usage.world.as((tx, actor) => addPeople(tx, actor, usage.world.communityId, [facts]))
  return id
}

const lives = (premisesId: string, personId: string, fromOn: string, kind: 'owner' | 'tenant' = 'owner') =>
  usage.world.as((tx, actor) => ensureOccupancies(tx, actor, [{ premisesId, personId, kind, fromOn }]))

async function soldHome(code: string) {
  const home = await usage.makeHome(code)
  await lives(home, await person(`卖方${code}`), '2020-01-01')
  const sell = async () => {
    await asOwner(database, "update registry.occupancy set to_on = '2026-06-17' where premises_id = $1", [home])
    await lives(home, await person(`买方${code}`), '2026-06-18')
  }
  return { home, sell }
}

async function bill(ruleId: string, months: { from: string; to: string; correctFrom?: string }) {
  const id = newId()
  const input = { id, communityId: usage.world.communityId, ruleIds: [ruleId], ...months }
  await usage.world.as((tx, actor) => startBillRun(tx, actor, input))
  await usage.world.settle()
  const run = await usage.world.as((tx, actor) => readBillRun(tx, actor, { billRunId: id }))
  if (run.billCount > 0) await usage.world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
  await usage.world.settle()
  return run
}

async function billsOf(ruleId: string, premisesId: string) {
  const query = { premisesId, ruleId, limit: 99, sort: 'number' } as const
  const { items } = await usage.world.as((tx, actor) => billPage(tx, actor, query))
  return items
}

async function amountsOf(ruleId: string, premisesId: string) {
  const all = await billsOf(ruleId, premisesId)
  return all.map(one => `${one.payerName} ${one.kind} ${fenToYuan(one.amountFen)}`)
}

describe('E63 by usage', () => {
  test('sold inside a reading: the seller through the 17th, the buyer from the 18th', async () => {
    const rule = await usage.makeRule({ kind: 'metered', unitPrice: '3.45' })
    const { home, sell } = await soldHome('S1')
    await sell()
    await usage.assign(rule.id, home)
    const meter = await usage.makeMeter(home, { installedOn: '2026-05-31' })
    await usage.read(meter, [['2026-06-30', '30']])
    expect(await bill(rule.id, { from: '2026-07', to: '2026-07' })).toMatchObject({
      ...{ exceptionCount: 1, billCount: 2 },
      exceptions: [{ code: 'payer-cut', at: '2026-06-18', premisesId: home }],
    })
    expect(await amountsOf(rule.id, home)).toEqual(['卖方S1 charge 58.65', '买方S1 charge 44.85'])
    expect(await bill(rule.id, { from: '2026-07', to: '2026-07' })).toMatchObject({ billCount: 0 })
  })

  test('read on the day of the transfer: nothing is guessed', async () => {
    const rule = await usage.makeRule({ kind: 'metered', unitPrice: '3.45' })
    const { home, sell } = await soldHome('S2')
    await sell()
    await usage.assign(rule.id, home)
    const meter = await usage.makeMeter(home, { installedOn: '2026-05-31' })
    await usage.read(meter, [
      ['2026-06-18', '4'],
      ['2026-06-30', '30'],
    ])
    expect(await bill(rule.id, { from: '2026-06', to: '2026-07' })).toMatchObject({ exceptions: [] })
    expect(await amountsOf(rule.id, home)).toEqual(['卖方S2 charge 13.80', '买方S2 charge 89.70'])
  })

  test('entered after the bill was paid: red for the whole, blue for each, what was paid too much is the seller’s', async () => {
    const rule = await usage.makeRule({ kind: 'metered', unitPrice: '3.45' })
    const { home, sell } = await soldHome('S3')
    await usage.assign(rule.id, home)
    await usage.read(await usage.makeMeter(home, { installedOn: '2026-05-31' }), [['2026-06-30', '30']])
    await bill(rule.id, { from: '2026-07', to: '2026-07' })
    const [whole] = await billsOf(rule.id, home)
    const payment = { id: newId(), premisesId: home, billIds: [whole?.id ?? ''], amountFen: 103_50n }
    await usage.world.as((tx, actor) => collect(tx, actor, { ...payment, method: 'transfer' }))
    await sell()
    const months = { from: '2026-08', to: '2026-08', correctFrom: '2026-06' }
    expect((await bill(rule.id, months)).compared).toMatchObject({ correction: { count: 1, fen: 0n } })
    expect(await amountsOf(rule.id, home)).toEqual([
      '卖方S3 charge 103.50',
      ...['卖方S3 correction -103.50', '卖方S3 correction 58.65', '买方S3 correction 44.85'],
    ])
    const purses = await asOwner(database, 'select balance_fen::int as fen from billing.purse where premises_id = $1', [
      home,
    ])
    expect(purses).toEqual([{ fen: 44_85 }])
    const words = await asOwner<{ reason: string }>(
      database,
      `select distinct correction_reason as reason from billing.bill where premises_id = $1 and kind = 'correction'`,
      [home],
    )
    expect(words).toEqual([{ reason: 'payer' }])
    expect((await bill(rule.id, months)).compared).toMatchObject({ correction: { count: 0 }, new: { count: 0 } })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  test('a shared cost is cut the same way, before and after it was billed', async () => {
    const rule = await usage.makeRule({ kind: 'pool' })
    const [early, late, kept] = [await soldHome('P1'), await soldHome('P2'), await soldHome('P3')]
    await early.sell()
    for (const { home } of [early, late, kept]) await usage.assign(rule.id, home)
    const cost = { by: 'amount' as const, totalFen: 300_00n }
    await usage.world.as((tx, actor) =>
      addPool(tx, actor, {
        ...{ id: newId(), communityId: usage.world.communityId, ruleId: rule.id, name: '公共照明', cost, note: '' },
        ...{ basis: 'household', meterKind: null, factors: [], exempt: 'redistribute', exemptPremisesIds: [] },
        ...{ fromOn: '2026-06-01', toOn: '2026-06-30' },
      }),
    )
    await bill(rule.id, { from: '2026-07', to: '2026-07' })
    expect(await amountsOf(rule.id, early.home)).toEqual(['卖方P1 charge 56.67', '买方P1 charge 43.33'])
    expect(await amountsOf(rule.id, late.home)).toEqual(['卖方P2 charge 100.00'])
    await late.sell()
    const months = { from: '2026-08', to: '2026-08', correctFrom: '2026-06' }
    expect((await bill(rule.id, months)).compared).toMatchObject({ correction: { count: 1, fen: 0n } })
    expect(await amountsOf(rule.id, late.home)).toEqual([
      ...['卖方P2 charge 100.00', '卖方P2 correction -100.00'],
      ...['卖方P2 correction 56.67', '买方P2 correction 43.33'],
    ])
    expect(await amountsOf(rule.id, kept.home)).toEqual(['卖方P3 charge 100.00'])
    expect((await bill(rule.id, months)).compared).toMatchObject({ correction: { count: 0 }, new: { count: 0 } })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  test('a tenant who pays for some days, and a developer for a part from a day on, cut a reading as well', async () => {
    const rule = await usage.makeRule({ kind: 'metered', unitPrice: '1' })
    const { home } = await soldHome('T1')
    const developer = await person('开发商')
    await lives(home, await person('租户'), '2026-06-01', 'tenant')
    const assignment = await usage.assign(rule.id, home)
    const share = (kind: 'owner' | 'tenant' | 'person', percent: string, personId: string | null = null) => ({
      kind,
      percent,
      personId,
    })
    const arrangements = [
      { fromOn: '2026-06-11', toOn: '2026-06-20', shares: [share('tenant', '100')] },
      { fromOn: '2026-06-21', toOn: null, shares: [share('owner', '60'), share('person', '40', developer)] },
    ]
    for (const one of arrangements) {
      const input = { id: newId(), assignmentId: assignment.id, ...one }
      await usage.world.as((tx, actor) => arrangePayers(tx, actor, input))
    }
    await usage.read(await usage.makeMeter(home, { installedOn: '2026-05-31' }), [['2026-06-30', '30']])
    await bill(rule.id, { from: '2026-07', to: '2026-07' })
    expect((await amountsOf(rule.id, home)).sort()).toEqual([
      ...['卖方T1 charge 16.00', '开发商 charge 4.00', '租户 charge 10.00'],
    ])
  })

  test('the charge of a lease that ends and that of the owner after it share a reading by their days', async () => {
    const rule = await usage.makeRule({ kind: 'metered', unitPrice: '1' })
    const { home } = await soldHome('L1')
    await usage.assign(rule.id, home, { startsOn: '2025-01-01', endsOn: '2026-06-17' })
    await usage.assign(rule.id, home, { startsOn: '2026-06-18' })
    const meter = await usage.makeMeter(home, { installedOn: '2026-05-31' })
    await usage.read(meter, [['2026-06-30', '30']])
    expect(await bill(rule.id, { from: '2026-07', to: '2026-07' })).toMatchObject({ exceptionCount: 0, billCount: 2 })
    expect((await amountsOf(rule.id, home)).sort()).toEqual(['卖方L1 charge 13.00', '卖方L1 charge 17.00'])
    await usage.read(meter, [['2026-07-15', '45']])
    expect(await bill(rule.id, { from: '2026-07', to: '2026-07' })).toMatchObject({ exceptionCount: 0, billCount: 1 })
  })

  test('where somebody else was arranged to pay the lease’s, the day between them is told, once', async () => {
    const rule = await usage.makeRule({ kind: 'metered', unitPrice: '1' })
    const { home } = await soldHome('L2')
    const lease = await usage.assign(rule.id, home, { startsOn: '2025-01-01', endsOn: '2026-06-17' })
    await usage.assign(rule.id, home, { startsOn: '2026-06-18' })
    const shares = [{ kind: 'tenant' as const, personId: null, percent: '100' }]
    const arranged = { id: newId(), assignmentId: lease.id, fromOn: '2025-01-01', toOn: null, shares }
    await usage.world.as((tx, actor) => arrangePayers(tx, actor, arranged))
    await usage.read(await usage.makeMeter(home, { installedOn: '2026-05-31' }), [['2026-06-30', '30']])
    const { exceptions } = await bill(rule.id, { from: '2026-07', to: '2026-07' })
    expect(exceptions.filter(one => one.code === 'payer-cut')).toMatchObject([{ at: '2026-06-18', premisesId: home }])
  })
})
