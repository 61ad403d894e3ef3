import { describe, expect, test } from 'vitest'
import { effectOf, managementFen, mayBeDone, quarterDays, taxOf } from './fund.ts'

describe('money of others', () => {
  test('what an account gains or loses', () => {
    expect(effectOf('spend', 500n, 0n)).toBe(-500n)
    expect(effectOf('manage', 600n, 34n)).toBe(-600n)
    expect(effectOf('income', 10_600n, 600n)).toBe(10_000n)
    expect(effectOf('opening', 100n, 0n)).toBe(100n)
  })

  test('income of common parts and what is kept bear tax, the maintenance fund and money collected for others none', () => {
    expect(taxOf('public', 'income', 106_00n, '6')).toBe(6_00n)
    expect(taxOf('public', 'manage', 106_00n, '6')).toBe(6_00n)
    expect(taxOf('fund', 'income', 106_00n, '6')).toBe(0n)
    expect(taxOf('public', 'spend', 106_00n, '6')).toBe(0n)
  })

  test('what is kept is never more than the percentage', () => {
    expect(managementFen(10_005n, '30')).toBe(3_001n)
    expect(managementFen(10_000n, '12.5')).toBe(1_250n)
    expect(managementFen(-5n, '30')).toBe(0n)
    expect(managementFen(101n, '0')).toBe(0n)
  })

  test('money collected for others is handed over, never spent or kept', () => {
    expect(mayBeDone('agency', 'hand-over')).toBe(true)
    expect(mayBeDone('agency', 'spend')).toBe(false)
    expect(mayBeDone('fund', 'manage')).toBe(false)
    expect(mayBeDone('public', 'hand-over')).toBe(false)
  })

  test('quarters', () => {
    expect(quarterDays('2026-Q1')).toEqual({ from: '2026-01-01', to: '2026-03-31' })
    expect(quarterDays('2026-Q2')).toEqual({ from: '2026-04-01', to: '2026-06-30' })
    expect(quarterDays('2026-Q3')).toEqual({ from: '2026-07-01', to: '2026-09-30' })
    expect(quarterDays('2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  })
})
