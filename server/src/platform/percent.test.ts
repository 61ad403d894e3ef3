import { expect, test } from 'vitest'
import { percentOf } from './decimals.ts'

test.each([
  ['K4: 46 of 50', 46n, 50n, '92.00'],
  ['K1: 85 of 96', 85n, 96n, '88.54'],
  ['K2: 78 of 90', 78n, 90n, '86.67'],
  ['K3: 3 of 85', 3n, 85n, '3.53'],
  ['E67: collected of net receivable', 32000_00n, 48500_00n, '65.98'],
  ['a half is rounded up', 1n, 800n, '0.13'],
  ['none', 0n, 7n, '0.00'],
  ['all', 12345678901234n, 12345678901234n, '100.00'],
] as const)('%s', (_, part, whole, percent) => {
  expect(percentOf(part, whole)).toBe(percent)
})

test('of nothing there is no share', () => {
  expect(percentOf(0n, 0n)).toBeNull()
})
