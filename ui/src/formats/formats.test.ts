import { describe, expect, test } from 'vitest'
import { formatDate, formatDateTime, formatMonth, formatTime, formatWeekday } from './format-date.ts'
import { formatFen, formatMoney } from './format-fen.ts'

describe('formatFen', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [100, '1.00'],
    [123456, '1,234.56'],
    [-123456789, '-1,234,567.89'],
    [85757n, '857.57'],
    [9007199254740993n, '90,071,992,547,409.93'],
  ])('%s fen is %s', (fen, text) => {
    expect(formatFen(fen)).toBe(text)
  })

  test.each([
    [0, '¥0.00'],
    [123456, '¥1,234.56'],
    [-1200, '-¥12.00'],
    [-123456789n, '-¥1,234,567.89'],
  ])('%s fen with its sign of currency is %s', (fen, text) => {
    expect(formatMoney(fen)).toBe(text)
  })

  test('refuses what is not an integer', () => {
    expect(() => formatFen(1.5)).toThrow(RangeError)
  })
})

describe('dates are those of Shanghai', () => {
  test('late in the day of UTC it is tomorrow there', () => {
    expect(formatDateTime('2026-11-22T16:05:00Z')).toBe('2026-11-23 00:05')
    expect(formatDate('2026-12-31T16:00:00Z')).toBe('2027-01-01')
    expect(formatTime('2026-11-23T06:05:59Z')).toBe('14:05')
  })

  test('months', () => {
    expect(formatMonth('2026-06', 'zh-CN')).toBe('2026年6月')
    expect(formatMonth('2026-06', 'en')).toBe('June 2026')
    expect(['2026-11-29', '2026-12-02'].map(day => formatWeekday(day, 'zh-CN'))).toEqual(['日', '三'])
    expect(['2026-11-29', '2026-12-02'].map(day => formatWeekday(day, 'en'))).toEqual(['Sun', 'Wed'])
  })
})
