import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveReadings } from '../../metering/readings/approve-readings.ts'
import { correctReading } from '../../metering/readings/correct-reading.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { fenToYuan } from '../../platform/money.ts'
import { editAssignment } from '../assignments/edit-assignment.ts'
import { issueBillRun } from '../index.ts'
import { startBillRun } from '../runs/start-bill-run.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'
import { previewBills } from './preview-bills.ts'

/** A reading that comes, or is approved, after the run of its month is charged by the next run, once, whichever comes first. */

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
const makeCharge = async (code: string, rule: object = {}) => {
  on('2026-01-01')
  const made = await usage.makeRule({ kind: 'metered', unitPrice: '3.45', dueDays: 10, ...rule })
  const home = await usage.makeHome(code)
  await usage.assign(made.id, home)
  return { ruleId: made.id, home, meter: await usage.makeMeter(home) }
}
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
const correct = async (meterId: string, value: string) => {
  const [reading] = await asOwner<{ id: string; readOn: string; version: number }>(
    database,
    `select id, read_on::text as "readOn", version from metering.reading where meter_id = $1 and state = 'approved' and previous_id is not null`,
    [meterId],
  )
  const { communityId } = usage.world
  const id = newId()
  const { id: readingId = '', readOn = '' } = reading ?? {}
  const said = { readingId, id, readOn, value, rolledOver: false, bands: {}, photoId: null, reason: '抄错' }
  await usage.world.as((tx, actor) => correctReading(tx, actor, said))
  const approval = { communityId, readingIds: [id], roundId: null }
  expect((await usage.world.as((tx, actor) => approveReadings(tx, actor, approval), usage.chief)).left).toEqual([])
}
const billsOf = async (ruleId: string) =>
  (
    await asOwner<{ cycle: string; due: string; fen: string; kind: string; late: string | null }>(
      database,
      `select b.cycle_start || '…' || b.cycle_end as cycle, b.due_on as due, b.amount_fen as fen, b.kind,
         (select max(l.explanation->'late'->>'month') from billing.bill_line l where l.tenant_id = b.tenant_id and l.bill_id = b.id) as late
       from billing.bill b where b.rule_id = $1 and b.state <> 'void' order by b.cycle_start, b.kind, b.amount_fen`,
      [ruleId],
    )
  ).map(({ cycle, due, fen, kind, late }) => [cycle, due, fenToYuan(BigInt(fen)), kind, late])

