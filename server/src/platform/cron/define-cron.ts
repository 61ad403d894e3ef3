import type { Actor } from '../actor.ts'
import type { Tx } from '../db.ts'

/** When a cron is due, on the clock of Asia/Shanghai. */
export type CronTimes = { daily: string } | { everyMinutes: number }

export interface CronDefinition {
  /** `module.verbNoun`, stable: what was done is remembered under it. */
  name: string
  times: CronTimes
  /** What to do about several missed ticks after a downtime: the latest only (tidying), or each of them (days that count). */
  catchUp: 'latest' | 'each'
  /** Runs once per tick and company, in one transaction with the note that it ran. Long work is enqueued from here. */
  perform: (tx: Tx, actor: Actor, tick: { dueAt: Date }) => Promise<void>
}

/** Declares what happens by the clock in each company; belongs into `cron` of its module's table of contents. */
export function defineCron(
  name: string,
  times: CronTimes,
  perform: CronDefinition['perform'],
  options: { catchUp?: 'latest' | 'each' } = {},
): CronDefinition {
  if ('daily' in times && !/^([01]\d|2[0-3]):[0-5]\d$/.test(times.daily))
    throw new Error(`${name}: a daily time is HH:MM, not "${times.daily}".`)
  if ('everyMinutes' in times && !(Number.isInteger(times.everyMinutes) && 1440 % times.everyMinutes === 0))
    throw new Error(`${name}: the minutes must divide a day.`)
  return { name, times, catchUp: options.catchUp ?? 'latest', perform }
}
