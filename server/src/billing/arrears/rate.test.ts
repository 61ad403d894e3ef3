import { expect, it } from 'vitest'
import { percentOf } from './rate.ts'

it('E67: collected ÷ net receivable, two decimals, half up; nothing when the denominator is 0', () => {
  expect(percentOf(32000_00n, 48500_00n)).toBe('65.98')
  expect(percentOf(1n, 8n * 10_000n)).toBe('0.00')
  expect(percentOf(10_005n, 100_000n)).toBe('10.01')
  expect(percentOf(5n, 5n)).toBe('100.00')
  expect(percentOf(0n, 0n)).toBeNull()
})
