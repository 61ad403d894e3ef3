import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { newId } from '../../platform/ids.ts'
import { createDiscount } from '../discounts/edit-discounts.ts'
import { giveDiscount } from '../discounts/grant-discounts.ts'
import { removeDiscountGrant } from '../discounts/remove-grant.ts'
import { billPage, startBillRun } from '../index.ts'
import { makeJourneyWorld } from '../testing/journey-world.ts'
import { generateRun, workOutChunk, writeChunk } from './generate-bills.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

/** 142.93 a month, six of them. */
const FULL_FEN = 857_58n

it('a chunk is worked out anew when a discount that it read was taken back, or one was given, before it is written', async () => {
  const world = await makeJourneyWorld(database)
  const { system } = world.tenant
  const premisesId = world.rooms['1012']
  const [discountId, grantId] = [newId(), newId()]
  const give = (id: string) =>
    world.as((tx, actor) =>
      giveDiscount(tx, actor, {
        ...{ id, discountId, premisesId, fromOn: '2020-07-01', toOn: '2020-12-31', reason: '空置' },
      }),
    )
  await world.as((tx, actor) =>
    createDiscount(tx, actor, {
      ...{ id: discountId, communityId: world.communityId, name: '空置', kind: 'vacant', itemIds: null },
      ...{ maxMonths: 12, minMonths: null, untilOn: null, needsEvidence: false },
      versions: [{ effectiveFrom: '2020-01-01', percent: '70', capYuan: null }],
    }),
  )
  const start = async () => {
    const id = newId()
    const months = { from: '2020-06', to: '2020-12' }
    await world.as((tx, actor) => startBillRun(tx, actor, { id, communityId: world.communityId, ...months }))
    return id
  }
  const readThen = async (runId: string, then: () => Promise<unknown>) => {
    const chunk = await world.as(tx => workOutChunk(tx, system, runId), system)
    await then()
    return chunk && (await world.as(tx => writeChunk(tx, system, runId, chunk), system))
  }
  const firstBill = async () => {
    const { items } = await world.as((tx, actor) => billPage(tx, actor, { premisesId, limit: 9, sort: 'dueOn' }))
    return items[0]?.amountFen ?? 0n
  }
  const work = (runId: string) => generateRun(step => world.as(step, system), system, runId)
  await give(grantId)
  const first = await start()
  const taken = () => world.as((tx, actor) => removeDiscountGrant(tx, actor, { grantId, version: 1 }))
  expect(await readThen(first, taken)).toBe(false)
  await work(first)
  expect(await firstBill()).toBe(FULL_FEN)
  const second = await start()
  expect(await readThen(second, () => give(newId()))).toBe(false)
  await work(second)
  expect(await firstBill()).toBeLessThan(FULL_FEN)
})
