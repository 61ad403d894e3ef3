import { expect, test } from 'vitest'
import { oddOf, standsOn, typedNumber, usedSince } from './check-value.ts'

const STOP = {
  ...{ digits: 5, decimals: 2, previousOn: '2026-02-25', previousValue: '1200.35', multiplier: '1' },
  dailyMean: '0.4',
}

test.each([
  ['12。5', '12.5'],
  ['12，5', '12.5'],
  [' 12,5 ', '12.5'],
  ['12.5', '12.5'],
])('%s was meant as %s', (text, meant) => {
  expect(typedNumber(text)).toBe(meant)
})

test.each([
  ['12345', true],
  ['12345.67', true],
  ['0', true],
  ['123456', false],
  ['1.234', false],
  ['1.', false],
  ['.5', false],
  ['-1', false],
  ['1e3', false],
  ['', false],
])('whether %s stands on five digits and two decimals: %s', (text, stands) => {
  expect(standsOn(text, STOP)).toBe(stands)
})

test.each([
  ['1200.35', '1', '0'],
  ['1210.45', '1', '10.1'],
  // In floating point 0.28999999999996362.
  ['1200.64', '1', '0.29'],
  ['1230.35', '1', '30'],
  ['1210.35', '40', '400'],
  ['1200.36', '0.5', '0.01'],
  ['1200.36', '0.4', '0'],
  ['1200.34', '1', null],
])('at %s with multiplier %s used: %s', (text, multiplier, used) => {
  expect(usedSince(text, { ...STOP, multiplier })).toBe(used)
})

test.each([
  ['', 'missingValue'],
  ['12x', 'wrongValue'],
  ['123456', 'wrongValue'],
  ['1200.34', 'backwards'],
  ['1200.35', null],
  // Twenty days at 0.4 are 8; three times that is not yet much.
  ['1224.35', null],
  ['1224.36', 'jump'],
] as const)('what is odd about %s: %s', (text, odd) => {
  expect(oddOf(text, STOP, '2026-03-17')).toBe(odd)
})

test('a meter without readings to go by never jumps, and the same day counts as one', () => {
  expect(oddOf('9999', { ...STOP, dailyMean: null }, '2026-03-17')).toBeNull()
  expect(oddOf('1201.55', STOP, STOP.previousOn)).toBeNull()
  expect(oddOf('1201.56', STOP, STOP.previousOn)).toBe('jump')
})
