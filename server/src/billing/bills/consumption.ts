/** What meters counted, as readings that can be charged: replaced meters joined, several meters of a home together, the year's use before. */
import { type Decimal, dec, decimalText } from '../../platform/decimals.ts'
import { addDays, type CivilDate, type CivilRange, daysInclusive, maxDate, minDate } from '../../platform/period.ts'
import type { Reading } from './compute-metered-lines.ts'
import { cutByDays, type Register } from './usage.ts'

/** What a meter counted between two approved readings; metering.public_consumption. Decimals as text. */
export type Consumed = {
  premisesId: string
  meterId: string
  meterCode: string
  kind: string
  fromOn: CivilDate
  toOn: CivilDate
  previous: string
  current: string
  multiplier: string
  digits: number
  rolledOver: boolean
  billedBefore: string
  quantity: string
  usedBands: Record<string, string> | null
  estimated: boolean
  isFinal: boolean
  /** the meter in whose place this one stands, and whether another stands in this one's */
  replacesId: string | null
  isReplaced: boolean
  /** when it became known */
  approvedAt: Date
}

/** A reading of one or several meters, ready to be charged; `billedOn` is the day after its last. */
export type ChargedReading = Reading & { quantity: Decimal; approvedAt: Date }

type Span = { from: CivilDate; to: CivilDate; rows: Consumed[] }

/**
 * The readings of a home by the meters of one kind, oldest first; what they counted adds up exactly. The last of a replaced meter waits
 * for the first of the new one (E25); what takes back more of an estimate than was used is carried to the next (E27).
 */
export function readingsOf(consumed: readonly Consumed[]): ChargedReading[] {
  const spans = mergeSpans(joinReplaced(consumed))
  const readings: ChargedReading[] = []
  const usedInYear = new Map<string, Decimal>()
  let carried = dec('0')
  for (const span of spans) {
    const quantity = sum(span.rows.map(row => row.quantity)).plus(carried)
    if (quantity.lt(0)) {
      carried = quantity
      continue
    }
    readings.push(readingOf(span, quantity, carried, usedInYear))
    addToYears(usedInYear, span, quantity)
    carried = dec('0')
  }
  return readings
}

/** The days that were read, charged or carried on; those of a replaced meter that nobody follows yet are left out. */
export function daysRead(consumed: readonly Consumed[]): CivilRange[] {
  return joinReplaced(consumed).map(({ from, to }) => ({ from, to }))
}

function sum(values: readonly string[]): Decimal {
  return values.reduce((all, value) => all.plus(dec(value)), dec('0'))
}

function readingOf(
  { from, to, rows }: Span,
  quantity: Decimal,
  carried: Decimal,
  usedInYear: ReadonlyMap<string, Decimal>,
): ChargedReading {
  const before = sum(rows.map(row => row.billedBefore)).minus(carried)
  const bands = bandsOf(rows)
  return {
    ...{ from, to, quantity, registers: rows.map(registerOf), estimated: rows.some(row => row.estimated) },
    approvedAt: new Date(Math.max(...rows.map(row => row.approvedAt.getTime()))),
    ...(bands ? { bands } : {}),
    billedBefore: before.isZero() ? null : decimalText(before),
    usedInYear: Object.fromEntries([...usedInYear].map(([year, used]) => [year, decimalText(used)])),
    months: Math.max(1, Math.round((daysInclusive(from, to) * 12) / 365)),
  }
}

function registerOf({ meterCode, previous, current, multiplier, digits, rolledOver }: Consumed): Register {
  return { meter: meterCode, previous, current, multiplier, digits, rolledOver }
}

/** The parts of the day when every meter counts them; null when one does not. */
function bandsOf(rows: readonly Consumed[]): { name: string; quantity: string }[] | null {
  const found = new Map<string, Decimal>()
  for (const { usedBands } of rows) {
    if (!usedBands || Object.keys(usedBands).length === 0) return null
    for (const [name, used] of Object.entries(usedBands)) found.set(name, (found.get(name) ?? dec('0')).plus(dec(used)))
  }
  return [...found].map(([name, quantity]) => ({ name, quantity: decimalText(quantity) }))
}

/** Days cut at the years' ends, as the bills are. */
function addToYears(usedInYear: Map<string, Decimal>, { from, to }: Span, quantity: Decimal): void {
  const years: { year: string; days: number }[] = []
  for (let start = from; start <= to; ) {
    const year = start.slice(0, 4)
    const end = minDate(to, `${year}-12-31`)
    years.push({ year, days: daysInclusive(start, end) })
    start = addDays(end, 1)
  }
  const parts = cutByDays(
    quantity,
    years.map(({ days }) => days),
  )
  for (const [index, { year }] of years.entries())
    usedInYear.set(year, (usedInYear.get(year) ?? dec('0')).plus(parts[index] ?? dec('0')))
}

/** Each row with the last ones of the meters that were replaced before it; those nobody follows yet are left out. */
function joinReplaced(consumed: readonly Consumed[]): Span[] {
  const ordered = consumed.toSorted((a, b) =>
    a.toOn < b.toOn ? -1 : a.toOn > b.toOn ? 1 : a.meterId < b.meterId ? -1 : 1,
  )
  const waiting = new Map<string, Span>()
  const spans: Span[] = []
  for (const row of ordered) {
    const before = row.replacesId === null ? undefined : waiting.get(row.replacesId)
    if (before && row.replacesId !== null) waiting.delete(row.replacesId)
    const span = { from: before?.from ?? row.fromOn, to: row.toOn, rows: [...(before?.rows ?? []), row] }
    if (row.isFinal && row.isReplaced) waiting.set(row.meterId, span)
    else spans.push(span)
  }
  return spans
}

/** Meters of a home that are read together, or whose days meet, are one bill: a cycle has one first day. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0))) {
    const last = merged.at(-1)
    if (last && (last.to === span.to || span.from <= last.from)) {
      last.from = minDate(last.from, span.from)
      last.to = maxDate(last.to, span.to)
      last.rows.push(...span.rows)
    } else merged.push({ ...span, rows: [...span.rows] })
  }
  return merged
}
