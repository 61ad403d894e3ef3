import { expect, test } from 'vitest'
import { daysOf, linesOf, movementsOf, numberOf } from './row-address.ts'

const row = { id: 'r1', groupId: null, month: null, name: '' }
const filters = { by: 'month', from: '2026-01', to: '2026-06', buildingId: 'b1' }

test('a month leads to the lines of that month alone, within the other filters of the report', () => {
  const search = linesOf({ ...row, month: '2026-03' }, 'month', filters)
  expect(search).toEqual({ from: '2026-03', to: '2026-03', buildingId: 'b1' })
})

test('a month of what happened leads to what happened in it, of whatever months it was', () => {
  const search = linesOf({ ...row, month: '2026-03' }, 'month', filters, 'any')
  expect(search).toEqual({ happened: 'any', from: '2026-03', to: '2026-03', buildingId: 'b1' })
  expect(linesOf({ ...row, groupId: 'c1' }, 'community', { from: '2026-01' }, 'any')).toEqual({
    ...{ happened: 'any', from: '2026-01', community: 'c1' },
  })
})

test('a rate of tax leads to the lines of that rate; what is no rate, to all', () => {
  const rate = (name: string) => linesOf({ ...row, name }, 'rate', {}, 'issued')
  expect([rate('6%'), rate('1.5%'), rate(''), rate('差额'), rate('margin')]).toEqual([
    ...[
      { happened: 'issued', taxRate: '6' },
      { happened: 'issued', taxRate: '1.5' },
    ],
    ...[{ happened: 'issued', taxRate: 'none' }, { happened: 'issued' }, { happened: 'issued', taxRate: 'margin' }],
  ])
})

test('a row of money leads to its facts: by day, method, channel, cashier', () => {
  const to = (by: string, change: object) => movementsOf({ ...row, ...change }, by, { from: '2026-01', by }, 'cash')
  expect(to('day', { name: '2026-03-04' })).toEqual({ of: 'cash', day: '2026-03-04', from: undefined, to: undefined })
  const span = { of: 'cash', from: '2026-01' }
  expect(to('method', { name: 'pos' })).toEqual({ ...span, method: 'pos' })
  expect(to('channel', { groupId: 'n1', name: '银联' })).toEqual({ ...span, channelId: 'n1' })
  expect(to('channel', { name: 'cash' })).toEqual({ ...span, method: 'cash', channelId: 'none' })
  expect(to('cashier', { groupId: 'a1', name: '小李' })).toEqual({ ...span, cashierId: 'a1' })
  expect(to('cashier', {})).toEqual({ ...span, cashierId: 'none' })
  expect(to('item', { groupId: 'i1' })).toEqual({ ...span, itemId: 'i1' })
  expect(to('item', {})).toEqual({ ...span, itemId: 'none' })
  expect(movementsOf(row, 'item', { by: 'item' }, 'prepayment')).toEqual({ of: 'prepayment', purposeId: 'r1' })
})

test('a building or a community leads to its lines of all months of the report', () => {
  const months = { from: '2026-01', to: '2026-06' }
  expect(linesOf({ ...row, groupId: 'b2' }, 'building', { ...filters, by: 'building' })).toEqual({
    ...months,
    buildingId: 'b2',
  })
  expect(linesOf({ ...row, groupId: 'c1' }, 'community', months)).toEqual({ ...months, community: 'c1' })
})

test('what stands in no building leads to that of its community', () => {
  expect(linesOf(row, 'building', { from: '2026-01' })).toEqual({
    ...{ from: '2026-01', buildingId: 'none', community: 'r1' },
  })
})

test('a number leads to its lines of the row’s own months, as of the day the report counted it', () => {
  const report = { from: '2026-01', to: '2026-06', asOf: '2026-06-30' }
  const spans = { spans: true }
  expect(numberOf({ ...row, month: '2026-02' }, 'month', {}, 'billed', report, spans)).toEqual({
    ...{ from: '2026-02', to: '2026-02', asOf: '2026-02-28', number: 'billed' },
  })
  // Of charge months as of one day, a month is counted as of that day, too.
  expect(numberOf({ ...row, month: '2026-02' }, 'month', {}, null, { ...report, asOf: '2026-04-15' })).toEqual({
    ...{ from: '2026-02', to: '2026-02', asOf: '2026-04-15' },
  })
  // The months of the report when nobody chose any.
  expect(numberOf({ ...row, groupId: 'i1' }, 'item', { by: 'item' }, 'net', report, spans)).toEqual({
    ...{ from: '2026-01', to: '2026-06', asOf: '2026-06-30', number: 'net', itemId: 'i1' },
  })
})

test('lists by days get the first and the last day of the month, or of the report', () => {
  const report = { from: '2025-12', to: '2026-02' }
  expect(daysOf('2026-02', report)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(daysOf(null, report)).toEqual({ from: '2025-12-01', to: '2026-02-28' })
  expect(daysOf(null, undefined)).toEqual({})
})
