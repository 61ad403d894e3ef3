import { expect, test } from 'vitest'
import { instantOf, isRestDay, minuteOf, spanOf, timeOf } from './shift.ts'

test('an end that is not after the start is on the next day', () => {
  expect(spanOf('22:00', '06:00')).toEqual({ startMinute: 1320, endMinute: 1800 })
  expect(spanOf('08:00', '08:00')).toEqual({ startMinute: 480, endMinute: 1920 })
  expect(spanOf('07:00', '15:00')).toEqual({ startMinute: 420, endMinute: 900 })
})

test('minutes and words of a time agree', () => {
  expect([minuteOf('06:30'), timeOf(390), timeOf(1830)]).toEqual([390, '06:30', '06:30'])
})

test('a shift of a day ends in the next one in Shanghai', () => {
  expect(instantOf('2026-11-30', 1800).toISOString()).toBe('2026-11-30T22:00:00.000Z')
})

test('weekends rest, unless the calendar says otherwise', () => {
  const calendar = new Map([
    ['2026-10-01', 'holiday'],
    ['2026-10-10', 'workday'],
  ] as const)
  const rests = ['2026-10-01', '2026-10-09', '2026-10-10', '2026-10-11'].map(day => isRestDay(day, calendar))
  expect(rests).toEqual([true, false, false, true])
})
