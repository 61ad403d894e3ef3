import { fork } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pgCopy from 'pg-copy-streams'
import { assignRules, createRule, issueBillRun, startBillRun } from '../server/src/billing/index.ts'
import { inTransaction } from '../server/src/platform/db.ts'
import { newId } from '../server/src/platform/ids.ts'
import { fillCommunity } from './big-community.ts'
import { type Ground, layGround, print, secondsOf } from './ground.ts'
import type { JobsAsked, JobsDone } from './run-jobs.ts'

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

/** A legal entity bills, at 6 % VAT: so that every bill names it and every line has its tax frozen. */
async function nameEntity({ owner, tenantId, communityId }: Ground): Promise<void> {
  const entityId = newId()
  await owner.query(
    "insert into ledger.legal_entity (tenant_id, id, name, taxpayer, created_at) values ($1, $2, '测量物业', 'general', now())",
    [tenantId, entityId],
  )
  await owner.query(
    "insert into ledger.community_entity (tenant_id, community_id, legal_entity_id, from_on) values ($1, $2, $3, '2020-01-01')",
    [tenantId, communityId, entityId],
  )
  await owner.query(
    `insert into billing.charge_item_tax (tenant_id, id, item_id, effective_from, rate_percent, created_at)
      select tenant_id, gen_random_uuid(), id, '2020-01-01', 6, now() from billing.charge_item where tenant_id = $1`,
    [tenantId],
  )
}

/** COPY of one table's rows, held in memory, into a twin of it; seconds of the writing alone. */
async function copySeconds(ground: Ground, table: string): Promise<number> {
  const twin = `${table}_twin`
  await ground.owner.query(`create table ${twin} (like ${table} including all excluding generated)`)
  const parts: Buffer[] = []
  const held = new PassThrough()
  held.on('data', part => parts.push(part))
  await pipeline(ground.owner.query(pgCopy.to(`copy (select * from ${table}) to stdout`)), held)
  const seconds = await secondsOf(() => pipeline(parts, ground.owner.query(pgCopy.from(`copy ${twin} from stdin`))))
  await ground.owner.query(`drop table ${twin}`)
  return seconds
}

/** The process that works the jobs, started as `npm start` starts the server; ends with the last word. */
function startWorker(ground: Ground): { work(jobs: string[]): Promise<JobsDone>; stop(): void } {
  const child = fork(new URL('./run-jobs.ts', import.meta.url), {
    execArgv: ['--no-warnings', '--max-semi-space-size=8', ...process.execArgv],
  })
  const { config, secrets, jobsUrl } = ground
  return {
    work: jobs =>
      new Promise((resolve, reject) => {
        child.once('exit', code => reject(new Error(`the worker ended (${code})`)))
        child.once('message', done => {
          child.removeAllListeners('exit')
          resolve(done as JobsDone)
        })
        child.send({ config, secrets, jobsUrl, jobs } satisfies JobsAsked)
      }),
    stop: () => child.kill(),
  }
}

const TABLES = ['billing.bill', 'billing.bill_line', 'ledger.entry', 'ledger.posting']

const ground = await layGround('billing')
const worker = startWorker(ground)
try {
  await assignRulesEach(ground, await fillCommunity(ground, PREMISES))
  const { db, actor, communityId } = ground
  await nameEntity(ground)
  const start = (id: string) =>
    inTransaction(db, actor, tx => startBillRun(tx, actor, { id, communityId, from: '2026-05', to: '2026-05' }))
  const billRunId = newId()
  await start(billRunId)
  const generated = await worker.work(['billing.generateBills'])
  await inTransaction(db, actor, tx => issueBillRun(tx, actor, { billRunId }))
  const issued = await worker.work(['billing.issueBills'])
  const { rows } = await ground.owner.query<{ lines: number; entries: number; taxed: number }>(
    `select (select count(*)::int from billing.bill_line) as lines, (select count(*)::int from ledger.entry) as entries,
      (select count(*)::int from billing.bill_line where tax_fen is not null) as taxed`,
  )
  const { lines = 0, entries = 0, taxed = 0 } = rows[0] ?? {}
  const seconds = generated.seconds + issued.seconds
  print('lines generated', lines, 'lines')
  print('lines with their tax', taxed, 'lines')
  print('entries posted', entries, 'entries')
  print('time of generating', generated.seconds, 's')
  print('time of issuing and posting', issued.seconds, 's')
  print('lines per second, both', lines / seconds, 'lines/s')
  let limit = 0
  for (const table of TABLES) {
    const seconds = await copySeconds(ground, table)
    print(`  COPY of ${table}`, seconds, 's')
    limit += seconds
  }
  print('limit: COPY of the same rows', limit, 's')
  print('ratio run ÷ COPY (target ≤ 4)', seconds / limit, '×')
  print('memory of the process before', generated.beforeMb, 'MB')
  print('peak memory while it generated (target ≤ 300)', generated.peakMb, 'MB')
  print('peak memory while it issued (target ≤ 300)', issued.peakMb, 'MB')
  const told = await worker.work(['billing.offsetBillRun', 'billing.tellHouseholds'])
  print('beyond the run: prepaid money looked for, households told', told.seconds, 's')
  await start(newId())
  const again = await worker.work(['billing.generateBills'])
  print('the same run again (compares all, writes nothing)', again.seconds, 's')
} finally {
  worker.stop()
  await ground.close()
}
