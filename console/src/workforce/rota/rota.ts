import type { WireResponseOf, workforce } from '@anju/contract'
import { addDays, daysUntil } from '../days.ts'

export type Rota = WireResponseOf<typeof workforce.readRota>
export type Shift = WireResponseOf<typeof workforce.listShifts>['items'][number]
export type Pattern = WireResponseOf<typeof workforce.listShiftPatterns>['items'][number]
export type Clash = WireResponseOf<typeof workforce.changeRota>['clashes'][number]

/** A cell by employee and day. */
export type CellKey = `${string}/${string}`
/** What was changed here and not saved: the shift, or null for a day off. */
export type Edits = ReadonlyMap<CellKey, string | null>

export function keyOf(employeeId: string, day: string): CellKey {
  return `${employeeId}/${day}`
}

/** What each cell holds on the server. */
export function cellsOf(rota: Rota): Map<CellKey, string> {
  return new Map(rota.duties.map(duty => [keyOf(duty.employeeId, duty.day), duty.shiftId]))
}

/** Edits with some cells set; a cell that is again as the server has it is no edit. */
export function edited(
  edits: Edits,
  saved: ReadonlyMap<CellKey, string>,
  cells: Iterable<readonly [CellKey, string | null]>,
): Edits {
  const next = new Map(edits)
  for (const [key, shiftId] of cells) {
    if ((saved.get(key) ?? null) === shiftId) next.delete(key)
    else next.set(key, shiftId)
  }
  return next
}

/** The edits as the server takes them. */
export function changesOf(edits: Edits, saved: ReadonlyMap<CellKey, string>) {
  return [...edits].map(([key, shiftId]) => {
    const [employeeId = '', day = ''] = key.split('/')
    return { employeeId, day, shiftId, was: saved.get(key) ?? null }
  })
}

export interface Area {
  /** Rows and columns, both ends included. */
  top: number
  bottom: number
  left: number
  right: number
}

/** The cells between two corners, whichever is first. */
export function areaOf(one: { row: number; column: number }, two: { row: number; column: number }): Area {
  return {
    top: Math.min(one.row, two.row),
    bottom: Math.max(one.row, two.row),
    left: Math.min(one.column, two.column),
    right: Math.max(one.column, two.column),
  }
}

interface Person {
  id: string
  employedFrom: string
  employedTo: string | null
}

/** The cells of an area in which the people are employed. */
export function cellsIn(area: Area, people: readonly Person[], days: readonly string[]): [Person, string, number][] {
  return people.slice(area.top, area.bottom + 1).flatMap((person, index) =>
    days
      .slice(area.left, area.right + 1)
      .filter(day => day >= person.employedFrom && (person.employedTo === null || day <= person.employedTo))
      .map((day): [Person, string, number] => [person, day, index]),
  )
}

/**
 * A rotation laid over an area: the first row begins at `start` of the cycle on the first day, each further row `stagger` days on,
 * so that 四班三运转 covers every shift.
 */
export function fillPattern(
  area: Area,
  people: readonly Person[],
  days: readonly string[],
  pattern: { shiftIds: readonly (string | null)[]; start: number; stagger: number },
): [CellKey, string | null][] {
  const { shiftIds, start, stagger } = pattern
  const first = days[area.left] ?? ''
  return cellsIn(area, people, days).map(([person, day, row]) => {
    const place = (start + row * stagger + daysUntil(day, first)) % shiftIds.length
    return [keyOf(person.id, day), shiftIds[(place + shiftIds.length) % shiftIds.length] ?? null]
  })
}

/** The duties of an earlier span, moved onto these days; who was not there keeps what is planned. */
export function copySpan(
  before: Rota,
  people: readonly Person[],
  days: readonly string[],
  shiftDays: number,
): [CellKey, string | null][] {
  const cells = cellsOf(before)
  const known = new Set(before.employees.map(employee => employee.id))
  const all = { top: 0, bottom: people.length - 1, left: 0, right: days.length - 1 }
  return cellsIn(all, people, days).flatMap(([person, day]): [CellKey, string | null][] => {
    const from = addDays(day, -shiftDays)
    if (!known.has(person.id) || from < before.from || from > before.to) return []
    return [[keyOf(person.id, day), cells.get(keyOf(person.id, from)) ?? null]]
  })
}

export interface Coverage {
  shiftId: string
  /** For each day: planned, and what is needed. */
  days: { planned: number; needed: number }[]
}

/** Planned and needed for each shift and day; who is on leave for the whole day is not there. */
export function coverageOf(rota: Rota, shown: (key: CellKey) => string | null): Coverage[] {
  const away = new Set(
    rota.leaves.filter(leave => leave.part === 'day').map(leave => keyOf(leave.employeeId, leave.day)),
  )
  const counts = rota.days.map(({ day }) => {
    const count = new Map<string, number>()
    for (const { id } of rota.employees) {
      const shiftId = away.has(keyOf(id, day)) ? null : shown(keyOf(id, day))
      if (shiftId) count.set(shiftId, (count.get(shiftId) ?? 0) + 1)
    }
    return count
  })
  return rota.needs.map(({ shiftId, workday, restday }) => ({
    shiftId,
    days: rota.days.map(({ rest }, place) => ({
      planned: counts[place]?.get(shiftId) ?? 0,
      needed: rest ? restday : workday,
    })),
  }))
}
