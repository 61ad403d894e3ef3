import { expect, test } from 'vitest'
import { ariaSort, leastWidth, nextSort, widthOf } from './column.ts'

test('a head goes up, down and back to the own order of the list', () => {
  expect(nextSort('dueOn', undefined)).toBe('dueOn')
  expect(nextSort('dueOn', 'dueOn')).toBe('-dueOn')
  expect(nextSort('dueOn', '-dueOn')).toBeUndefined()
  expect(nextSort('dueOn', 'amountFen')).toBe('dueOn')
})

test('the order is told to screen readers', () => {
  expect(ariaSort('dueOn', '-dueOn')).toBe('descending')
  expect(ariaSort('dueOn', 'dueOn')).toBe('ascending')
  expect(ariaSort('dueOn', 'amountFen')).toBeUndefined()
  expect(ariaSort(undefined, undefined)).toBeUndefined()
})

test('columns without a width still count', () => {
  expect(leastWidth([{ width: 100 }, {}, { width: 80 }])).toBe(300)
})

test('a head is never cut, in either language', () => {
  expect(widthOf({ width: 100, title: '状态' })).toBe(100)
  expect(widthOf({ width: 100, title: 'Opening receivable' })).toBe(161)
  expect(widthOf({ width: 100, title: 'Opening receivable', sort: 'openingFen' })).toBe(179)
  expect(widthOf({ width: 60, title: '期初应收余额' })).toBe(101)
  expect(widthOf({ title: 'Formula' })).toBeUndefined()
})
