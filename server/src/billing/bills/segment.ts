/** Segments: the charge months of a cycle, cut where price, area or percentage change, and their share of a month. */
import { dec } from '../../platform/decimals.ts'
import type { CivilDate, CivilRange } from '../../platform/period.ts'
import { addDays, contractMonthsOver, daysInclusive, LAST_CIVIL_DATE, maxDate, minDate } from '../../platform/period.ts'
import type { SteppedVersion } from '../rules/escalation.ts'
import type { MeasureName, MeasureValue } from '../rules/measure.ts'
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

/** What is counted: a rule by whole months or halves charges it for every one of which it was there a day. */
const COUNTED: MeasureName = 'quantity'

/**
 * How many are counted in a month under a rule of whole months, or in each half of one under a rule of halves: as many as there were on any day of
 * it, so that one that comes or goes is charged the whole month (half). Under any other rule the object as it is: its days are cut.
 */
function countedWhole(proration: Proration, object: ChargedObject, month: PartMonth): ChargedObject {
  const known = object.measures?.[COUNTED]
  if (!known || known.length < 2 || (proration !== 'WHOLE_MONTH' && proration !== 'HALF_MONTH')) return object
  const parts = proration === 'HALF_MONTH' ? halvesOf(month) : [month]
  const counted = parts.flatMap(({ from, to }) => {
    const most = mostOf(known, from, to)
    return most === undefined ? [] : [{ effectiveFrom: from, value: most }]
  })
  const differs = counted.filter((each, index) => each.value !== counted[index - 1]?.value)
  return { ...object, measures: { ...object.measures, [COUNTED]: differs } }
}

/** The halves of a month, days 1–15 and 16–end, as far as they are charged. */
function halvesOf({ from, to, monthStart }: PartMonth): CivilRange[] {
  const secondHalf = addDays(monthStart, 15)
  if (from >= secondHalf || to < secondHalf) return [{ from, to }]
  return [
    { from, to: addDays(secondHalf, -1) },
    { from: secondHalf, to },
  ]
}

/** Half a month, or the days' part of it, where the halves are charged each by what was counted in it. */
function halfShare({ from, days }: { from: CivilDate; days: number }, month: PartMonth): Share | null {
  const halves = halvesOf(month)
  const half = halves.length < 2 ? undefined : halves.find(each => each.to >= from)
  if (!half) return null
  const daysOfHalf = daysInclusive(half.from, half.to)
  return days === daysOfHalf ? { numerator: 1, denominator: 2 } : { numerator: days, denominator: 2 * daysOfHalf }
}

/** The most there were on any of the days; undefined where nobody knows of some. */
function mostOf(known: readonly MeasureValue[], from: CivilDate, to: CivilDate): string | undefined {
  const first = inForce(known, from)
  if (!first) return undefined
  const held = [first, ...known.filter(({ effectiveFrom }) => effectiveFrom > from && effectiveFrom <= to)]
  return held.reduce((most, { value }) => (dec(value).gt(dec(most)) ? value : most), first.value)
}

/** Whether the halves of a month are counted apart, and differ. */
function isByHalves(counted: ChargedObject, object: ChargedObject, { rule }: Plan): boolean {
  return rule.proration === 'HALF_MONTH' && counted !== object && (counted.measures?.[COUNTED]?.length ?? 0) > 1
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
    const counted = countedWhole(plan.rule.proration, object, part)
    for (let from = part.from; ; ) {
      const to = unchangedUntil(plan, counted, from, part.to)
      const days = from === part.from && to === part.to ? part.days : daysInclusive(from, to)
      const span = spanOn(object, from)
      segments.push({
        from,
        to,
        days,
        daysOfMonth: part.daysOfMonth,
        share:
          (isByHalves(counted, object, plan) ? halfShare({ from, days }, part) : null) ??
          segmentShare(share, days, part.days),
        version: inForce(plan.versions, from),
        areaM2: plan.needsArea ? inForce(object.areas, from)?.areaM2 : null,
        measures: measuresOn(plan, counted, from),
        percent: span === null ? null : (span?.percent ?? '100'),
        span: span ?? undefined,
      })
      if (to === part.to) break
      from = addDays(to, 1)
    }
  }
  return segments
}
