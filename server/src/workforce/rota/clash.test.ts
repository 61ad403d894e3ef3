import { expect, test } from 'vitest'
import { instantOf } from '../shifts/shift.ts'
import { type CellChange, clashesOf, type Planned, type PlannedDuty } from './clash.ts'

const SPANS: Record<string, [number, number]> = { early: [420, 900], late: [900, 1380], night: [1320, 1800] }

function duty(day: string, shiftId: string, employeeId = 'a'): PlannedDuty {
  const [start = 0, end = 0] = SPANS[shiftId] ?? []
  return { employeeId, day, shiftId, startsAt: instantOf(day, start), endsAt: instantOf(day, end) }
}

const set = (day: string, shiftId: string | null, was: string | null = null): CellChange => ({
  ...{ employeeId: 'a', day, was },
  duty: shiftId === null ? null : duty(day, shiftId),
})

const employee: Planned = {
  ...{ id: 'a', name: '王', employedFrom: '2026-01-01', employedTo: null },
  ...{ certificateKind: null, certificateEnds: [] },
}

function kinds(changes: CellChange[], more: { duties?: PlannedDuty[]; leave?: string[]; who?: Partial<Planned> } = {}) {
  const ground = {
    ...{ employees: [{ ...employee, ...more.who }], duties: more.duties ?? [], restMinutes: 660 },
    leaves: (more.leave ?? []).map(day => ({ employeeId: 'a', day })),
  }
  return clashesOf(changes, ground).map(clash => `${clash.day.slice(8)} ${clash.kind}${clash.refused ? '!' : ''}`)
}

test('a duty with enough rest on both sides speaks for itself', () => {
  const duties = [duty('2026-11-01', 'early'), duty('2026-11-03', 'early')]
  expect(kinds([set('2026-11-02', 'early')], { duties })).toEqual([])
})

test('a night runs into the morning after it, before or behind', () => {
  expect(kinds([set('2026-11-02', 'early')], { duties: [duty('2026-11-01', 'night')] })).toEqual(['02 rest'])
  expect(kinds([set('2026-11-01', 'night')], { duties: [duty('2026-11-02', 'early')] })).toEqual(['01 rest'])
  const long = { ...duty('2026-11-01', 'night'), endsAt: instantOf('2026-11-02', 480) }
  expect(kinds([set('2026-11-02', 'early')], { duties: [long] })).toEqual(['02 overlap!'])
})

test('the same batch may clear what would clash', () => {
  const duties = [duty('2026-11-01', 'night')]
  expect(kinds([set('2026-11-01', null, 'night'), set('2026-11-02', 'early')], { duties })).toEqual([])
})

test('exactly eleven hours are enough, one minute less is not', () => {
  const late = { ...duty('2026-11-01', 'late'), endsAt: instantOf('2026-11-01', 1200) }
  expect(kinds([set('2026-11-02', 'early')], { duties: [late] })).toEqual([])
  const later = { ...late, endsAt: instantOf('2026-11-01', 1201) }
  expect(kinds([set('2026-11-02', 'early')], { duties: [later] })).toEqual(['02 rest'])
})

test('leave, employment and certificates', () => {
  expect(kinds([set('2026-11-02', 'early')], { leave: ['2026-11-02'] })).toEqual(['02 leave'])
  expect(kinds([set('2026-11-02', 'early')], { who: { employedTo: '2026-11-01' } })).toEqual(['02 not-employed!'])
  expect(kinds([set('2025-12-31', 'early')])).toEqual(['31 not-employed!'])
  const asked = { certificateKind: 'electrician', certificateEnds: ['2026-11-01'] }
  expect(kinds([set('2026-11-01', 'early'), set('2026-11-02', 'early')], { who: asked })).toContain('02 certificate')
  expect(kinds([set('2026-11-02', 'early')], { who: { ...asked, certificateEnds: [null] } })).toEqual([])
})

test('a cell that somebody else changed is refused', () => {
  const duties = [duty('2026-11-02', 'late')]
  expect(kinds([set('2026-11-02', null, 'early')], { duties })).toEqual(['02 changed!'])
  expect(kinds([set('2026-11-02', null, 'late')], { duties })).toEqual([])
})
