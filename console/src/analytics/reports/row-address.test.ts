import { expect, test } from 'vitest'
import { daysOf, linesOf } from './row-address.ts'

const row = { groupId: null, month: null }
const filters = { by: 'month', from: '2026-01', to: '2026-06', buildingId: 'b1' }

test('a month leads to the lines of that month alone, within the other filters of the report', () => {
  const search = linesOf({ ...row, month: '2026-03' }, 'month', filters)
  expect(search).toEqual({ from: '2026-03', to: '2026-03', buildingId: 'b1' })
})

test('a month of what happened leads to what happened in it, of whatever months it was', () => {
  const search = linesOf({ ...row, month: '2026-03' }, 'month', filters, true)
  expect(search).toEqual({ happenedIn: '2026-03', buildingId: 'b1' })
})

test('a building or a community leads to its lines of all months of the report', () => {
  const months = { from: '2026-01', to: '2026-06' }
  expect(linesOf({ ...row, groupId: 'b2' }, 'building', { ...filters, by: 'building' })).toEqual({
    ...months,
    buildingId: 'b2',
  })
  expect(linesOf({ ...row, groupId: 'c1' }, 'community', months)).toEqual({ ...months, community: 'c1' })
})

test('what is outside of every group leads to the lines of the report', () => {
  expect(linesOf(row, 'building', { from: '2026-01' })).toEqual({ from: '2026-01' })
})

test('lists by days get the first and the last day of the month, or of the report', () => {
  const report = { from: '2025-12', to: '2026-02' }
  expect(daysOf('2026-02', report)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(daysOf(null, report)).toEqual({ from: '2025-12-01', to: '2026-02-28' })
  expect(daysOf(null, undefined)).toEqual({})
})
