import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  anchoredMonthStart,
  compareDates,
  contractMonth,
  contractMonthsOver,
  daysBetween,
  daysInclusive,
  daysInMonth,
  firstDayOfMonth,
  intersectRanges,
  isCivilDate,
  isCivilMonth,
  lastDayOfMonth,
  maxDate,
  minDate,
  monthOf,
  monthRange,
  monthSteps,
  monthsFromTo,
  naturalMonthsOver,
} from './period.ts'

/** The calendar of the JavaScript engine, in UTC: an independent witness. */
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const anyDate = fc.integer({ min: dayOf('0001-01-01'), max: dayOf('9990-12-31') }).map(dateOf)

describe('civil dates', () => {
  test.each(['2026-02-28', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2026-12-31'])('%s is one', text => {
    expect(isCivilDate(text)).toBe(true)
  })

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00:00',
    '',
    ' 2026-01-01',
    '２０２６-01-01',
  ])('%j is not', text => {
    expect(isCivilDate(text)).toBe(false)
    expect(() => addDays(text, 1)).toThrow(RangeError)
    expect(() => daysBetween(text, '2026-01-01')).toThrow(RangeError)
    expect(() => monthOf(text)).toThrow(RangeError)
    expect(() => anchoredMonthStart(text, 0)).toThrow(RangeError)
  })

  test('R8: daysBetween counts the day after the due date up to the payment date', () => {
    expect(daysBetween('2026-06-15', '2026-06-15')).toBe(0)
    expect(daysBetween('2026-06-15', '2026-06-30')).toBe(15)
    expect(daysBetween('2026-01-31', '2026-06-30')).toBe(150)
    expect(daysBetween('2026-06-30', '2026-06-15')).toBe(-15)
  })

  test('days, and steps over month, leap day and year', () => {
    expect(daysInclusive('2026-03-18', '2026-03-31')).toBe(14)
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2000-02-28', 1)).toBe('2000-02-29')
    expect(addDays('1900-03-01', -1)).toBe('1900-02-28')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError)
  })

  test('every date agrees with the calendar of the engine', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -3000, max: 3000 }), (date, days) => {
        expect(isCivilDate(date)).toBe(true)
        const target = dayOf(date) + days
        fc.pre(target >= dayOf('0001-01-01'))
        expect(addDays(date, days)).toBe(dateOf(target))
        expect(daysBetween(date, dateOf(target))).toBe(days)
        expect(isCivilDate(`${date.slice(0, 8)}31`)).toBe(daysInMonth(date) === 31)
      }),
      { numRuns: 2000 },
    )
  })

  test('order, the earlier, the later, what ranges share', () => {
    expect(['2026-03-01', '2025-12-31', '2026-01-15'].toSorted(compareDates)).toEqual([
      '2025-12-31',
      '2026-01-15',
      '2026-03-01',
    ])
    expect(compareDates('2026-01-01', '2026-01-01')).toBe(0)
    expect(minDate('2026-01-02', '2025-12-31')).toBe('2025-12-31')
    expect(maxDate('2026-01-02', '2025-12-31')).toBe('2026-01-02')
    const year = { from: '2026-01-01', to: '2026-12-31' }
    expect(intersectRanges(year, { from: '2025-06-01', to: '2026-01-01' })).toEqual({
      from: '2026-01-01',
      to: '2026-01-01',
    })
    expect(intersectRanges(year, { from: '2027-01-01', to: '2027-06-30' })).toBeNull()
  })
})

describe('natural months', () => {
  test('bounds and lengths', () => {
    expect(monthOf('2026-03-18')).toBe('2026-03')
    expect(firstDayOfMonth('2026-03-18')).toBe('2026-03-01')
    expect(lastDayOfMonth('2028-02-10')).toBe('2028-02-29')
    expect(daysInMonth('2026-02-10')).toBe(28)
    expect(monthRange('2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
    expect(isCivilMonth('2026-12')).toBe(true)
    expect(isCivilMonth('2026-13')).toBe(false)
    expect(isCivilMonth('2026-1')).toBe(false)
  })

  test('counting', () => {
    expect(addMonths('2026-11', 3)).toBe('2027-02')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(monthsFromTo('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
    expect(monthsFromTo('2026-02', '2026-01')).toEqual([])
    expect(monthSteps('2025-12-31', '2026-01-01')).toBe(1)
    expect(monthSteps('2026-01-31', '2025-01-01')).toBe(-12)
    expect(naturalMonthsOver({ from: '2026-01-31', to: '2026-03-01' })).toEqual([
      { from: '2026-01-01', to: '2026-01-31' },
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-03-01', to: '2026-03-31' },
    ])
  })
})

describe('contract months keep their original anchor (R5, E10)', () => {
  const months = (anchor: string, count: number) =>
    Array.from({ length: count }, (_, n) => {
      const { from, to } = contractMonth(anchor, n)
      return `${from.slice(5)}…${to.slice(5)}`
    })

  test('E10: anchor 31 in 2026', () => {
    expect(months('2026-01-31', 5)).toEqual(['01-31…02-27', '02-28…03-30', '03-31…04-29', '04-30…05-30', '05-31…06-29'])
  })

  test('E10: anchor 31 in the leap year 2028', () => {
    expect(months('2028-01-31', 2)).toEqual(['01-31…02-28', '02-29…03-30'])
  })

  test('E10: anchor 30 in 2026', () => {
    expect(months('2026-01-30', 3)).toEqual(['01-30…02-27', '02-28…03-29', '03-30…04-29'])
  })

  test('anchors 29 and 31 come back to their day after a short month, years later too', () => {
    expect(anchoredMonthStart('2027-01-29', 1)).toBe('2027-02-28')
    expect(anchoredMonthStart('2027-01-29', 13)).toBe('2028-02-29')
    expect(anchoredMonthStart('2026-01-31', 12)).toBe('2027-01-31')
    expect(anchoredMonthStart('2028-02-29', 12)).toBe('2029-02-28')
    expect(anchoredMonthStart('2028-02-29', 48)).toBe('2032-02-29')
    expect(anchoredMonthStart('2026-03-31', -1)).toBe('2026-02-28')
  })

  test('months over a range: those that share a day with it, none before the anchor', () => {
    const over = (from: string, to: string) => contractMonthsOver('2026-01-31', { from, to }).map(m => m.from)
    expect(over('2025-01-01', '2026-02-27')).toEqual(['2026-01-31'])
    expect(over('2026-02-27', '2026-02-28')).toEqual(['2026-01-31', '2026-02-28'])
    expect(over('2026-03-01', '2026-03-30')).toEqual(['2026-02-28'])
    expect(over('2025-01-01', '2026-01-30')).toEqual([])
  })

  test('they tile the days from the anchor on, one start in each calendar month', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 60 }), (anchor, n) => {
        const month = contractMonth(anchor, n)
        expect(addDays(month.to, 1)).toBe(contractMonth(anchor, n + 1).from)
        expect(monthOf(month.from)).toBe(addMonths(monthOf(anchor), n))
        const day = Math.min(Number(anchor.slice(8)), daysInMonth(month.from))
        expect(Number(month.from.slice(8))).toBe(day)
      }),
    )
  })
})
