import { afterEach, beforeEach, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { readAccount } from '../collections/account-view.ts'
import { startBillRun } from '../index.ts'
import { readBillRun } from '../runs/run-view.ts'
import { mergeOwner } from '../testing/merge-owner.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'

/** Two records of one person are merged (docs/decisions/0011): facts keep the id, and are found by every record. */
let database: TestDatabase
let world: MoneyWorld
const survivorId = newId()
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-01T02:00:00Z'))
  world = await makeMoneyWorld(database)
})
afterEach(async () => {
  setClock(null)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await database.drop()
})

const merge = () => mergeOwner(world, survivorId)

it('prepaid money under the merged record pays the bills of the survivor, and more goes into the same purse', async () => {
  await world.charge('物业费', '254.70', '2026-01-01')
  await world.take(500_00n, { billIds: [], overpayment: 'prepay' })
  await merge()
  await world.bill('2026-01')
  const after = await world.household()
  expect([after.outstandingFen, after.prepaidFen]).toEqual([0n, 245_30n])
  expect(after.purses.map(purse => purse.holderName)).toEqual(['王业主（正）'])
  await world.take(10_00n, { billIds: [], overpayment: 'prepay' })
  expect((await world.household()).purses.map(purse => purse.balanceFen)).toEqual([255_30n])
})

it('the survivor sees it in the app, and nobody else', async () => {
  await world.take(500_00n, { billIds: [], overpayment: 'prepay' })
  await merge()
  const { premisesId, staff } = world
  const prepaid = async (personId: string) => {
    const resident: Actor = { ...staff, kind: 'resident', id: newId(), personId, name: '业主' }
    return (await inTransaction(database.db, resident, tx => readAccount(tx, resident, { premisesId }))).prepaidFen
  }
  expect(await prepaid(survivorId)).toBe(500_00n)
  expect(await prepaid(newId())).toBe(0n)
})

it('a run corrects nothing only because of it', async () => {
  await world.charge('物业费', '254.70', '2026-01-01')
  await world.bill('2026-01')
  await merge()
  const billRunId = newId()
  const { communityId } = world
  await world.as((tx, actor) => startBillRun(tx, actor, { id: billRunId, communityId, from: '2026-01', to: '2026-01' }))
  await world.settle()
  const run = await world.as((tx, actor) => readBillRun(tx, actor, { billRunId }))
  expect(run.compared).toMatchObject({ same: { count: 1 }, correction: { count: 0 } })
  const bills = await asOwner(database, 'select payer_person_id from billing.bill')
  expect(bills).toEqual([{ payer_person_id: world.ownerId }])
})
