import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pgCopy from 'pg-copy-streams'
import { assignRules, createRule, issueBillRun, startBillRun } from '../server/src/billing/index.ts'
import billingModule from '../server/src/billing/module.ts'
import { inTransaction } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import { drainJobs } from '../server/src/platform/jobs.ts'
import { PLATFORM_JOBS } from '../server/src/platform/platform-jobs.ts'
import { fillCommunity } from './big-community.ts'
import { type Ground, layGround, print, secondsOf } from './ground.ts'

/**
 * Bills of 100,000 premises × 10 rules: one million lines computed with proration, explained, stored and posted (the jobs of
 * generating and of issuing, from the first to the last row, behind walls and unique keys), against the limit: COPY of the very rows
 * they wrote (bills, lines, entries, postings) into tables of the same columns, keys and indexes, in the same run.
 * `bench/billing.ts [premises] [rules]`; 200000 premises are the 2M of "linear". Target: ≤ 4 × COPY, ≤ 300 MB.
 */
const PREMISES = Number(process.argv[2] ?? 100_000)
const RULES = Number(process.argv[3] ?? 10)

/** Assigned in mid-month: each line is a part month, and has its days explained. */
const STARTS_ON = '2026-05-12'

async function assignRulesEach(ground: Ground, premisesIds: string[]): Promise<void> {
  const { db, actor, communityId } = ground
  for (let index = 0; index < RULES; index += 1) {
    const id = newId()
    await inTransaction(db, actor, tx =>
      createRule(tx, actor, {
        ...{
          id,
          communityId,
          code: String(index),
          name: `收费 ${index}`,
          itemName: `收费 ${index}`,
          kind: 'area-price',
        },
        ...{ cycleMonths: 1, timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 15 },
        ...{ effectiveFrom: '2026-01-01', effectiveTo: null, unitPrice: `${index + 1}.35`, fixedAmount: String(index) },
      }),
    )
    for (let start = 0; start < premisesIds.length; start += 20_000) {
      const part = premisesIds.slice(start, start + 20_000)
      await inTransaction(db, actor, tx =>
        assignRules(
          tx,
          actor,
          part.map(premisesId => ({ ruleId: id, premisesId, startsOn: STARTS_ON })),
        ),
      )
    }
  }
  await ground.owner.query('analyze')
}

/** COPY of one table's rows, held in memory, into a twin of it; seconds of the writing alone. */
async function copySeconds(ground: Ground, table: string): Promise<number> {
  const twin = `${table}_twin`
  await ground.owner.query(`create table ${twin} (like ${table} including all)`)
  const parts: Buffer[] = []
  const held = new PassThrough()
  held.on('data', part => parts.push(part))
  await pipeline(ground.owner.query(pgCopy.to(`copy (select * from ${table}) to stdout`)), held)
  const seconds = await secondsOf(() => pipeline(parts, ground.owner.query(pgCopy.from(`copy ${twin} from stdin`))))
  await ground.owner.query(`drop table ${twin}`)
  return seconds
}

/** The highest resident memory from now on, looked at twenty times a second: laying the ground is not the run. */
function watchMemory(): { beforeMb: number; stop: () => number } {
  global.gc?.()
  const mb = () => process.memoryUsage.rss() / 1024 ** 2
  const beforeMb = mb()
  let peak = beforeMb
  const timer = setInterval(() => {
    peak = Math.max(peak, mb())
  }, 50)
  return {
    beforeMb,
    stop: () => {
      clearInterval(timer)
      return peak
    },
  }
}

const TABLES = ['billing.bill', 'billing.bill_line', 'ledger.entry', 'ledger.posting']

const ground = await layGround('billing')
try {
  await assignRulesEach(ground, await fillCommunity(ground, PREMISES))
  const { db, actor, communityId } = ground
  const work = () => drainJobs(db, ground.config, ground.jobsUrl, [billingModule], PLATFORM_JOBS)
  const start = (id: string) =>
    inTransaction(db, actor, tx => startBillRun(tx, actor, { id, communityId, from: '2026-05', to: '2026-05' }))
  const billRunId = newId()
  await start(billRunId)
  const memory = watchMemory()
  const generated = await secondsOf(work)
  await inTransaction(db, actor, tx => issueBillRun(tx, actor, { billRunId }))
  const issued = await secondsOf(work)
  memory.stop()
  const { rows } = await ground.owner.query<{ lines: number; entries: number }>(
    'select (select count(*)::int from billing.bill_line) as lines, (select count(*)::int from ledger.entry) as entries',
  )
  const { lines = 0, entries = 0 } = rows[0] ?? {}
  print('lines generated', lines, 'lines')
  print('entries posted', entries, 'entries')
  print('time of generating', generated, 's')
  print('time of issuing and posting', issued, 's')
  print('lines per second, both', lines / (generated + issued), 'lines/s')
  let limit = 0
  for (const table of TABLES) {
    const seconds = await copySeconds(ground, table)
    print(`  COPY of ${table}`, seconds, 's')
    limit += seconds
  }
  print('limit: COPY of the same rows', limit, 's')
  print('ratio run ÷ COPY (target ≤ 4)', (generated + issued) / limit, '×')
  print('memory of this process before', memory.beforeMb, 'MB')
  print('peak memory while it ran (target ≤ 300)', memory.stop(), 'MB')
  await start(newId())
  print('the same run again (compares all, writes nothing)', await secondsOf(work), 's')
} finally {
  await ground.close()
}
