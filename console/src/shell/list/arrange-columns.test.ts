import { expect, test } from 'vitest'
import { arranged, moved } from './arrange-columns.ts'

const columns = ['number', 'home', 'item', 'due', 'amount'].map(key => ({ key }))
const keys = (order: string[]) => arranged(columns, order).map(({ key }) => key)

test('columns come as the person wants them, the first stays first, new ones where the list has them', () => {
  expect(keys([])).toEqual(['number', 'home', 'item', 'due', 'amount'])
  expect(keys(['number', 'amount', 'home', 'item', 'due'])).toEqual(['number', 'amount', 'home', 'item', 'due'])
  expect(keys(['amount', 'number'])[0]).toBe('number')
  expect(keys(['gone', 'due', 'home'])).toContain('item')
})

test('a column changes places with its neighbour, and never with the first', () => {
  expect(moved(columns, [], 'due', -1)).toEqual(['number', 'home', 'due', 'item', 'amount'])
  expect(moved(columns, moved(columns, [], 'due', -1), 'due', 1)).toEqual(columns.map(({ key }) => key))
  expect(moved(columns, [], 'home', -1)).toEqual(columns.map(({ key }) => key))
  expect(moved(columns, [], 'amount', 1)).toEqual(columns.map(({ key }) => key))
})
