import { civilDateOf } from '../clock.ts'
import type { CronTimes } from './define-cron.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** The last instant up to `now` at which a cron is due. */
export function lastTick(times: CronTimes, now: Date): Date {
  const midnight = new Date(`${civilDateOf(now)}T00:00:00+08:00`).getTime()
  if ('everyMinutes' in times) {
    const step = times.everyMinutes * MINUTE_MS
    return new Date(midnight + Math.floor((now.getTime() - midnight) / step) * step)
  }
  const [hour = 0, minute = 0] = times.daily.split(':').map(Number)
  const today = midnight + (hour * 60 + minute) * MINUTE_MS
  return new Date(today <= now.getTime() ? today : today - DAY_MS)
}

const MOST = 62

/** The ticks after `done` up to `now`, the earliest first, and of a long time the latest 62 only. */
export function ticksSince(times: CronTimes, done: Date, now: Date): Date[] {
  const ticks: Date[] = []
  let tick = lastTick(times, now)
  while (tick.getTime() > done.getTime() && ticks.length < MOST) {
    ticks.unshift(tick)
    tick = lastTick(times, new Date(tick.getTime() - 1))
  }
  return ticks
}
