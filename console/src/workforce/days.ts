const DAY_MS = 24 * 3600 * 1000
const SHANGHAI_MS = 8 * 3600 * 1000

/** Today in Asia/Shanghai by the browser's clock, `YYYY-MM-DD`. */
export function todayHere(): string {
  return new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10)
}

/** Days from today until a civil date; negative when it has passed. */
export function daysUntil(day: string, from = todayHere()): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** A civil date some days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** First and last day of a month `YYYY-MM`. */
export function monthSpan(month: string): { from: string; to: string } {
  const from = `${month}-01`
  const next = addDays(from, 31).slice(0, 7)
  return { from, to: addDays(`${next}-01`, -1) }
}

/** A month some months later. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The Monday of the week of a day. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** Every day of a span, in order. */
export function daysOf({ from, to }: { from: string; to: string }): string[] {
  return Array.from({ length: daysUntil(to, from) + 1 }, (_, index) => addDays(from, index))
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}
