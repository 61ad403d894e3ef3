import { analytics as contract } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { asOwner } from '../../../../testing/world.ts'
import { billPage } from '../../../billing/bills/bill-view.ts'
import { collect } from '../../../billing/index.ts'
import { type JourneyWorld, makeJourneyWorld } from '../../../billing/testing/journey-world.ts'
import { failedChecks } from '../../../ledger/periods/closing-check.ts'
import '../../../payments/module.ts'
import { moveCash } from '../../../payments/tills/move-cash.ts'
import { setClock } from '../../../platform/clock.ts'
import { newId } from '../../../platform/ids.ts'
import { verifyInvariants } from '../../../verify.ts'
import { exportReconciliation } from './export-reconciliation.ts'
import { readReconciliation } from './reconciliation-view.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
})
afterAll(() => database?.drop())

const reconcile = () => world.as((tx, actor) => readReconciliation(tx, actor, {}))

test('bills and payments through their verbs tie out with the ledger, to the fen, and verify says the same', async () => {
  await world.bill('2020-06', '2020-12')
  const { items } = await world.as((tx, actor) => billPage(tx, actor, { limit: 1, settlement: 'open' }))
  const [first] = items
  if (!first) throw new Error('no bill')
  await world.as((tx, actor) =>
    collect(tx, actor, {
      ...{ id: newId(), premisesId: first.premisesId, billIds: [first.id], amountFen: 10_001n, method: 'cash' },
      tenderedFen: 20_000n,
    } as never),
  )
  const report = await reconcile()
  expect(report.holds).toBe(true)
  expect(report.items.map(check => [check.key, check.differenceFen])).toEqual(
    contract.RECONCILIATION_CHECKS.map(key => [key, 0n]),
  )
  const sums = Object.fromEntries(report.items.map(check => [check.key, check.factsFen]))
  expect(sums.money).toBe(10_001n)
  expect(sums.receivable).toBe((sums.billed ?? 0n) - 10_001n)
  expect(z.safeEncode(contract.readReconciliation.response, report).success).toBe(true)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})

test('bills issued before their billing date, one paid at once, tie out today and on the day they are posted', async () => {
  setClock(new Date('2020-11-20T10:00:00+08:00'))
  await world.bill('2021-01', '2021-06')
  const { items } = await world.as((tx, actor) => billPage(tx, actor, { limit: 50, settlement: 'open' }))
  const early = items.find(bill => bill.cycleStart >= '2021-01-01')
  if (!early) throw new Error('no bill is early')
  const money = { premisesId: early.premisesId, billIds: [early.id], amountFen: early.outstandingFen, method: 'pos' }
  await world.as((tx, actor) => collect(tx, actor, { id: newId(), ...money } as never))
  for (const asOf of ['2020-11-20', '2021-01-31', '2021-07-31']) {
    const report = await world.as((tx, actor) => readReconciliation(tx, actor, { asOf }))
    expect([asOf, report.items.filter(check => check.differenceFen !== 0n)]).toEqual([asOf, []])
  }
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  setClock(null)
})

test('cash of drawers is 1001: a movement without its posting is red here, in verify and before a month is closed', async () => {
  const { communityId } = world
  const drawers = async () => (await reconcile()).items.find(check => check.key === 'drawers')
  const closing = () => world.as((tx, actor) => failedChecks(tx, actor, communityId, '2099-12-31'))
  const before = (await drawers())?.factsFen ?? 0n
  await world.as((tx, actor) =>
    moveCash(tx, actor, { id: newId(), communityId, kind: 'in', amountFen: 2_000n, reason: '领零钱' }),
  )
  expect(await drawers()).toMatchObject({ factsFen: before + 2_000n, ledgerFen: before + 2_000n })
  expect((await reconcile()).holds).toBe(true)
  expect(await closing()).toEqual([])
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  const planted = newId()
  await asOwner(
    database,
    `insert into payments.cash_movement select (jsonb_populate_record(m, jsonb_build_object('id', $1::uuid))).*
     from payments.cash_movement m where m.community_id = $2`,
    [planted, communityId],
  )
  expect(await drawers()).toMatchObject({ differenceFen: 2_000n })
  expect((await closing()).join()).toContain('库存现金 1001')
  expect((await verifyInvariants(database.adminUrl)).join('\n')).toContain('= balance of 1001')
  await asOwner(database, 'alter table payments.cash_movement disable trigger append_only')
  await asOwner(database, 'delete from payments.cash_movement where id = $1', [planted])
  await asOwner(database, 'alter table payments.cash_movement enable trigger append_only')
})

test('a settlement behind the ledger’s back is red, and a failed invariant', async () => {
  await asOwner(database, 'alter table billing.settlement disable trigger append_only')
  await asOwner(
    database,
    'update billing.settlement set amount_fen = amount_fen - 1 where id = (select min(id::text)::uuid from billing.settlement)',
  )
  const report = await reconcile()
  expect(report.holds).toBe(false)
  const file = await world.as((tx, actor) => exportReconciliation(tx, actor, { format: 'csv' }))
  const rows = String(file.body).trim().split('\r\n')
  expect(rows.filter(row => row.includes('不符'))).toHaveLength(8)
  expect(rows).toHaveLength(1 + contract.RECONCILIATION_CHECKS.length + 4)
  const broken = report.items.filter(check => check.broken.length > 0)
  expect(broken.map(check => [check.key, check.differenceFen])).toEqual([
    ['receivable', 1n],
    ['collected', -1n],
    ['cash', -1n],
    ['money-held', -1n],
  ])
  expect((await verifyInvariants(database.adminUrl)).join('\n')).toContain(
    'arrears of the reports = balance of receivables',
  )
})
