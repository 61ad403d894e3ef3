import { expect, test } from 'vitest'
import { timeOf } from './loss.ts'

test('a chosen month counts more than the round that the page was opened from', () => {
  expect(timeOf({ round: 'r1' })).toEqual({ roundId: 'r1' })
  expect(timeOf({ round: 'r1', month: '2026-02' })).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})

test('without either it is the month before the present one', () => {
  expect(timeOf({})).toMatchObject({ from: expect.stringMatching(/-01$/) })
})
