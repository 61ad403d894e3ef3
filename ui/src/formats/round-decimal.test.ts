import { expect, test } from 'vitest'
import { roundDecimal } from './round-decimal.ts'

test.each([
  ['12', 1, '12'],
  ['12.35', 1, '12.4'],
  ['12.34999', 1, '12.3'],
  ['-12.35', 1, '-12.4'],
  ['1.005', 2, '1.01'],
  ['99.996', 2, '100'],
  ['120.0', 2, '120'],
  ['0.04', 1, '0'],
  ['-0.04', 1, '0'],
  ['0.5', 0, '1'],
  ['1200', 0, '1200'],
  ['90071992547409.93', 1, '90071992547409.9'],
])('%s with %i decimals at most: %s', (decimal, places, rounded) => {
  expect(roundDecimal(decimal, places)).toBe(rounded)
})
