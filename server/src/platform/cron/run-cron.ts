import { sql } from 'kysely'
import { systemActor } from '../actor.ts'
import { now } from '../clock.ts'
import { type Database, drawer, inTransaction, type Tx } from '../db.ts'
import { moduleIsOpen } from '../features/open-modules.ts'
import { log } from '../log.ts'
import type { Module } from '../module.ts'
import type { CronDefinition } from './define-cron.ts'
import { lastTick, ticksSince } from './ticks.ts'

const platform = drawer('platform')

/** Every company there is; given by identity. */
export type ListTenants = (db: Database) => Promise<string[]>

/**
 * Does what is due by now and not done yet, for every company: also what fell due while no server ran. Each tick is claimed by its
 * unique key in the transaction that does it, so two workers do it once, and one that fails is due again at the next look.
 */
export async function runCron(db: Database, modules: Module[], listTenants: ListTenants): Promise<void> {
  const crons = modules.flatMap(module => module.cron.map(cron => ({ cron, module: module.name })))
  for (const tenantId of await listTenants(db)) {
    const done = await lastDone(db, tenantId)
    for (const { cron, module } of crons) {
      const rests = !(await moduleIsOpen(db, tenantId, module, null))
      for (const dueAt of dueTicks(cron, done.get(cron.name) ?? null)) {
        await runTick(db, tenantId, cron, dueAt, rests || !done.has(cron.name)).catch(error =>
          log.error({ err: error, cron: cron.name, tenantId }, 'a cron failed and is tried again'),
        )
      }
    }
  }
}

/** A cron never seen before begins now: its last tick is noted, not done. */
function dueTicks(cron: CronDefinition, done: Date | null): Date[] {
  const moment = now()
  if (done === null) return [lastTick(cron.times, moment)]
  const ticks = ticksSince(cron.times, done, moment)
  return cron.catchUp === 'each' ? ticks : ticks.slice(-1)
}

async function lastDone(db: Database, tenantId: string): Promise<Map<string, Date>> {
  const rows = await inTransaction(
    db,
    systemActor(tenantId),
    tx =>
      platform(tx)
        .selectFrom('platform.cronRun')
        .select(['name', sql<Date>`max(due_at)`.as('dueAt')])
        .where('tenantId', '=', tenantId)
        .groupBy('name')
        .execute(),
    { readOnly: true },
  )
  return new Map(rows.map(row => [row.name, row.dueAt]))
}

/** One tick in one transaction. `rests`: noted without being done (a switched-off module, or the first look). */
async function runTick(
  db: Database,
  tenantId: string,
  cron: CronDefinition,
  dueAt: Date,
  rests: boolean,
): Promise<void> {
  const system = systemActor(tenantId, `cron ${cron.name}`)
  await inTransaction(db, system, async tx => {
    if (!(await claimTick(tx, tenantId, cron.name, dueAt, rests)) || rests) return
    await cron.perform(tx, system, { dueAt })
  })
}

async function claimTick(tx: Tx, tenantId: string, name: string, dueAt: Date, rested: boolean): Promise<boolean> {
  const claimed = await platform(tx)
    .insertInto('platform.cronRun')
    .values({ tenantId, name, dueAt, ranAt: now(), rested })
    .onConflict(conflict => conflict.doNothing())
    .returning('name')
    .executeTakeFirst()
  return claimed !== undefined
}

const LOOK_MS = 30_000

/** Looks every half minute, and once at the start, for what is due. A stop waits for the look under way. */
export function startCron(db: Database, modules: Module[], listTenants: ListTenants): { stop(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve()
  let busy = false
  const look = () => {
    if (busy) return
    busy = true
    looking = runCron(db, modules, listTenants)
      .catch(error => log.error({ err: error }, 'the look for what is due failed'))
      .finally(() => {
        busy = false
      })
  }
  look()
  const timer = setInterval(look, LOOK_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
