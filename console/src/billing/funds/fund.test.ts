import { expect, test } from 'vitest'
import { overQuarters } from './fund.ts'

test('only quarters that are over are offered, the latest first', () => {
  expect(overQuarters('2026-11-30', 3)).toEqual(['2026-Q3', '2026-Q2', '2026-Q1'])
  expect(overQuarters('2026-01-01', 2)).toEqual(['2025-Q4', '2025-Q3'])
  expect(overQuarters('2026-04-01', 1)).toEqual(['2026-Q1'])
})
