import { expect, test } from 'vitest'
import { payByOf } from './BulkFields.tsx'

test('whoever leases pays only for what is let: other objects fall back to the owner', () => {
  expect(payByOf('leases', 'leaseholder')).toBe('leaseholder')
  expect(payByOf('meters', 'leaseholder')).toBe('owner')
  expect(payByOf('meters', 'shares')).toBe('shares')
})
