import { expect, test } from 'vitest'
import { countedFen, piecesOf, sentPieces } from './till.ts'

test('notes and coins add up, blanks are none', () => {
  expect(countedFen({ 10000: '5', 5000: ' 1 ', 50: '', 10: '３' })).toBe(55_030)
  expect(countedFen({})).toBe(0)
  expect(sentPieces({ 10000: '5', 50: '0', 10: '' })).toEqual({ '10000': 5 })
})

test('what is no number of pieces is none', () => {
  expect(piecesOf('1.5')).toBeNull()
  expect(piecesOf('-1')).toBeNull()
  expect(countedFen({ 100: 'x' })).toBeNull()
})
