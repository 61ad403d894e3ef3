import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { fenToYuan } from '../../platform/money.ts'
import { issueBillRun } from '../index.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'

/** A reading between two that are billed: the next run takes the undivided bill back and bills both parts. */

let database: TestDatabase
let usage: UsageWorld

beforeAll(async () => {
  on('2026-01-01')
  database = await cloneDatabase()
  usage = await makeUsageWorld(database)
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

const on = (day: string) => setClock(new Date(`${day}T10:00:00+08:00`))
const run = async (ruleId: string, month: string, day: string) => {
  on(day)
  return usage.run(ruleId, month, month)
}
const issue = async (ruleId: string) => {
  const runs = await asOwner<{ id: string }>(
    database,
    `select distinct bill_run_id as id from billing.bill where rule_id = $1 and state = 'draft'`,
    [ruleId],
  )
  for (const { id } of runs) await usage.world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
  await usage.world.settle()
}
const linesOf = async (ruleId: string) =>
  (
    await asOwner<{ days: string; fen: string; kind: string }>(
      database,
      `select l.segment_start || '…' || l.segment_end as days, l.amount_fen as fen, b.kind from billing.bill b
       join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
       where b.rule_id = $1 and b.state <> 'void' order by l.segment_start, b.kind desc, l.amount_fen`,
      [ruleId],
    )
  ).map(({ days, fen, kind }) => `${days} ${fenToYuan(BigInt(fen))} ${kind}`)
const sumOf = async (ruleId: string) =>
  (
    await asOwner<{ fen: string }>(
      database,
      `select sum(l.amount_fen)::text as fen from billing.bill b join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
       where b.rule_id = $1 and b.state <> 'void'`,
      [ruleId],
    )
  )[0]?.fen

async function charge(code: string, rule: object = {}) {
  on('2026-01-01')
  const made = await usage.makeRule({ kind: 'metered', unitPrice: '3.45', dueDays: 10, ...rule })
  const home = await usage.makeHome(code)
  await usage.assign(made.id, home)
  const meter = await usage.makeMeter(home)
  on('2026-01-29')
  await usage.read(meter, [['2026-01-28', '10']])
  await run(made.id, '2026-01', '2026-02-01')
  await run(made.id, '2026-02', '2026-03-01')
  on('2026-03-29')
  await usage.read(meter, [['2026-03-28', '30']])
  return { ruleId: made.id, meter }
}

test('an issued bill of the whole is taken back by red and blue, and the other part is billed: together the same', async () => {
  const { ruleId, meter } = await charge('B1')
  await run(ruleId, '2026-03', '2026-04-01')
  await issue(ruleId)
  expect(await sumOf(ruleId)).toBe('10350')
  on('2026-04-05')
  expect(await usage.read(meter, [['2026-02-26', '25']])).toEqual([])
  expect((await run(ruleId, '2026-04', '2026-05-01')).added).toBe(3)
  expect(await linesOf(ruleId)).toEqual([
    '2026-01-01…2026-01-28 34.50 charge',
    '2026-01-29…2026-03-28 -69.00 correction',
    '2026-01-29…2026-02-26 51.75 correction',
    '2026-01-29…2026-03-28 69.00 charge',
    '2026-02-27…2026-03-28 17.25 charge',
  ])
  expect(await sumOf(ruleId)).toBe('10350')
  // Once.
  await issue(ruleId)
  expect((await run(ruleId, '2026-04', '2026-05-02')).added).toBe(0)
  expect((await run(ruleId, '2026-05', '2026-06-01')).added).toBe(0)
  expect(await sumOf(ruleId)).toBe('10350')
})

test('a draft of the whole becomes the two parts', async () => {
  const { ruleId, meter } = await charge('B2')
  await run(ruleId, '2026-03', '2026-04-01')
  on('2026-04-05')
  await usage.read(meter, [['2026-02-26', '25']])
  await run(ruleId, '2026-03', '2026-04-06')
  expect(await linesOf(ruleId)).toEqual([
    '2026-01-01…2026-01-28 34.50 charge',
    '2026-01-29…2026-02-26 51.75 charge',
    '2026-02-27…2026-03-28 17.25 charge',
  ])
})

test('steps of the year go on through both parts', async () => {
  const tiers = [
    { upTo: '20', unitPrice: '3.00' },
    { upTo: null, unitPrice: '5.00' },
  ]
  const { ruleId, meter } = await charge('B3', { unitPrice: '0', tiers, tierTerms: { span: 'year', persons: null } })
  await run(ruleId, '2026-03', '2026-04-01')
  await issue(ruleId)
  // 10 at 3, then 10 at 3 and 10 at 5.
  expect(await sumOf(ruleId)).toBe('11000')
  on('2026-04-05')
  await usage.read(meter, [['2026-02-26', '25']])
  await run(ruleId, '2026-04', '2026-05-01')
  expect(await sumOf(ruleId)).toBe('11000')
})
