import { expect, test } from 'vitest'
import { byMonth } from './by-month.ts'

test('bills stand under the month their period begins in, the latest month first', () => {
  const bills = ['2026-10-01', '2026-11-01', '2026-11-15', '2026-11-20'].map(cycleStart => ({ cycleStart }))
  expect(byMonth(bills).map(({ month, bills: group }) => [month, group.length])).toEqual([
    ['2026-11', 3],
    ['2026-10', 1],
  ])
  expect(byMonth([])).toEqual([])
})
