import { expect, it } from 'vitest'
import { weightOfDays, weightsOver } from './pool.ts'

const JUNE = { from: '2026-06-01', to: '2026-06-30' }

it('a weight is cut where the quantity changes within the days', () => {
  const versions = [
    { fromOn: '2026-05-10', quantity: '2' },
    { fromOn: '2026-06-11', quantity: '2.0000' },
    { fromOn: '2026-06-21', quantity: '0' },
    { fromOn: '2026-07-01', quantity: '9' },
  ]
  const weights = weightsOver(JUNE, { startsOn: '2026-01-01', quantity: '1', versions })
  expect(weights).toEqual([
    { quantity: '2', days: 20 },
    { quantity: '0', days: 10 },
  ])
  expect(weightOfDays(weights ?? [])).toBe('40')
})

it('a home that came within the days weighs as on its first; one of which nobody said is unknown', () => {
  const versions = [{ fromOn: '2026-06-16', quantity: '3' }]
  expect(weightsOver(JUNE, { startsOn: '2026-06-16', quantity: null, versions })).toEqual([{ quantity: '3', days: 30 }])
  expect(weightsOver(JUNE, { startsOn: '2026-06-01', quantity: null, versions })).toBeNull()
  expect(weightsOver(JUNE, { startsOn: '2026-06-01', quantity: null, versions: [] })).toBeNull()
})
