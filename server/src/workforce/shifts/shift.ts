/** Shifts and the days they fall on, without a database. Times of day are minutes after midnight in Asia/Shanghai. */

export const DAY_MINUTES = 1440

/** `06:30` → 390. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** 390 and 1830 → `06:30`. */
export function timeOf(minute: number): string {
  const inDay = minute % DAY_MINUTES
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

/** Start and end of a shift: an end that is not after the start is on the next day (22:00–06:00 → 1320–1800). */
export function spanOf(startsAt: string, endsAt: string): { startMinute: number; endMinute: number } {
  const [startMinute, end] = [minuteOf(startsAt), minuteOf(endsAt)]
  return { startMinute, endMinute: end > startMinute ? end : end + DAY_MINUTES }
}

/** The instant of a minute counted from midnight of a civil day in Asia/Shanghai. */
export function instantOf(day: string, minute: number): Date {
  return new Date(new Date(`${day}T00:00:00+08:00`).getTime() + minute * 60_000)
}

/** Rest on weekends, unless the company's calendar says otherwise for the day. */
export function isRestDay(day: string, calendar: ReadonlyMap<string, 'holiday' | 'workday'>): boolean {
  const known = calendar.get(day)
  if (known !== undefined) return known === 'holiday'
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
