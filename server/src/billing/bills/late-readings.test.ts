import { expect, it } from 'vitest'
import { lateReadings } from './late-readings.ts'

const at = (day: string) => new Date(`${day}T10:00:00+08:00`)
const charge = {
  ...{ ruleId: 'water', premisesId: 'home', startsOn: '2026-01-01', endsOn: null },
  createdAt: at('2025-12-01'),
}
const run = (fromMonth: string, day: string, more: object = {}) => ({
  ...{ fromMonth, toMonth: fromMonth, ruleIds: null, premisesId: null, startedAt: at(day), ...more },
})
const read = (from: string, to: string, approved: string) => ({ from, to, approvedAt: at(approved) })
const january = read('2025-12-29', '2026-01-28', '2026-02-10')
const found = (
  readings: Parameters<typeof lateReadings>[1],
  runs: Parameters<typeof lateReadings>[2],
  of: Partial<Parameters<typeof lateReadings>[0]> = {},
) => lateReadings({ ...charge, ...of }, readings, runs, '2026-02-01')

it('approved after the run of its month is late; before it is not', () => {
  expect(found([january], [run('2026-01', '2026-02-01')])).toEqual([
    { cycleStart: '2025-12-29', billingOn: '2026-01-29', isSeen: false },
  ])
  expect(found([january], [run('2026-01', '2026-02-20')])).toEqual([])
})

it('a run of that month or a later one after it has seen it', () => {
  const runs = [run('2026-01', '2026-02-01'), run('2026-02', '2026-03-01')]
  expect(found([january], runs)).toMatchObject([{ isSeen: true }])
  expect(found([january], [run('2026-01', '2026-02-01'), run('2025-12', '2026-03-01')])).toMatchObject([
    { isSeen: false },
  ])
})

it('what nobody ran is history: no run, of another rule, of another home, or before the charge was there', () => {
  expect(found([january], [])).toEqual([])
  expect(found([january], [run('2026-01', '2026-02-01', { ruleIds: ['power'] })])).toEqual([])
  expect(found([january], [run('2026-01', '2026-02-01', { premisesId: 'other' })])).toEqual([])
  expect(found([january], [run('2026-01', '2026-02-01')], { createdAt: at('2026-02-05') })).toEqual([])
})

it('a reading of the months that get bills is not late, nor one outside of the charge', () => {
  const february = read('2026-01-29', '2026-02-28', '2026-03-10')
  expect(found([february], [run('2026-03', '2026-03-01')])).toEqual([])
  expect(found([january], [run('2026-01', '2026-02-01')], { endsOn: '2026-01-15' })).toEqual([])
})
