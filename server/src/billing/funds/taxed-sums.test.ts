import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { issueBillRun, startBillRun } from '../index.ts'
import { addItemTax } from '../items/edit-items.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'

let database: TestDatabase
let world: MoneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeMoneyWorld(database)
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const dueOf = async () => {
  const [row] = await asOwner<{ fen: bigint }>(
    database,
    'select sum(fund_due_fen)::bigint as fen from billing.charge_sum where tenant_id = $1',
    [world.tenant.tenantId],
  )
  return row?.fen
}

test('a rate that is entered between the drafts and their issue is in the sums of what is due for owners, too', async () => {
  world.at('2026-01-10')
  const itemId = await world.item('电梯广告', { treatment: 'public' })
  await world.charge('电梯广告', '106.00', '2026-01-01')
  const billRunId = newId()
  const run = { id: billRunId, communityId: world.communityId, from: '2026-01', to: '2026-01' }
  await world.as((tx, actor) => startBillRun(tx, actor, run))
  await world.settle()
  const tax = { itemId, id: newId(), legalEntityId: null, effectiveFrom: '2020-01-01', taxCode: '3040801' }
  await world.as((tx, actor) => addItemTax(tx, actor, { ...tax, ratePercent: '6', regime: 'full' }))
  await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId }))
  await world.settle()
  expect(await dueOf()).toBe(100_00n)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  // Half of it paid: come is what of it is not tax.
  await world.take(53_00n)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})
