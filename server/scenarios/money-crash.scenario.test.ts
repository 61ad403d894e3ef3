import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { billing, type Call, createClient } from '@anju/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueBillRun, startBillRun } from '../src/billing/index.ts'
import { type JourneyWorld, makeJourneyWorld } from '../src/billing/testing/journey-world.ts'
import { ROOT } from '../src/platform/config.ts'
import { newId } from '../src/platform/ids.ts'
import { verifyInvariants } from '../src/verify.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { openStaff } from '../testing/matrix/accounts.ts'

/**
 * Real processes killed with SIGKILL in the middle of money: the worker of a bill run, whose transaction has written bills and waits;
 * the server of a payment, whose transaction has written the payment and waits for its receipt's number. Nothing of either stays,
 * and whoever comes next ends it, once.
 */
const PORT = 20_000 + (process.pid % 20_000)

let database: TestDatabase
let world: JourneyWorld
let blocker: pg.Client
const children: ChildProcess[] = []
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
  blocker = new pg.Client({ connectionString: database.adminUrl })
  await blocker.connect()
}, 60_000)
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await blocker.end()
  await database.drop()
})

function startProcess(command: 'work' | 'serve'): ChildProcess {
  const child = spawn(process.execPath, ['--no-warnings', 'server/src/main.ts', command], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...{ DATABASE_URL: database.adminUrl, ANJU_DATA: database.config.dataDir, ANJU_DEMO: '0' },
      ...{ ANJU_SECRETS: JSON.stringify(database.secrets), PORT: String(PORT), HOST: '127.0.0.1' },
    },
    stdio: 'ignore',
  })
  children.push(child)
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await new Promise(resolve => child.once('exit', resolve))
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 90_000
  while (!(await what())) {
    if (performance.now() > deadline) throw new Error('It did not come to pass in time.')
    await pause(50)
  }
}

async function count(text: string): Promise<number> {
  const { rows } = await watcher(text)
  return Number(rows[0]?.n)
}

async function watcher(text: string) {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    return await client.query<{ n: string }>(text)
  } finally {
    await client.end()
  }
}

const OTHERS = `datname = current_database() and application_name = 'anju'`
/** A process of ours waits for a lock that the test holds. */
const waiting = async () =>
  (await count(`select count(*) as n from pg_stat_activity where ${OTHERS} and wait_event_type = 'Lock'`)) > 0
/** The database has noticed the broken connections and rolled back. */
const rolledBack = async () =>
  (await count(`select count(*) as n from pg_stat_activity where ${OTHERS} and state <> 'idle'`)) === 0

describe('killed in the middle', () => {
  test('of a bill run: no bill stays, and the next worker writes each once', async () => {
    // An uncommitted bill of one cycle: the run has to wait for what becomes of it, with its own bills written.
    await blocker.query('begin')
    await blocker.query(
      `insert into billing.bill_run (tenant_id, id, community_id, from_month, to_month, state, started_at, started_by, started_by_name)
       values ($1, $2, $3, '2020-06', '2020-06', 'generated', now(), $2, 'x')`,
      [world.tenant.tenantId, newId(), world.communityId],
    )
    await blocker.query(
      `insert into billing.bill (tenant_id, id, community_id, bill_run_id, rule_id, item_id, assignment_id, premises_id, cycle_start, cycle_end,
         billing_on, due_on, amount_fen)
       select a.tenant_id, gen_random_uuid(), a.community_id, r.id, a.rule_id, u.item_id, a.id, a.premises_id, a.starts_on, a.starts_on,
         a.starts_on, a.starts_on, 1
       from billing.assignment a join billing.rule u on u.id = a.rule_id
       join billing.bill_run r on r.tenant_id = a.tenant_id order by a.id desc limit 1`,
    )
    const runId = newId()
    await world.as((tx, actor) =>
      startBillRun(tx, actor, { id: runId, communityId: world.communityId, from: '2020-06', to: '2020-12' }),
    )
    const first = startProcess('work')
    await until(waiting)
    await killed(first)
    await blocker.query('rollback')
    await until(rolledBack)
    expect(await count('select count(*) as n from billing.bill')).toBe(0)
    const second = startProcess('work')
    await until(async () => (await count(`select count(*) as n from billing.bill_run where state = 'generated'`)) === 1)
    second.kill('SIGTERM')
    // 1011, 1014: 2 + 2 cycles each; 1012: 2; 1013, 1021: 3 each.
    expect(await count('select count(*) as n from billing.bill')).toBe(16)
    expect(await count('select sum(amount_fen) as n from billing.bill')).toBe(
      4 * 85758 + 4 * 34368 + 2 * 85758 + 6 * 34368,
    )
    await world.bill('2020-06', '2020-12')
    expect(await count('select count(*) as n from billing.bill')).toBe(16)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  }, 240_000)

  test('of a payment: nothing was taken; the same request to the next server takes it once, and again says the same', async () => {
    const { rows } = await blocker.query<{ id: string }>('select id from billing.bill_run where bill_count > 0')
    await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: rows[0]?.id ?? '' }))
    await world.settle()
    const account = await openStaff(database, world.tenant.tenantId, 'cashier')
    const call: Call = createClient({
      ...{ app: 'console', baseUrl: `http://127.0.0.1:${PORT}` },
      fetch: (input, init) =>
        fetch(input, { ...init, headers: { ...(init?.headers as object), authorization: `Bearer ${account.token}` } }),
    })
    const premisesId = world.rooms['1012']
    const first = startProcess('serve')
    const read = () => call(billing.readHousehold, { params: { premisesId } })
    await until(async () => (await read().catch(() => null)) !== null)
    const { bills } = await read()
    const body = {
      ...{ id: newId(), premisesId, billIds: bills.map(bill => bill.id), amountFen: 100000 },
      ...{ method: 'cash' as const, tenderedFen: 100000 },
    }
    const pay = () => call(billing.collect, { body })

    await blocker.query('begin')
    await blocker.query('lock table payments.receipt_counter in exclusive mode')
    const broken = pay().then(
      () => 'taken',
      () => 'broken',
    )
    await until(waiting)
    await killed(first)
    expect(await broken).toBe('broken')
    await blocker.query('rollback')
    await until(rolledBack)
    expect(await count('select count(*) as n from payments.payment')).toBe(0)
    expect(await count('select count(*) as n from billing.settlement')).toBe(0)

    const second = startProcess('serve')
    await until(async () => (await read().catch(() => null)) !== null)
    const taken = await pay()
    expect([taken.amountFen, taken.outstandingFen]).toEqual([100000, 2 * 85758 - 100000])
    expect((await pay()).receiptNumber).toBe(taken.receiptNumber)
    second.kill('SIGTERM')
    expect(await count('select count(*) as n from payments.payment')).toBe(1)
    expect(await count('select sum(amount_fen) as n from billing.settlement')).toBe(100000)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  }, 240_000)
})
