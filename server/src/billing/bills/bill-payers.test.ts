import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { startBillRun } from '../index.ts'
import { workOutChunk, writeChunk } from '../runs/generate-bills.ts'
import { doneOrWaiting, hold } from '../testing/held-transaction.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { deleteDrafts } from './delete-drafts.ts'

/** The names by which bills are found, where two write and take away bills under one name at once. */
let database: TestDatabase
let world: MoneyWorld
let rules = 0
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeMoneyWorld(database)
  world.at('2026-01-10')
})
beforeEach(async () => {
  await asOwner(database, 'delete from billing.bill_line')
  await asOwner(database, 'delete from billing.bill')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

/** A charge of its own, and a run of January that bills it and nothing else, not worked through yet. */
async function runOfOne(): Promise<string> {
  const name = `费${++rules}`
  await world.charge(name, '100', '2026-01-01', { effectiveTo: null })
  const [rule] = await asOwner<{ id: string }>(database, 'select id from billing.rule where name = $1', [name])
  const id = newId()
  const months = { from: '2026-01', to: '2026-01', ruleIds: [rule?.id ?? ''] }
  await world.as((tx, actor) => startBillRun(tx, actor, { id, communityId: world.communityId, ...months }))
  return id
}

async function write(tx: Parameters<typeof workOutChunk>[0], billRunId: string): Promise<boolean> {
  const { system } = world.tenant
  const chunk = await workOutChunk(tx, system, billRunId)
  return chunk !== null && writeChunk(tx, system, billRunId, chunk)
}

const writeNow = (billRunId: string) => world.as(tx => write(tx, billRunId))
const names = async () =>
  (await asOwner<{ name: string }>(database, 'select payer_name as name from billing.bill_payer')).map(row => row.name)
/** What verify finds of names; drafts that the owner deleted are still counted by their runs. */
const wrongNames = async () =>
  (await verifyInvariants(database.adminUrl)).filter(words => words.startsWith('the names by which bills are found'))
const drafts = async (billRunId: string) =>
  (await asOwner<{ id: string }>(database, 'select id from billing.bill where bill_run_id = $1', [billRunId])).map(
    row => row.id,
  )

test('a name stays where its last bill goes while another is being written, whichever ends first', async () => {
  const [first, second] = [await runOfOne(), await runOfOne()]
  await writeNow(first)
  expect(await names()).toEqual(['王业主'])
  const writing = await hold(database, world.tenant.system, tx => write(tx, second))
  const [draft = ''] = await drafts(first)
  const deleting = world.as((tx, actor) => deleteDrafts(tx, actor, [draft]))
  await doneOrWaiting(database, deleting)
  await writing.end()
  expect((await deleting).size).toBe(1)
  expect(await names()).toEqual(['王业主'])
  // The other way round: it is taken away, not committed, while somebody writes under it.
  const third = await runOfOne()
  const [last = ''] = await drafts(second)
  const taking = await hold(database, world.staff, tx => deleteDrafts(tx, world.staff, [last]))
  const written = writeNow(third)
  expect(await doneOrWaiting(database, written)).toBe('waiting')
  await taking.end()
  expect(await written).toBe(true)
  expect(await names()).toEqual(['王业主'])
  expect(await wrongNames()).toEqual([])
})

test('two that write bills under one new name do not wait in a circle, and it stands once', async () => {
  const [first, second] = [await runOfOne(), await runOfOne()]
  const writing = await hold(database, world.tenant.system, tx => write(tx, first))
  const other = writeNow(second)
  await doneOrWaiting(database, other)
  await writing.end()
  expect(await other).toBe(true)
  expect(await names()).toEqual(['王业主'])
  const ids = [...(await drafts(first)), ...(await drafts(second))]
  expect(ids.length).toBe(2)
  await world.as((tx, actor) => deleteDrafts(tx, actor, ids))
  expect(await names()).toEqual([])
})

test('of two that take away the last bills of a name the second takes the name away, and nobody who writes waits for it', async () => {
  const [first, second, third] = [await runOfOne(), await runOfOne(), await runOfOne()]
  await writeNow(first)
  await writeNow(second)
  const [one = ''] = await drafts(first)
  const [two = ''] = await drafts(second)
  const taking = await hold(database, world.staff, tx => deleteDrafts(tx, world.staff, [one]))
  // Another bill has the name: whoever writes under it goes on.
  expect(await doneOrWaiting(database, writeNow(third))).toBe('done')
  const other = world.as((tx, actor) => deleteDrafts(tx, actor, [two]))
  expect(await doneOrWaiting(database, other)).toBe('waiting')
  await taking.end()
  await other
  await world.as(async (tx, actor) => deleteDrafts(tx, actor, await drafts(third)))
  expect(await names()).toEqual([])
})

test('a name that a person is erased under is kept for bills that are written meanwhile', async () => {
  const [first, second] = [await runOfOne(), await runOfOne()]
  await writeNow(first)
  const writing = await hold(database, world.tenant.system, tx => write(tx, second))
  const erasing = asOwner(database, "update billing.bill set payer_name = '已删除'")
  await doneOrWaiting(database, erasing)
  await writing.end()
  await erasing
  expect((await names()).toSorted()).toEqual(['已删除', '王业主'].toSorted())
  expect(await wrongNames()).toEqual([])
})
