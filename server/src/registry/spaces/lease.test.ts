import { describe, expect, test } from 'vitest'
import { dayAfter, dayBefore, isLongerThan, leaseState, longestYears } from './lease.ts'

describe('the term of a lease', () => {
  test.each([
    ['2026-03-01', '2027-02-28', 1, false],
    ['2026-03-01', '2027-03-01', 1, true],
    ['2026-01-01', '2028-12-31', 3, false],
    ['2026-01-01', '2029-01-01', 3, true],
    ['2028-02-29', '2029-02-28', 1, false],
    ['2028-02-29', '2029-03-01', 1, true],
    ['2024-02-29', '2028-02-28', 4, false],
    ['2024-02-29', '2028-02-29', 4, true],
  ])('%s to %s is longer than %d years: %s', (fromOn, toOn, years, longer) => {
    expect(isLongerThan(fromOn, toOn, years)).toBe(longer)
  })

  test('a civil-defence space is let for a short term, also as part of a pair', () => {
    expect(longestYears(['rentable'], 3)).toBe(20)
    expect(longestYears(['owned', 'civil-defence'], 3)).toBe(3)
    expect(longestYears(['civil-defence'], 50)).toBe(20)
  })

  test('the day after and before cross months and leap years', () => {
    expect([dayAfter('2028-02-28'), dayAfter('2026-12-31'), dayBefore('2026-03-01')]).toEqual([
      '2028-02-29',
      '2027-01-01',
      '2026-02-28',
    ])
  })
})

test.each([
  [null, '2025-12-31', 'upcoming'],
  [null, '2026-01-01', 'active'],
  [null, '2026-12-31', 'active'],
  [null, '2027-01-01', 'ended'],
  ['2026-06-30', '2026-06-30', 'active'],
  ['2026-06-30', '2026-07-01', 'ended'],
  ['2025-12-31', '2026-03-01', 'cancelled'],
])('a lease of 2026 that ended on %s is on %s %s', (endedOn, day, state) => {
  expect(leaseState({ fromOn: '2026-01-01', toOn: '2026-12-31', endedOn }, day)).toBe(state)
})
