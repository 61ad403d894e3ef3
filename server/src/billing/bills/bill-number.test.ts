import { expect, it, test } from 'vitest'
import { billNumber, serialOf, serialsOf } from './bill-number.ts'

it('is read back from what people type', () => {
  expect(billNumber(42n)).toBe('ZD00000042')
  expect(serialOf(' zd00000042 ')).toBe(42n)
  for (const text of ['42', 'ZD', 'ZDx', `ZD${'9'.repeat(30)}`]) expect(serialOf(text)).toBeNull()
})

test.each([
  ['ZD00001234', [1234n, 1234n]],
  ['zd00001234', [1234n, 1234n]],
  ['ZD000012', [1200n, 1299n]],
  ['ZD1', [10_000_000n, 19_999_999n]],
  ['ZD123456789', [123_456_789n, 123_456_789n]],
  ['１２', null],
  ['ZD', null],
])('the numbers that begin with %s', (text, wanted) => {
  const serials = serialsOf(text)
  expect(serials && [serials.least, serials.most]).toEqual(wanted)
})
