import { expect, test } from 'vitest'
import { balanceOn, daysText, halvesCounted, halvesOf, type LeaveEntry } from './balance.ts'

const at = (day: string) => new Date(`${day}T10:00:00+08:00`)
const grant = (days: number, validUntil: string | null, day: string): LeaveEntry => ({
  halves: days * 2,
  validUntil,
  at: at(day),
})
const use = (days: number, day: string): LeaveEntry => ({ halves: -days * 2, validUntil: null, at: at(day) })

test('use takes from the grant that ends first, and what is left of it is gone when it ends', () => {
  const entries = [grant(5, '2026-12-31', '2026-01-01'), grant(10, '2027-12-31', '2026-06-01'), use(3, '2026-07-01')]
  expect(balanceOn(entries, '2026-12-31')).toEqual({ halves: 24, soonestEnd: '2026-12-31' })
  expect(balanceOn(entries, '2027-01-01')).toEqual({ halves: 20, soonestEnd: '2027-12-31' })
  expect(balanceOn(entries, '2028-01-01')).toEqual({ halves: 0, soonestEnd: null })
})

test('a grant that had ended is not used; days that come back have no end', () => {
  const entries = [
    grant(2, '2026-01-31', '2026-01-01'),
    grant(5, null, '2026-01-01'),
    use(3, '2026-02-01'),
    grant(3, null, '2026-02-02'),
  ]
  expect(balanceOn(entries, '2026-03-01').halves).toBe(10)
})

test('days are halves', () => {
  expect(['5', '0.5', '-1.5'].map(halvesOf)).toEqual([10, 1, -3])
  expect([10, 1, -3, -1].map(daysText)).toEqual(['5', '0.5', '-1.5', '-0.5'])
})

test('half days at both ends', () => {
  const span = { fromOn: '2026-11-02', fromPart: 'pm', toOn: '2026-11-04', toPart: 'am' } as const
  const days = ['2026-11-02', '2026-11-03', '2026-11-04']
  expect(halvesCounted(span, () => true, days)).toBe(4)
  expect(halvesCounted(span, day => day !== '2026-11-02', days)).toBe(3)
})
