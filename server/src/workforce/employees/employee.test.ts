import { expect, test } from 'vitest'
import { idNumberFits, reminderDue, stateOf } from './employee.ts'

test.each([
  ['2026-02-01', null, 'coming'],
  ['2026-01-15', null, 'employed'],
  ['2026-01-01', '2026-01-15', 'leaving'],
  ['2026-01-01', '2026-01-14', 'left'],
] as const)('from %s to %s is %s on 2026-01-15', (from, to, state) => {
  expect(stateOf(from, to, '2026-01-15')).toBe(state)
})

test('an ID number carries its checksum', () => {
  expect(idNumberFits('11010519491231002X')).toBe(true)
  expect(idNumberFits('110105194912310021')).toBe(false)
  expect(idNumberFits('11010519491231002')).toBe(false)
})

test.each([
  [61, null, null],
  [60, null, 60],
  [45, 60, null],
  [30, 60, 30],
  [7, 30, 7],
  [3, 7, null],
  [0, 7, null],
  [-1, 7, 0],
  [-9, 0, null],
  // days were missed: only the nearest step
  [5, null, 7],
  [-3, 60, 0],
] as const)('%i days left, reminded at %s: %s', (left, reminded, due) => {
  expect(reminderDue(left, reminded)).toBe(due)
})
