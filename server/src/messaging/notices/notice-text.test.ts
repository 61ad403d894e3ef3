import { expect, it } from 'vitest'
import { afterQuietHours, phoneTextOf } from './notice-text.ts'

it('says in one message what a notice says', () => {
  expect(phoneTextOf('bills-issued', { count: '2', amount: '857.58', dueOn: '2026-01-31' })).toBe(
    '您有 2 张新账单，待缴 857.58 元，最早的缴费期限为 2026-01-31。',
  )
  expect(phoneTextOf('order-assigned', {})).toBeNull()
  expect(phoneTextOf('application-approved', { place: '很'.repeat(100) })).toHaveLength(70)
})

it.each([
  ['2026-03-10T12:00:00+08:00', '2026-03-10T12:00:00+08:00'],
  ['2026-03-10T21:00:00+08:00', '2026-03-11T08:00:00+08:00'],
  ['2026-03-10T07:59:00+08:00', '2026-03-10T08:00:00+08:00'],
  ['2026-03-10T00:30:00+08:00', '2026-03-10T08:00:00+08:00'],
])('waits for the morning: %s → %s', (at, then) => {
  expect(afterQuietHours(new Date(at))).toEqual(new Date(then))
})
