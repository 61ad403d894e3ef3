import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pgCopy from 'pg-copy-streams'
import { assignRules, createRule, startBillRun } from '../server/src/billing/index.ts'
import billingModule from '../server/src/billing/module.ts'
import { inTransaction } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import { drainJobs } from '../server/src/platform/jobs.ts'
import { PLATFORM_JOBS } from '../server/src/platform/platform-jobs.ts'
import { fillCommunity } from './big-community.ts'
import { type Ground, layGround, print, secondsOf } from './ground.ts'

/**
 * Bills of 100,000 premises × 2 rules: a run's job from the first to the last row (computed, explained, stored, unique keys,
 * walls), against the limit: COPY of the same rows into tables of the same columns, keys and indexes, in the same run.
 */
const PREMISES = Number(process.argv[2] ?? 100_000)

async function assignTwoRules(ground: Ground, premisesIds: string[]): Promise<void> {
  const { db, actor, communityId } = ground
  const base = {
    communityId,
    kind: 'area-price' as const,
    timing: 'advance' as const,
    lineGrain: 'contract-month' as const,
    proration: 'ACTUAL' as const,
    dueDays: 0,
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
  }
  const rules = [
    {
      ...base,
      id: newId(),
      code: '1',
      name: '物业费',
      itemName: '物业费',
      cycleMonths: 6,
      unitPrice: '1.3',
      fixedAmount: '20',
    },
    {
      ...base,
      id: newId(),
      code: '2',
      name: '公共能耗费',
      itemName: '公共能耗费',
      cycleMonths: 3,
      unitPrice: '0.35',
      fixedAmount: '5',
    },
  ]
  for (const rule of rules) {
    await inTransaction(db, actor, tx => createRule(tx, actor, rule))
    for (let start = 0; start < premisesIds.length; start += 20_000) {
      const part = premisesIds.slice(start, start + 20_000)
      await inTransaction(db, actor, tx =>
        assignRules(
          tx,
          actor,
          part.map(premisesId => ({ ruleId: rule.id, premisesId, startsOn: '2020-06-10' })),
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

const ground = await layGround('billing')
try {
  const premisesIds = await fillCommunity(ground, PREMISES)
  await assignTwoRules(ground, premisesIds)
  const { db, actor, communityId } = ground
  await inTransaction(db, actor, tx =>
    startBillRun(tx, actor, { id: newId(), communityId, from: '2020-06', to: '2020-06' }),
  )
  const work = () => drainJobs(db, ground.config, ground.jobsUrl, [billingModule], PLATFORM_JOBS)
  const seconds = await secondsOf(work)
  const { rows } = await ground.owner.query<{ bills: number; lines: number }>(
    'select (select count(*)::int from billing.bill) as bills, (select count(*)::int from billing.bill_line) as lines',
  )
  const { bills = 0, lines = 0 } = rows[0] ?? {}
  print('bills generated', bills, 'bills')
  print('lines generated', lines, 'lines')
  print('time of the run', seconds, 's')
  print('bills per second', bills / seconds, 'bills/s')
  print('lines per second', lines / seconds, 'lines/s')
  const limit = (await copySeconds(ground, 'billing.bill')) + (await copySeconds(ground, 'billing.bill_line'))
  print('limit: COPY of the same rows', limit, 's')
  print('ratio run ÷ COPY', seconds / limit, '×')
  await inTransaction(db, actor, tx =>
    startBillRun(tx, actor, { id: newId(), communityId, from: '2020-06', to: '2020-06' }),
  )
  print('the same run again (adds nothing)', await secondsOf(work), 's')
  print('peak memory of this process', process.resourceUsage().maxRSS / 1024, 'MB')
} finally {
  await ground.close()
}
