import { expect, test } from 'vitest'
import { scoreOf } from './score.ts'

test.each([
  [[], null],
  [[{ findings: 0, base: 0, weight: 3 }], null],
  [[{ findings: 0, base: 10, weight: 3 }], 100],
  [[{ findings: 1, base: 10_000, weight: 1 }], 99],
  [
    [
      { findings: 5, base: 10, weight: 1 },
      { findings: 0, base: 10, weight: 1 },
    ],
    75,
  ],
  [[{ findings: 30, base: 10, weight: 1 }], 0],
])('%j is worth %s', (counts, score) => {
  expect(scoreOf(counts)).toBe(score)
})
