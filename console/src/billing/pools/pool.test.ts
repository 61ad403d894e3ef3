import { describe, expect, it } from 'vitest'
import { billedIn, stateOf } from './pool.ts'

describe('a shared cost on the screen', () => {
  it.each([
    ['2026-10-31', '2026-11'],
    ['2026-10-15', '2026-10'],
    ['2026-12-31', '2027-01'],
  ])('that ends on %s is billed in %s', (toOn, month) => expect(billedIn(toOn)).toBe(month))

  it('is void before it is billed, and billed with the first bill', () => {
    expect(stateOf({ voidedAt: null, billCount: 0 })).toBe('open')
    expect(stateOf({ voidedAt: null, billCount: 2 })).toBe('billed')
    expect(stateOf({ voidedAt: '2026-01-01T00:00:00Z', billCount: 0 })).toBe('void')
  })
})
