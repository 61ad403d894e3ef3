import { analytics as contract } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../../testing/database.ts'
import { asOwner } from '../../../../testing/world.ts'
import { billPage, collect } from '../../../billing/index.ts'
import { type JourneyWorld, makeJourneyWorld } from '../../../billing/testing/journey-world.ts'
import { newId } from '../../../platform/ids.ts'
import { verifyInvariants } from '../../../verify.ts'
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

test('a settlement behind the ledger’s back is red, and a failed invariant', async () => {
  await asOwner(database, 'alter table billing.settlement disable trigger append_only')
  await asOwner(database, 'update billing.settlement set amount_fen = amount_fen - 1')
  const report = await reconcile()
  expect(report.holds).toBe(false)
  const broken = report.items.filter(check => check.broken.length > 0)
  expect(broken.map(check => [check.key, check.differenceFen])).toEqual([
    ['receivable', 1n],
    ['collected', -1n],
  ])
  expect((await verifyInvariants(database.adminUrl)).join('\n')).toContain(
    'arrears of the reports = balance of receivables',
  )
})
