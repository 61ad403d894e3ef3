import { civilDateOf } from '../platform/clock.ts'
import { addDays, addMonths, type CivilDate, type CivilMonth, monthOf } from '../platform/period.ts'

/** The days of the demo, told backwards from the moment it was begun. */
export interface Calendar {
  /** Nothing in the demo is later. */
  endsAt: Date
  lastDay: CivilDate
  /** The month of the last day, and those before it by negative numbers. */
  month(steps: number): CivilMonth
  dayAgo(days: number): CivilDate
  hoursAgo(hours: number): Date
  /** A moment of a day by its share of the office hours; of the last day, by its share of what had passed of it. */
  at(day: CivilDate, share: number): Date
}

const HOUR_MS = 3_600_000
const OPENS_MS = 8.5 * HOUR_MS
const CLOSES_MS = 17.5 * HOUR_MS

export function calendarUntil(endsAt: Date): Calendar {
  const lastDay = civilDateOf(endsAt)
  return {
    endsAt,
    lastDay,
    month: steps => addMonths(monthOf(lastDay), steps),
    dayAgo: days => addDays(lastDay, -days),
    hoursAgo: hours => new Date(endsAt.getTime() - hours * HOUR_MS),
    at: (day, share) => {
      const midnight = midnightOf(day)
      if (day !== lastDay) return momentBetween(midnight + OPENS_MS, midnight + CLOSES_MS, share)
      const end = Math.min(endsAt.getTime(), midnight + CLOSES_MS)
      // Begun in the small hours, the day so far is the night.
      const opens = midnight + OPENS_MS
      return momentBetween(end > opens + HOUR_MS ? opens : midnight, end, share)
    },
  }
}

/** A moment later by minutes. */
export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + Math.round(minutes * 60_000))
}

export function isSunday(day: CivilDate): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 0
}

function momentBetween(from: number, to: number, share: number): Date {
  return new Date(from + Math.floor((to - from) * share))
}

function midnightOf(day: CivilDate): number {
  return new Date(`${day}T00:00:00+08:00`).getTime()
}
