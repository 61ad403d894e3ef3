import { describe, expect, test } from 'vitest'
import { parseYuan } from './yuan.ts'

describe('parseYuan', () => {
  test.each([
    ['0', 0],
    ['7', 700],
    ['12.3', 1230],
    ['12.34', 1234],
    ['12.', 1200],
    ['.5', 50],
    ['0.07', 7],
    // What binary fractions get wrong: 1.15 * 100 is 114.99999999999999, 4.35 * 100 is 434.99999999999994.
    ['1.15', 115],
    ['4.35', 435],
    ['8.2', 820],
    ['1,234.56', 123456],
    ['12,345,678.90', 1234567890],
    ['9999999999.99', 999999999999],
    [' ¥ 300 ', 30000],
    ['300元', 30000],
    ['１２３。４５', 12345],
    ['１，２３４．５', 123450],
  ])('%s is %i fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen)
  })

  test.each(['', ' ', '.', '-1', '+1', '1.234', '1.2.3', '12,34', '1e3', 'abc', '1 000,00', '12345678901', '0x10'])(
    '%j is no amount',
    text => {
      expect(parseYuan(text)).toBeNull()
    },
  )

  test('every amount up to a hundred yuan comes back as it went', () => {
    const wrong = Array.from({ length: 10_001 }, (_, fen) => fen).filter(
      fen => parseYuan(`${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`) !== fen,
    )
    expect(wrong).toEqual([])
  })
})
