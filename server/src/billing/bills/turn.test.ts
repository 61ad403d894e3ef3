import { expect, test } from 'vitest'
import { ownDays, turnDays } from './turn.ts'

const JUNE = { from: '2026-06-01', to: '2026-06-30' }
const tenant = { startsOn: '2025-06-18', endsOn: '2026-06-17' }
const owner = { startsOn: '2026-06-18', endsOn: null }

test('each has the days on which it held; whoever holds on the last day has what nobody else had', () => {
  expect(ownDays(tenant, [owner], JUNE)).toEqual({ from: '2026-06-01', to: '2026-06-17' })
  expect(ownDays(owner, [tenant], JUNE)).toEqual({ from: '2026-06-18', to: '2026-06-30' })
  expect(ownDays({ ...owner, startsOn: '2026-06-21' }, [tenant], JUNE)).toEqual({
    from: '2026-06-18',
    to: '2026-06-30',
  })
  expect(ownDays(owner, [], JUNE)).toEqual(JUNE)
  expect(ownDays(tenant, [], JUNE)).toBeNull()
  expect(ownDays(tenant, [owner], { from: '2026-07-01', to: '2026-07-31' })).toBeNull()
  expect(ownDays(owner, [tenant], { from: '2026-05-01', to: '2026-05-31' })).toBeNull()
})

test('a reading on the last day of the one, or the first of the other, is wholly of the first', () => {
  for (const to of ['2026-06-17', '2026-06-18']) {
    const reading = { from: '2026-06-01', to }
    expect(ownDays(tenant, [owner], reading)).toEqual(reading)
    expect(ownDays(owner, [tenant], reading)).toBeNull()
  }
  const rest = { from: '2026-06-19', to: '2026-06-30' }
  expect(ownDays(owner, [tenant], rest)).toEqual(rest)
})

test('both are cut on the day of the turn', () => {
  expect([turnDays(tenant, [owner]), turnDays(owner, [tenant]), turnDays(owner, [])]).toEqual([
    ['2026-06-18'],
    ['2026-06-18'],
    [],
  ])
})
