/** When a household of the demo pays a bill, and whether wholly. */
import { addDays, anchoredMonthStart, type CivilDate, monthSteps } from '../platform/period.ts'
import { chanceOf } from './chance.ts'
import type { Habit, HabitWeights } from './community-plan.ts'

export interface PayDay {
  /** Null: not at all. */
  on: CivilDate | null
  /** Half of it only. */
  partly: boolean
}

/** The residents of the sign-in page have something of each to see: paid, to be paid, and the second one overdue. */
const KNOWN_HOUSEHOLDS: Record<string, (monthsAgo: number) => Habit | null> = {
  '1栋1单元101室': monthsAgo => (monthsAgo === 0 ? null : 'prompt'),
  '1栋1单元102室': monthsAgo => (monthsAgo === 0 ? null : monthsAgo <= 3 ? 'partial' : 'steady'),
}

const CYCLE_MONTHS = 3

/** How a household paid the bills of so many months ago; null: it has not. */
export function habitOf(label: string, weights: HabitWeights, monthsAgo: number): Habit | null {
  const known = KNOWN_HOUSEHOLDS[label]
  return known ? known(monthsAgo) : chanceOf(label, 'habit').weighted(weights)
}

/** `label` names the household; the bill covers three months from `cycleStart` on, its billing date. */
export function payDayOf(label: string, weights: HabitWeights, cycleStart: CivilDate, lastDay: CivilDate): PayDay {
  const monthsAgo = monthSteps(cycleStart, lastDay)
  const habit = habitOf(label, weights, monthsAgo)
  const within = (least: number, most: number, start = cycleStart) =>
    addDays(start, chanceOf(label, start, 'pays').between(least, most))
  switch (habit) {
    case 'prompt':
      return { on: within(0, 9), partly: false }
    case 'steady':
      return { on: within(8, 29), partly: false }
    case 'late':
      return { on: within(36, 78), partly: false }
    case 'twice':
      return { on: within(3, 24, payingCycle(label, 2, cycleStart, monthsAgo)), partly: false }
    case 'yearly':
      return { on: within(3, 24, payingCycle(label, 4, cycleStart, monthsAgo)), partly: false }
    case 'partial':
      return monthsAgo >= 5 ? { on: within(20, 60), partly: false } : { on: within(10, 28), partly: true }
    case 'stopped':
      return { on: monthsAgo > chanceOf(label, 'stops').between(3, 10) ? within(5, 40) : null, partly: false }
    // Of who paid ahead it is settled already when it is issued.
    default:
      return { on: null, partly: false }
  }
}

/** Where a household pays for several cycles at once: the start of the last of them. */
function payingCycle(label: string, every: number, cycleStart: CivilDate, monthsAgo: number): CivilDate {
  const turn = chanceOf(label, 'turn').between(0, every - 1)
  const waits = (Math.floor(monthsAgo / CYCLE_MONTHS) + turn) % every
  return anchoredMonthStart(cycleStart, waits * CYCLE_MONTHS)
}
