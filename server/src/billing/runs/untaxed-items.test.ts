import { afterEach, beforeEach, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { startBillRun } from '../index.ts'
import { addItemTax } from '../items/edit-items.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { readBillRun } from './run-view.ts'

let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-03-01T02:00:00Z'))
  world = await makeMoneyWorld(database)
})
afterEach(async () => {
  setClock(null)
  await database.drop()
})

const tax = (itemId: string, effectiveFrom: string) =>
  world.as((tx, actor) =>
    addItemTax(tx, actor, {
      ...{ itemId, id: newId(), legalEntityId: null, effectiveFrom, taxCode: '3040801', ratePercent: '6' },
    }),
  )
const exceptions = async () => {
  const [billRunId, { communityId }] = [newId(), world]
  await world.as((tx, actor) => startBillRun(tx, actor, { id: billRunId, communityId, from: '2026-03', to: '2026-03' }))
  await world.settle()
  const run = await world.as((tx, actor) => readBillRun(tx, actor, { billRunId }))
  expect(run.exceptionCount).toBe(run.exceptions.length)
  return run.exceptions.map(one => [one.code, one.at])
}

it('says which own income has no rate on the billing date, once an item, where the company keeps rates', async () => {
  const itemId = await world.item('物业费')
  await world.item('代收水费', { treatment: 'agency' })
  await world.item('装修押金', { treatment: 'deposit', refundable: true, category: 'deposit' })
  for (const name of ['物业费', '代收水费', '装修押金']) await world.charge(name, '100', '2026-03-01')
  for (const premisesId of [world.premisesId, world.besideId])
    await world.charge('租金', '3000', '2026-03-01', { premisesId })
  await tax(itemId, '2026-01-01')
  expect(await exceptions()).toEqual([['no-tax', '租金']])
})

it('of a rate that begins later too', async () => {
  const itemId = await world.item('物业费')
  await world.charge('物业费', '100', '2026-03-01')
  await tax(itemId, '2026-04-01')
  expect(await exceptions()).toEqual([['no-tax', '物业费']])
})

it('tells nothing where no rates are kept at all', async () => {
  await world.charge('租金', '3000', '2026-03-01')
  expect(await exceptions()).toEqual([])
})
