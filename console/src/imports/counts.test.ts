import { expect, test } from 'vitest'
import { newParts, shownCounts, sumOf } from './counts.ts'
import type { ImportCount } from './import-query.ts'

const count = (kind: ImportCount['kind'], total: number, create: number, rejected = 0): ImportCount => ({
  kind,
  total,
  rejected,
  create,
  change: 0,
  unchanged: total - rejected - create,
})

test('a button names what is new, without what comes with the premises', () => {
  const counts = [
    count('buildings', 13, 13),
    count('owners', 5, 0),
    count('premises', 8, 5, 3),
    count('occupancies', 5, 5),
  ]
  expect(newParts(counts)).toEqual([
    { kind: 'buildings', count: 13 },
    { kind: 'premises', count: 5 },
  ])
  expect(sumOf(counts)).toEqual({ total: 31, rejected: 3, create: 23, change: 0, unchanged: 5 })
})

test('occupancies and assignments are named where nothing else is new', () => {
  const counts = [
    count('premises', 8, 0),
    count('occupancies', 5, 2),
    count('assignments', 7, 1),
    count('spaces', 0, 0),
  ]
  expect(newParts(counts).map(part => part.kind)).toEqual(['occupancies', 'assignments'])
  expect(shownCounts(counts).map(one => one.kind)).toEqual(['premises', 'occupancies', 'assignments'])
})
