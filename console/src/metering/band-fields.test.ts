import { expect, test } from 'vitest'
import { typedBands } from './BandFields.tsx'
import { missingBand, sameBands } from './grid-bands.ts'

test('only the parts of the meter that were typed are sent', () => {
  expect(typedBands(['峰', '谷'], { 峰: ' 12.5 ', 谷: '', 平: '3' })).toEqual({ 峰: '12.5' })
  expect(typedBands(['峰'], undefined)).toEqual({})
  expect(typedBands([], { 峰: '1' })).toEqual({})
})

test('the grid asks for every part of a meter that counts them apart', () => {
  expect(missingBand(['峰', '谷'], { 峰: '12.5' })).toBe('谷')
  expect(missingBand(['峰', '谷'], { 峰: '12.5', 谷: 'x' })).toBe('谷')
  expect(missingBand(['峰', '谷'], { 峰: '12.5', 谷: '0' })).toBe(null)
  expect(missingBand([], {})).toBe(null)
  expect(sameBands(['峰'], { 峰: '1' }, { 峰: '1', 谷: '2' })).toBe(true)
  expect(sameBands(['峰'], { 峰: '1' }, {})).toBe(false)
})
