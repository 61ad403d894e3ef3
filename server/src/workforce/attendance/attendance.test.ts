import { expect, test } from 'vitest'
import { instantOf } from '../shifts/shift.ts'
import { type Clocked, countDays, type DayGround, distanceM, dutyOf, sumDays } from './attendance.ts'
import { clockTime } from './clock.ts'

const early = { day: '2026-11-02', shiftName: '早班', breakMinutes: 60 }
const duty = { ...early, startsAt: instantOf('2026-11-02', 420), endsAt: instantOf('2026-11-02', 900) }
const night = {
  ...early,
  day: '2026-11-02',
  startsAt: instantOf('2026-11-02', 1320),
  endsAt: instantOf('2026-11-02', 1800),
}
const clocked = (kind: 'in' | 'out', minute: number): Clocked => ({
  ...{ kind, at: instantOf('2026-11-02', minute), lateSent: false, placeState: 'inside' },
})

function day(more: Partial<DayGround>) {
  const nothing = { duties: [duty], clockings: [], corrections: [], leaves: [] }
  const now = instantOf('2026-11-10', 0)
  const [counted] = countDays(['2026-11-02'], { ...nothing, graceMinutes: 5, now, ...more })
  if (!counted) throw new Error('no day')
  return counted
}

test.each([
  [[415, 905], 'normal', 0, 0],
  [[425, 900], 'normal', 0, 0],
  [[426, 900], 'late', 6, 0],
  [[420, 890], 'early', 0, 10],
  [[450, 880], 'late-early', 30, 20],
] as const)('in and out at %j: %s', ([inAt, outAt], state, late, earlyMinutes) => {
  const counted = day({ clockings: [clocked('in', inAt), clocked('out', outAt)] })
  expect([counted.state, counted.lateMinutes, counted.earlyMinutes]).toEqual([state, late, earlyMinutes])
})

test('nothing clocked is absent once the shift is over, before that it is planned', () => {
  expect(day({}).state).toBe('absent')
  expect(day({ now: instantOf('2026-11-02', 600) }).state).toBe('planned')
  expect(day({ clockings: [clocked('in', 420)] }).state).toBe('missing-out')
  expect(day({ clockings: [clocked('in', 420)], now: instantOf('2026-11-02', 600) }).state).toBe('normal')
  expect(day({ clockings: [clocked('out', 900)] }).state).toBe('missing-in')
})

test('the end of a night belongs to the day it began, also when a morning follows', () => {
  const next = {
    ...duty,
    day: '2026-11-03',
    startsAt: instantOf('2026-11-03', 480),
    endsAt: instantOf('2026-11-03', 960),
  }
  const out = { ...clocked('out', 1802) }
  expect(dutyOf(out, [night, next])?.day).toBe('2026-11-02')
  expect(dutyOf({ ...clocked('in', 1440 + 475) }, [night, next])?.day).toBe('2026-11-03')
  const counted = day({ duties: [night, next], clockings: [clocked('in', 1315), out] })
  expect([counted.state, counted.workedMinutes]).toEqual(['normal', 420])
})

test('leave of a day leaves nothing to do; of half a day half the shift', () => {
  const leave = (part: 'day' | 'am' | 'pm') => [{ day: '2026-11-02', part, kind: 'sick' }]
  expect(day({ leaves: leave('day') }).state).toBe('leave')
  const afternoon = [clocked('in', 660), clocked('out', 900)]
  expect(day({ leaves: leave('am'), clockings: afternoon }).state).toBe('normal')
  expect(day({ clockings: afternoon }).lateMinutes).toBe(240)
})

test('leave of the morning and of the afternoon is a day of leave, of whatever kinds, and no absence', () => {
  const leaves = [
    { day: '2026-11-02', part: 'pm', kind: 'sick' },
    { day: '2026-11-02', part: 'am', kind: 'annual' },
  ] as const
  const counted = day({ leaves })
  expect(counted).toMatchObject({ state: 'leave', leavePart: 'day', leaveKinds: ['annual', 'sick'], lateMinutes: 0 })
  expect(sumDays([counted])).toMatchObject({ absentDays: 0, leaveHalfDays: 2 })
  const alike = day({ leaves: leaves.map(leave => ({ ...leave, kind: 'sick' })) })
  expect(alike.leaveKinds).toEqual(['sick'])
})

test('a correction counts instead of what was clocked, and is marked', () => {
  const corrections = [{ day: '2026-11-02', inAt: instantOf('2026-11-02', 420), outAt: null }]
  const counted = day({ corrections, clockings: [clocked('in', 480), clocked('out', 900)] })
  expect([counted.state, counted.marks]).toEqual(['normal', ['corrected']])
})

test('work without a duty is extra, and sums add up', () => {
  const extra = day({ duties: [], clockings: [clocked('in', 540), clocked('out', 600)] })
  expect([extra.state, extra.workedMinutes]).toEqual(['extra', 60])
  const sums = sumDays([extra, day({}), day({ leaves: [{ day: '2026-11-02', part: 'pm', kind: 'sick' }] })])
  expect(sums).toMatchObject({ workedDays: 1, absentDays: 2, plannedDays: 2, leaveHalfDays: 1, workedMinutes: 60 })
})

test('a clocking has the server’s time, unless it was done earlier', () => {
  const now = new Date('2026-11-02T08:00:00Z')
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  expect(clockTime(null, now)).toEqual({ at: now, lateSent: false })
  expect(clockTime(ago(1), now)).toEqual({ at: now, lateSent: false })
  expect(clockTime(ago(-60), now)).toEqual({ at: now, lateSent: false })
  expect(clockTime(ago(30), now)).toEqual({ at: ago(30), lateSent: true })
  expect(clockTime(ago(8 * 24 * 60), now)).toBeNull()
})

test('a degree of latitude is 111 km', () => {
  const away = distanceM({ latitude: 31, longitude: 121 }, { latitude: 32, longitude: 121 })
  expect(Math.abs(away - 111_195)).toBeLessThan(10)
})
