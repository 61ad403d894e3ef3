/** Cycles: which whole stretches of charge months an assignment is billed for in a period. */
import type { CivilDate, CivilRange } from '../../platform/period.ts'
import {
  addDays,
  addMonths,
  anchoredMonthStart,
  firstDayOfMonth,
  intersectRanges,
  LAST_CIVIL_DATE,
  maxDate,
  minDate,
  monthOf,
  monthSteps,
} from '../../platform/period.ts'
import type { Assignment, ChargeRule } from '../rules/rule.ts'

/** One bill's worth of days, both ends included. */
export type Cycle = { start: CivilDate; end: CivilDate; billingOn: CivilDate; dueOn: CivilDate }

/**
 * Charge months are counted from here: from the assignment's own day (R5), or, when lines are calendar months, from the
 * first of its month. Then a bill never holds two halves of different calendar months, of which HALF_MONTH and
 * WHOLE_MONTH would charge each twice.
 */
export function monthAnchor(rule: ChargeRule, assignment: Assignment): CivilDate {
  return rule.lineGrain === 'natural-month' ? firstDayOfMonth(assignment.startsOn) : assignment.startsOn
}

/** The one day of a charge that is made once: the assignment's first, when it is billed in the period. */
export function onceBilledIn(rule: ChargeRule, assignment: Assignment, period: CivilRange): Cycle[] {
  const chargeable = chargeableDays(rule, assignment)
  if (chargeable === null) return []
  const on = chargeable.from
  if (on < period.from || on > period.to) return []
  return [{ start: on, end: on, billingOn: on, dueOn: addDays(on, rule.dueDays) }]
}

/** The days on which both the rule and its assignment hold, or null. */
function chargeableDays(rule: ChargeRule, assignment: Assignment): CivilRange | null {
  const from = maxDate(assignment.startsOn, rule.effectiveFrom)
  const to = minDate(assignment.endsOn ?? LAST_CIVIL_DATE, rule.effectiveTo ?? LAST_CIVIL_DATE)
  return from <= to ? { from, to } : null
}

/**
 * The cycles billed in a period, in order: those whose billing date lies in it, each whole, however far it reaches
 * beyond. A cycle is `cycleMonths` charge months from the anchor, clipped to the days on which rule and assignment hold;
 * its billing date is its first day (advance) or the day after its last (arrears).
 */
export function cyclesBilledIn(rule: ChargeRule, assignment: Assignment, period: CivilRange): Cycle[] {
  const chargeable = chargeableDays(rule, assignment)
  if (chargeable === null) return []
  const { cycleMonths, timing, dueDays } = rule
  const anchor = monthAnchor(rule, assignment)
  const last = minDate(period.to, chargeable.to)
  const cycles: Cycle[] = []
  // One back: a cycle billed in arrears, or clipped at its start, began before the month of its billing date.
  const firstCycle = Math.max(0, Math.floor(monthSteps(anchor, period.from) / cycleMonths) - 1)
  for (let month = firstCycle * cycleMonths; ; month += cycleMonths) {
    const from = anchoredMonthStart(anchor, month)
    if (from > last) return cycles
    const to = addDays(anchoredMonthStart(anchor, month + cycleMonths), -1)
    const days = intersectRanges({ from, to }, chargeable)
    if (days === null) continue
    const billingOn = timing === 'advance' ? days.from : addDays(days.to, 1)
    if (billingOn < period.from || billingOn > period.to) continue
    cycles.push({ start: days.from, end: days.to, billingOn, dueOn: addDays(billingOn, dueDays) })
  }
}

/**
 * The cycles billed in a period for which nothing was read, or shared. Bills are made by the calendar month, so what is billed in the months
 * a cycle stands for is its own: in the month of its billing date, and where it has several months in those before, or after when it is billed
 * in advance. Days that lie within what was found, such as a reading of two months at once, are not missing either.
 */
export function cyclesWithout(
  rule: ChargeRule,
  assignment: Assignment,
  period: CivilRange,
  found: readonly CivilRange[],
): Cycle[] {
  const billed = new Set(found.map(({ to }) => monthOf(addDays(to, 1))))
  const stretches = joinedRanges(found)
  const direction = rule.timing === 'advance' ? 1 : -1
  return cyclesBilledIn(rule, assignment, period).filter(({ start, end, billingOn }) => {
    const months = Array.from({ length: rule.cycleMonths }, (_, n) => addMonths(monthOf(billingOn), n * direction))
    return !months.some(month => billed.has(month)) && !stretches.some(({ from, to }) => from <= start && to >= end)
  })
}

/** Ranges in order, those that touch or overlap as one. */
export function joinedRanges(ranges: readonly CivilRange[]): CivilRange[] {
  const joined: CivilRange[] = []
  for (const range of ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = joined.at(-1)
    if (last && range.from <= addDays(last.to, 1)) last.to = maxDate(range.to, last.to)
    else joined.push({ ...range })
  }
  return joined
}
