import { expect, test } from 'vitest'
import { addDays } from '../days.ts'
import { areaOf, cellsIn, changesOf, copySpan, coverageOf, edited, fillPattern, keyOf, type Rota } from './rota.ts'

const days = Array.from({ length: 4 }, (_, index) => addDays('2026-11-30', index))
const people = ['a', 'b'].map(id => ({ id, employedFrom: '2026-01-01', employedTo: null }))
const all = { top: 0, bottom: 1, left: 0, right: 3 }

test('a rotation goes on over the end of the month, each row staggered', () => {
  const cells = fillPattern(all, people, days, { shiftIds: ['early', 'night', null], start: 0, stagger: 1 })
  const row = (id: string) => cells.filter(([key]) => key.startsWith(`${id}/`)).map(([, shiftId]) => shiftId)
  expect(row('a')).toEqual(['early', 'night', null, 'early'])
  expect(row('b')).toEqual(['night', null, 'early', 'night'])
})

test('nobody is planned outside the employment', () => {
  const leaver = [{ id: 'a', employedFrom: '2026-12-01', employedTo: '2026-12-02' }]
  expect(cellsIn({ ...all, bottom: 0 }, leaver, days).map(([, day]) => day)).toEqual(['2026-12-01', '2026-12-02'])
})

test('an edit that puts a cell back is none; the others say what they saw', () => {
  const saved = new Map([[keyOf('a', '2026-12-01'), 'early']])
  const one = edited(new Map(), saved, [
    [keyOf('a', '2026-12-01'), 'night'],
    [keyOf('b', '2026-12-01'), 'early'],
  ])
  expect(changesOf(one, saved)).toEqual([
    { employeeId: 'a', day: '2026-12-01', shiftId: 'night', was: 'early' },
    { employeeId: 'b', day: '2026-12-01', shiftId: 'early', was: null },
  ])
  expect(
    edited(one, saved, [
      [keyOf('a', '2026-12-01'), 'early'],
      [keyOf('b', '2026-12-01'), null],
    ]).size,
  ).toBe(0)
})

test('corners in any order make an area', () => {
  expect(areaOf({ row: 3, column: 1 }, { row: 1, column: 2 })).toEqual({ top: 1, bottom: 3, left: 1, right: 2 })
})

const rota = {
  from: '2026-11-23',
  to: '2026-11-26',
  employees: [{ id: 'a' }],
  duties: [{ employeeId: 'a', day: '2026-11-24', shiftId: 'early' }],
  leaves: [{ employeeId: 'a', day: '2026-11-25', part: 'day' }],
  needs: [{ shiftId: 'early', workday: 2, restday: 1 }],
  needsVersion: 1,
  days: [
    { day: '2026-11-24', rest: false, name: null },
    { day: '2026-11-25', rest: true, name: null },
  ],
} as unknown as Rota

test('a span is copied onto the days after it, for who was there', () => {
  expect(copySpan(rota, people, days, 7)).toEqual([
    [keyOf('a', '2026-11-30'), null],
    [keyOf('a', '2026-12-01'), 'early'],
    [keyOf('a', '2026-12-02'), null],
    [keyOf('a', '2026-12-03'), null],
  ])
})

test('who is on leave does not count for the coverage', () => {
  expect(coverageOf(rota, () => 'early')).toEqual([
    {
      shiftId: 'early',
      days: [
        { planned: 1, needed: 2 },
        { planned: 0, needed: 1 },
      ],
    },
  ])
})
