import { expect, test } from 'vitest'
import { isPhone, phoneDigits, spacedPhone } from './phone-digits.ts'

test.each([
  ['138 0013 8000', '13800138000'],
  ['+86 138-0013-8000', '13800138000'],
  ['008613800138000', '13800138000'],
  ['8613800138000', '13800138000'],
  ['138001380001', '13800138000'],
  ['86', '86'],
  ['abc', ''],
])('%s has the digits %s', (raw, digits) => {
  expect(phoneDigits(raw)).toBe(digits)
})

test('groups also what is still being typed', () => {
  expect(spacedPhone('')).toBe('')
  expect(spacedPhone('1380')).toBe('138 0')
  expect(spacedPhone('13800138000')).toBe('138 0013 8000')
})

test('only whole mainland mobile numbers count', () => {
  expect(isPhone('13800138000')).toBe(true)
  expect(isPhone('12800138000')).toBe(false)
  expect(isPhone('1380013800')).toBe(false)
})
