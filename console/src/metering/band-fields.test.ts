import { expect, test } from 'vitest'
import { typedBands } from './BandFields.tsx'

test('only the parts of the meter that were typed are sent', () => {
  expect(typedBands(['峰', '谷'], { 峰: ' 12.5 ', 谷: '', 平: '3' })).toEqual({ 峰: '12.5' })
  expect(typedBands(['峰'], undefined)).toEqual({})
  expect(typedBands([], { 峰: '1' })).toEqual({})
})
