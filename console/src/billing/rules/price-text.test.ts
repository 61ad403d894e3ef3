import { expect, test } from 'vitest'
import { priceText } from './price-text.ts'

test.each([
  ['2.8500', '2.85'],
  ['80.0000', '80.00'],
  ['80', '80.00'],
  ['0.3125', '0.3125'],
  ['1.3010', '1.301'],
  ['0', '0.00'],
])('%s is %s', (price, text) => {
  expect(priceText(price)).toBe(text)
})
