import { Logger, makeWorkerUtils, type Runner, run, runOnce, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import type { z } from 'zod'
import { type Actor, systemActor, tenantOf } from './actor.ts'
import { now } from './clock.ts'
import type { Config } from './config.ts'
import { type Database, drawer, inTransaction, type Tx } from './db.ts'
import { featureDefinition } from './features/define-feature.ts'
import { moduleIsOpen } from './features/open-modules.ts'
import { log } from './log.ts'
import type { Module } from './module.ts'

const platform = drawer('platform')

/** What a job that opens its own transactions gets. */
export interface JobDoor {
  db: Database
  config: Config
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/** The same door, whose transactions are another's: the system in the name of a person (`inNameOf`). */
export function doorAs(door: JobDoor, actor: Actor): JobDoor {
  return { ...door, run: work => inTransaction(door.db, actor, work) }
}

export interface JobDefinition<P extends z.ZodType = z.ZodType> {
  name: string
  payload: P
  perform: (first: never, actor: Actor, payload: never) => Promise<void>
  transaction: 'door' | 'manual'
  maxAttempts: number
}

interface JobOptions {
  maxAttempts?: number
}

/** Declares a job whose work runs in one transaction as the system of its tenant. */
export function defineJob<P extends z.ZodType>(
  name: string,
  payload: P,
  perform: (tx: Tx, actor: Actor, payload: z.output<P>) => Promise<void>,
  options: JobOptions = {},
): JobDefinition<P> {
  return { name, payload, perform: perform as never, transaction: 'door', maxAttempts: options.maxAttempts ?? 10 }
}

/** Declares a job that opens its own transactions: long work in pieces, or a call to the outside between two of them. */
export function defineManualJob<P extends z.ZodType>(
  name: string,
  payload: P,
  perform: (door: JobDoor, actor: Actor, payload: z.output<P>) => Promise<void>,
  options: JobOptions = {},
): JobDefinition<P> {
  return { name, payload, perform: perform as never, transaction: 'manual', maxAttempts: options.maxAttempts ?? 10 }
}

export interface EnqueueOptions {
  /** Jobs of one queue run one after the other. */
  queue?: string
  /** A job with the same key that waits is replaced. */
  key?: string
  runAt?: Date
}

/** A thousand years: what rests is due so much later than it is. */
const REST_SECONDS = 31_557_600_000
let resting = false

/** Whether the jobs that this thread puts into the queue rest there until they are woken. */
export function letJobsRest(rest: boolean): void {
  resting = rest
}

/** Wakes the jobs that rest, whoever put them there: each is due when it would have been. */
export async function wakeJobs(jobsUrl: string): Promise<void> {
  const pool = jobsPool(jobsUrl, 1)
  try {
    await pool.query(
      `update graphile_worker._private_jobs set run_at = run_at - make_interval(secs => $1)
       where run_at > now() + make_interval(secs => $1::float8 / 2)`,
      [REST_SECONDS],
    )
  } finally {
    await pool.end()
  }
}

function dueAt(wanted: Date | undefined): Date | null {
  if (!resting) return wanted ?? null
  return new Date((wanted ?? now()).getTime() + REST_SECONDS * 1000)
}

/** Puts a job into the queue in the caller's transaction: no commit, no job. */
export async function enqueue<P extends z.ZodType>(
  tx: Tx,
  job: JobDefinition<P>,
  payload: z.input<P>,
  options: EnqueueOptions = {},
): Promise<void> {
  const tenantId = tenantOf(tx.actor)
  // Queues and keys are one space for all companies: each gets its own part of it.
  const own = (name: string | undefined) => (name === undefined ? null : `${tenantId}:${name}`)
  const { requestId } = tx.actor
  // A worker is not told a job's queue, and needs it to put the job off.
  const full = JSON.stringify({ tenantId, requestId, input: payload, queue: options.queue })
  await sql`select platform.enqueue(${job.name}, ${full}::json, ${own(options.queue)}, ${own(options.key)}, ${dueAt(options.runAt)}, ${job.maxAttempts})`.execute(
    platform(tx),
  )
}

/** What the queue holds of a job. */
interface Queued {
  tenantId: string
  requestId: string | null
  input: unknown
  queue?: string
}

function taskListOf(db: Database, config: Config, modules: Module[], own: JobDefinition[]): TaskList {
  const tasks: TaskList = {}
  for (const job of [...own, ...modules.flatMap(module => module.jobs)]) {
    tasks[job.name] = async (raw, { job: queued }) => {
      const { tenantId, requestId, input, queue } = raw as Queued
      const actor = systemActor(tenantId, requestId)
      if (await rests(db, job, tenantId))
        return later(db, job, actor, input, { queue, key: queued.key?.slice(`${tenantId}:`.length) })
      const payload = job.payload.parse(input) as never
      if (job.transaction === 'door') {
        await inTransaction(db, actor, tx => job.perform(tx as never, actor, payload))
      } else {
        const door: JobDoor = { db, config, run: work => inTransaction(db, actor, work) }
        await job.perform(door as never, actor, payload)
      }
    }
  }
  return tasks
}

/** Whether the job's module is switched off. Listeners (platform.deliverEvent) go on: what happened stays known everywhere. */
async function rests(db: Database, job: JobDefinition, tenantId: string): Promise<boolean> {
  const module = job.name.slice(0, job.name.indexOf('.'))
  return featureDefinition(module) !== undefined && !(await moduleIsOpen(db, tenantId, module, null))
}

const REST_MS = 60 * 60_000

/** A job of a switched-off module is looked at again in an hour, in its own queue and under its own key. */
async function later(
  db: Database,
  job: JobDefinition,
  actor: Actor,
  input: unknown,
  own: Pick<EnqueueOptions, 'queue' | 'key'>,
): Promise<void> {
  await inTransaction(db, actor, tx => enqueue(tx, job, input, { ...own, runAt: new Date(now().getTime() + REST_MS) }))
}

export interface JobRunner {
  stop(): Promise<void>
}

/** Starts working jobs until stopped; a stop waits for those under way. */
export async function startJobs(
  db: Database,
  config: Config,
  jobsUrl: string,
  modules: Module[],
  own: JobDefinition[],
): Promise<JobRunner> {
  const pool = jobsPool(jobsUrl)
  const presence = await announceWorker(pool)
  const runner: Runner = await run({
    pgPool: pool,
    taskList: taskListOf(db, config, modules, own),
    concurrency: 4,
    pollInterval: 2000,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: graphileLogger(),
  })
  return {
    stop: async () => {
      await runner.stop().catch(() => undefined)
      presence.release(true)
      await pool.end()
    },
  }
}

const WORKING = 4_207_005

/**
 * Says that a worker is alive, by a lock that goes with its connection. The first of all frees the jobs that a killed worker
 * left locked; else they would wait four hours.
 */
async function announceWorker(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect()
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [WORKING])
  if (rows[0]?.alone) {
    await client.query(
      'select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))',
    )
    await client.query('select pg_advisory_lock_shared($1), pg_advisory_unlock($1)', [WORKING])
  } else {
    await client.query('select pg_advisory_lock_shared($1)', [WORKING])
  }
  return client
}

/** For tests and scenarios: works everything that is due now, then answers. */
export async function drainJobs(
  db: Database,
  config: Config,
  jobsUrl: string,
  modules: Module[],
  own: JobDefinition[],
): Promise<void> {
  const pool = jobsPool(jobsUrl)
  try {
    await runOnce({
      pgPool: pool,
      taskList: taskListOf(db, config, modules, own),
      concurrency: 2,
      noHandleSignals: true,
      logger: graphileLogger(),
    })
  } finally {
    await pool.end()
  }
}

/** Brings the queue's own tables up to date; run as the queue's role. */
export async function migrateJobs(jobsUrl: string): Promise<void> {
  const worker = await makeWorkerUtils({ connectionString: jobsUrl, logger: graphileLogger() })
  await worker.migrate()
  await worker.release()
}

/** Connections to the queue as its own role. */
export function jobsPool(jobsUrl: string, max = 6): pg.Pool {
  const pool = new pg.Pool({ connectionString: jobsUrl, max, application_name: 'anju-jobs' })
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}

function graphileLogger(): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log.error({ meta }, message)
    else if (level === 'warning') log.warn(message)
    else log.debug(message)
  })
}
