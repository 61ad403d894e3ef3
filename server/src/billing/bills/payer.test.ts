import { expect, it } from 'vitest'
import { type Owner, payerOn } from './payer.ts'

const owner = (occupancyId: string, fromOn: string, toOn: string | null = null): Owner => ({
  occupancyId,
  personId: `person of ${occupancyId}`,
  name: occupancyId,
  fromOn,
  toOn,
})

it('is the owner of that day who came first; of those of one day the lowest id; else nobody', () => {
  const owners = [owner('c', '2026-03-01'), owner('b', '2026-03-01'), owner('a', '2020-01-01', '2026-06-17')]
  expect(payerOn(owners, '2026-06-17')?.name).toBe('a')
  expect(payerOn(owners, '2026-06-18')?.name).toBe('b')
  expect(payerOn(owners, '2019-12-31')).toBeNull()
  expect(payerOn([], '2026-01-01')).toBeNull()
})
