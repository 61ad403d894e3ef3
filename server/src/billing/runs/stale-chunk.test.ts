import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { newId } from '../../platform/ids.ts'
import { billPage } from '../bills/bill-view.ts'
import { createDiscount } from '../discounts/edit-discounts.ts'
import { giveDiscount } from '../discounts/grant-discounts.ts'
import { removeDiscountGrant } from '../discounts/remove-grant.ts'
import { startBillRun } from '../index.ts'
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

/** What may change of a home `$1`, or of the rules charged on it, between reading and writing. */
const CHANGES: [what: string, statement: string][] = [
  [
    'a price',
    `insert into billing.rule_version (tenant_id, id, rule_id, effective_from, unit_price, fixed_amount, created_at)
     select a.tenant_id, gen_random_uuid(), a.rule_id, '2020-09-01', 9, 9, now() from billing.assignment a where a.premises_id = $1 limit 1`,
  ],
  [
    'the end of a charge',
    "update billing.assignment set ends_on = '2020-08-31', version = version + 1 where premises_id = $1",
  ],
  [
    'who pays',
    `insert into billing.payer_arrangement (tenant_id, id, community_id, premises_id, assignment_id, from_on, shares, created_at)
     select tenant_id, gen_random_uuid(), community_id, premises_id, id, '2020-07-01', '[{"kind": "owner", "personId": null, "percent": "100"}]', now()
     from billing.assignment where premises_id = $1 limit 1`,
  ],
  [
    'how many',
    `insert into billing.assignment_quantity (tenant_id, community_id, premises_id, assignment_id, from_on, quantity, counted, created_at)
     select tenant_id, community_id, premises_id, id, '2020-07-01', 2, false, now() from billing.assignment where premises_id = $1 limit 1`,
  ],
  [
    'a measure',
    `insert into billing.measure_value (tenant_id, id, community_id, premises_id, name, effective_from, value, created_at)
     select tenant_id, gen_random_uuid(), community_id, id, 'persons', '2020-07-01', 3, now() from registry.premises where id = $1`,
  ],
  ['an area', 'update registry.premises_area set area_m2 = 90 where premises_id = $1'],
  ['whose it is', "update registry.occupancy set to_on = '2020-07-31' where premises_id = $1"],
  [
    'a term of the rule',
    'update billing.rule set due_days = 7, version = version + 1 where id in (select rule_id from billing.assignment where premises_id = $1)',
  ],
  ['premises that end', "update registry.premises set ended_on = '2020-09-01' where id = $1"],
]

it('a chunk is worked out anew when anything of its homes changed, and not for others', async () => {
  const world = await makeJourneyWorld(database, 'AJ2')
  const { system } = world.tenant
  const [mine, other] = [world.rooms['1012'], world.rooms['1021']]
  const id = newId()
  const months = { from: '2020-06', to: '2020-12', ruleIds: [world.rule1], premisesId: mine }
  await world.as((tx, actor) => startBillRun(tx, actor, { id, communityId: world.communityId, ...months }))
  const workOut = async () => {
    const chunk = await world.as(tx => workOutChunk(tx, system, id), system)
    if (!chunk) throw new Error('The run has no chunk.')
    return chunk
  }
  const write = (chunk: Awaited<ReturnType<typeof workOut>>) =>
    world.as(tx => writeChunk(tx, system, id, chunk), system)
  const outcomes: [string, boolean][] = []
  for (const [what, statement] of CHANGES) {
    const chunk = await workOut()
    await asOwner(database, statement, [mine])
    outcomes.push([what, await write(chunk)])
  }
  expect(outcomes).toEqual(CHANGES.map(([what]) => [what, false]))
  const chunk = await workOut()
  await asOwner(database, 'update registry.premises_area set area_m2 = 90 where premises_id = $1', [other])
  expect(await write(chunk)).toBe(true)
})
