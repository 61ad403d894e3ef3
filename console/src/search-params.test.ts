import { expect, test } from 'vitest'
import { parseSearch, stringifySearch, validateSearch } from './search-params.ts'

test('values stay plain text in both directions', () => {
  const search = { q: '1802', state: 'issued,overdue', due: '2026-01-01..2026-01-31', empty: undefined, blank: '' }
  const text = stringifySearch(search)
  expect(text).toBe('?q=1802&state=issued,overdue&due=2026-01-01..2026-01-31')
  expect(parseSearch(text)).toEqual({ q: '1802', state: 'issued,overdue', due: '2026-01-01..2026-01-31' })
})

test('Chinese text and separators survive', () => {
  const search = { q: '3栋 & 王=国?#' }
  expect(parseSearch(stringifySearch(search))).toEqual(search)
})

test('nothing set is no question mark', () => {
  expect(stringifySearch({ q: '' })).toBe('')
  expect(parseSearch('')).toEqual({})
})

test('validation keeps strings only', () => {
  expect(validateSearch({ a: 'x', b: 1, c: '', d: ['y'] })).toEqual({ a: 'x' })
})
