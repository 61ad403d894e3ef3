/** Segments: the charge months of a cycle, cut where price, area or percentage change, and their share of a month. */
import type { CivilDate, CivilRange } from '../../platform/period.ts'
import { addDays, contractMonthsOver, daysInclusive, LAST_CIVIL_DATE, maxDate, minDate } from '../../platform/period.ts'
import type { SteppedVersion } from '../rules/escalation.ts'
import type { MeasureName } from '../rules/measure.ts'
import type { ChargedObject, PercentSpan, Proration } from '../rules/rule.ts'
import type { Plan } from './month.ts'

/** Of the full amount of a month. Whole when both are equal. */
export type Share = { numerator: number; denominator: number }

/** Days of one line: everything it is priced by holds from its first day to its last. */
export type Segment = {
  from: CivilDate
  to: CivilDate
  days: number
  /** of the charge month it lies in */
  daysOfMonth: number
  share: Share
  version: SteppedVersion | undefined
  /** undefined when no area is known, null when the charge does not depend on one */
  areaM2: string | null | undefined
  /** what else it is measured by; null when nothing */
  measures: Readonly<Record<MeasureName, string | undefined>> | null
  /** null when two spans claim these days */
  percent: string | null
  /** where the percentage comes from; undefined when it is the whole */
  span: PercentSpan | undefined
}

/** Of entries in any order, the one in force on a day: the last that began. */
function inForce<T extends { effectiveFrom: CivilDate }>(entries: readonly T[], on: CivilDate): T | undefined {
  let found: T | undefined
  for (const entry of entries) {
    if (entry.effectiveFrom <= on && (!found || entry.effectiveFrom > found.effectiveFrom)) found = entry
  }
  return found
}

/** The span of a percentage on a day, undefined when there is none, or null when two spans claim it. */
function spanOn(object: ChargedObject, on: CivilDate): PercentSpan | undefined | null {
  let found: PercentSpan | undefined
  for (const span of object.percents ?? []) {
    if (span.from > on || (span.to !== null && span.to < on)) continue
    if (found !== undefined) return null
    found = span
  }
  return found
}

/** The value of each measure on a day; undefined when none is known. */
function measuresOn(plan: Plan, object: ChargedObject, on: CivilDate): Segment['measures'] {
  if (plan.measures.length === 0) return null
  const values: Record<MeasureName, string | undefined> = {}
  for (const name of plan.measures) {
    const found = inForce(object.measures?.[name] ?? [], on)
    values[name] = found && !(found.effectiveTo && found.effectiveTo < on) ? found.value : undefined
  }
  return values
}

/** The last day, at most `to`, until which price, area and percentage stay what they are on `from` (R3, R7). */
function unchangedUntil(plan: Plan, object: ChargedObject, from: CivilDate, to: CivilDate): CivilDate {
  let next = LAST_CIVIL_DATE
  for (const { effectiveFrom } of plan.versions) {
    if (effectiveFrom > from && effectiveFrom < next) next = effectiveFrom
  }
  for (const name of plan.measures) {
    for (const { effectiveFrom, effectiveTo } of object.measures?.[name] ?? []) {
      if (effectiveFrom > from && effectiveFrom < next) next = effectiveFrom
      if (effectiveTo && effectiveTo >= from && effectiveTo < addDays(next, -1)) next = addDays(effectiveTo, 1)
    }
  }
  if (plan.needsArea) {
    for (const { effectiveFrom } of object.areas) {
      if (effectiveFrom > from && effectiveFrom < next) next = effectiveFrom
    }
  }
  let last = next > to ? to : addDays(next, -1)
  for (const span of object.percents ?? []) {
    if (span.from > from && span.from <= last) last = addDays(span.from, -1)
    if (span.to !== null && span.to >= from && span.to < last) last = span.to
  }
  for (const day of object.cuts ?? []) {
    if (day > from && day <= last) last = addDays(day, -1)
  }
  return last
}

/** Some days of a charge month, and how many the whole month has. */
type PartMonth = CivilRange & { days: number; daysOfMonth: number; monthStart: CivilDate }

/** The days of the month that lie in the cycle. Only the first and the last month of a charge can be less than whole. */
function partOfMonth(month: CivilRange, cycle: { start: CivilDate; end: CivilDate }): PartMonth {
  const daysOfMonth = daysInclusive(month.from, month.to)
  const from = maxDate(month.from, cycle.start)
  const to = minDate(month.to, cycle.end)
  const isWhole = from === month.from && to === month.to
  return { from, to, days: isWhole ? daysOfMonth : daysInclusive(from, to), daysOfMonth, monthStart: month.from }
}

/** The share of a month charged (R4). HALF_MONTH pays for each half, days 1–15 and 16–end, of which it has a day. */
function monthShare(proration: Proration, { from, to, days, daysOfMonth, monthStart }: PartMonth): Share {
  if (days === daysOfMonth) return { numerator: days, denominator: days }
  switch (proration) {
    case 'ACTUAL':
      return { numerator: days, denominator: daysOfMonth }
    case 'DAYS30':
      return { numerator: days, denominator: 30 }
    case 'YEAR365':
      return { numerator: 12 * days, denominator: 365 }
    case 'HALF_MONTH': {
      const secondHalf = addDays(monthStart, 15)
      const both = from < secondHalf && to >= secondHalf
      return both ? { numerator: days, denominator: days } : { numerator: 1, denominator: 2 }
    }
    case 'WHOLE_MONTH':
      return { numerator: days, denominator: days }
  }
}

/** A segment's part, by days, of its month's share. Days cancel where they can, so that 14/31 stays 14/31. */
function segmentShare(share: Share, segmentDays: number, chargedDays: number): Share {
  if (segmentDays === chargedDays) return share
  const perDay = share.numerator / chargedDays
  if (Number.isInteger(perDay)) return { numerator: perDay * segmentDays, denominator: share.denominator }
  return { numerator: share.numerator * segmentDays, denominator: share.denominator * chargedDays }
}

/** Cuts a cycle into its segments, in order, without gap or overlap. `anchor` is where charge months are counted from. */
export function cutSegments(
  plan: Plan,
  object: ChargedObject,
  anchor: CivilDate,
  cycle: { start: CivilDate; end: CivilDate },
): Segment[] {
  const segments: Segment[] = []
  for (const month of contractMonthsOver(anchor, { from: cycle.start, to: cycle.end })) {
    const part = partOfMonth(month, cycle)
    const share = monthShare(plan.rule.proration, part)
    for (let from = part.from; ; ) {
      const to = unchangedUntil(plan, object, from, part.to)
      const days = from === part.from && to === part.to ? part.days : daysInclusive(from, to)
      const span = spanOn(object, from)
      segments.push({
        from,
        to,
        days,
        daysOfMonth: part.daysOfMonth,
        share: segmentShare(share, days, part.days),
        version: inForce(plan.versions, from),
        areaM2: plan.needsArea ? inForce(object.areas, from)?.areaM2 : null,
        measures: measuresOn(plan, object, from),
        percent: span === null ? null : (span?.percent ?? '100'),
        span: span ?? undefined,
      })
      if (to === part.to) break
      from = addDays(to, 1)
    }
  }
  return segments
}
