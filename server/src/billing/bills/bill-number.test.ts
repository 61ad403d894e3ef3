import { expect, it } from 'vitest'
import { billNumber, serialOf } from './bill-number.ts'

it('is read back from what people type', () => {
  expect(billNumber(42n)).toBe('ZD00000042')
  expect(serialOf(' zd00000042 ')).toBe(42n)
  for (const text of ['42', 'ZD', 'ZDx', `ZD${'9'.repeat(30)}`]) expect(serialOf(text)).toBeNull()
})