describe('a late reading', () => {
  test('is charged by the next run, says so, and is due some days from then; once', async () => {
    const { ruleId, meter } = await makeCharge('L1')
    on('2026-01-29')
    await usage.read(meter, [['2026-01-28', '10']])
    await run(ruleId, '2026-01', '2026-02-01')
    expect((await run(ruleId, '2026-02', '2026-03-01')).exceptions).toEqual(['no-reading'])
    // February's comes in March, after its run.
    on('2026-03-05')
    await usage.read(meter, [['2026-02-26', '25']])
    on('2026-03-29')
    await usage.read(meter, [['2026-03-28', '30']])
    on('2026-04-01')
    const asked = { communityId: usage.world.communityId, from: '2026-03', to: '2026-03', ruleIds: [ruleId] }
    const preview = await usage.world.as((tx, actor) => previewBills(tx, actor, asked))
    expect(preview.bills.map(bill => [bill.change, bill.cycleEnd])).toEqual([
      ['new', '2026-02-26'],
      ['new', '2026-03-28'],
    ])
    expect(preview.bills[0]?.lines[0]?.words).toMatchObject({
      'zh-CN': expect.stringMatching(/^补收 2026年2月抄表：/),
      en: expect.stringMatching(/^Late reading of 2026-02: /),
    })
    expect(await run(ruleId, '2026-03', '2026-04-01')).toMatchObject({ added: 2, exceptions: [] })
    const bills = await billsOf(ruleId)
    expect(bills.slice(1)).toEqual([
      ['2026-01-29…2026-02-26', '2026-04-11', '51.75', 'charge', '2026-02'],
      ['2026-02-27…2026-03-28', '2026-04-08', '17.25', 'charge', null],
    ])
    // Again, of the next month, and of its own month: nothing more, drafts and issued alike.
    expect((await run(ruleId, '2026-03', '2026-04-02')).added).toBe(0)
    expect((await run(ruleId, '2026-02', '2026-04-02')).added).toBe(0)
    expect((await run(ruleId, '2026-04', '2026-05-01')).added).toBe(0)
    await issue(ruleId)
    expect((await run(ruleId, '2026-02', '2026-05-02')).added).toBe(0)
    expect((await run(ruleId, '2026-05', '2026-06-01')).added).toBe(0)
    expect(await billsOf(ruleId)).toEqual(bills)
  })

  test('is charged by its own month when that is run again first; the next run adds nothing to it', async () => {
    const { ruleId, meter } = await makeCharge('L2')
    await run(ruleId, '2026-02', '2026-03-01')
    on('2026-03-05')
    await usage.read(meter, [['2026-02-26', '25']])
    expect(await run(ruleId, '2026-02', '2026-03-06')).toMatchObject({ amounts: ['86.25'], added: 1 })
    expect((await run(ruleId, '2026-03', '2026-04-01')).added).toBe(0)
    await issue(ruleId)
    expect((await run(ruleId, '2026-04', '2026-05-01')).added).toBe(0)
    expect((await billsOf(ruleId)).length).toBe(1)
  })

  test('of a charge that ended before the next run is charged all the same', async () => {
    const { ruleId, home, meter } = await makeCharge('L3')
    const [assignment] = await asOwner<{ id: string; version: number }>(
      database,
      'select id, version from billing.assignment where rule_id = $1 and premises_id = $2',
      [ruleId, home],
    )
    await run(ruleId, '2026-02', '2026-03-01')
    on('2026-03-05')
    await usage.world.as((tx, actor) =>
      editAssignment(tx, actor, {
        ...{
          assignmentId: assignment?.id ?? '',
          version: assignment?.version ?? 1,
          endsOn: '2026-02-20',
          quantity: null,
        },
      }),
    )
    await usage.read(meter, [['2026-02-20', '25']])
    expect((await run(ruleId, '2026-04', '2026-05-01')).amounts).toEqual(['86.25'])
  })

  test('moves the steps of the year: what was issued after it is corrected as well', async () => {
    const tiers = [
      { upTo: '20', unitPrice: '1' },
      { upTo: null, unitPrice: '2' },
    ]
    const { ruleId, home, meter } = await makeCharge('L4', {
      ...{ unitPrice: '0', tiers, tierTerms: { span: 'year', persons: null } },
    })
    const second = await usage.makeMeter(home)
    await run(ruleId, '2026-02', '2026-03-01')
    on('2026-03-25')
    await usage.read(meter, [
      ['2026-02-20', '5'],
      ['2026-03-20', '15'],
    ])
    await run(ruleId, '2026-03', '2026-04-01')
    await issue(ruleId)
    // 5 and 10 at 1. The other meter was read on another day of January, and known in April.
    on('2026-04-05')
    await usage.read(second, [['2026-01-20', '12']])
    await run(ruleId, '2026-04', '2026-05-01')
    const sums = (await billsOf(ruleId)).map(([cycle, , yuan, kind]) => [cycle, yuan, kind])
    const all = sums.reduce((sum, [, yuan]) => sum + Number(yuan), 0)
    // 27 in all: 20 at 1 and 7 at 2.
    expect(all).toBe(34)
    expect((await run(ruleId, '2026-05', '2026-06-01')).added).toBe(0)
  })

  test('that corrects one that was billed is made good by the next run, red and blue', async () => {
    const { ruleId, meter } = await makeCharge('L7')
    on('2026-02-27')
    await usage.read(meter, [['2026-02-26', '25']])
    await run(ruleId, '2026-02', '2026-03-01')
    await issue(ruleId)
    on('2026-03-05')
    await correct(meter, '30')
    await run(ruleId, '2026-03', '2026-04-01')
    expect((await billsOf(ruleId)).map(([, , yuan, kind]) => [yuan, kind])).toEqual([
      ['86.25', 'charge'],
      ['-86.25', 'correction'],
      ['103.50', 'correction'],
    ])
    expect((await run(ruleId, '2026-03', '2026-04-02')).added).toBe(0)
  })

  test('before anybody ran bills of the charge is history, and never charged by itself', async () => {
    const { ruleId, meter } = await makeCharge('L5')
    on('2026-02-10')
    await usage.read(meter, [['2026-01-28', '25']])
    expect((await run(ruleId, '2026-03', '2026-04-01')).amounts).toEqual([])
  })

  test('two runs at once charge it once', async () => {
    const { ruleId, meter } = await makeCharge('L6')
    await run(ruleId, '2026-02', '2026-03-01')
    on('2026-03-05')
    await usage.read(meter, [['2026-02-26', '25']])
    on('2026-04-01')
    const start = (month: string) =>
      usage.world.as((tx, actor) =>
        startBillRun(tx, actor, {
          ...{ id: newId(), communityId: usage.world.communityId, from: month, to: month, ruleIds: [ruleId] },
        }),
      )
    await Promise.all([start('2026-03'), start('2026-04')])
    await usage.world.settle()
    expect((await billsOf(ruleId)).length).toBe(1)
  })
})
