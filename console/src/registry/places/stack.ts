import type { Stack } from './places.ts'

export type StackRoom = Stack['rooms'][number]

export interface StackColumn {
  key: string
  unitId: string | null
}

export interface StackGrid {
  /** From the top down; null: floors that are not known. */
  floors: (number | null)[]
  columns: StackColumn[]
  /** Where each room stands; rows and columns count from 0. */
  cells: { room: StackRoom; row: number; column: number; rows: number; columns: number }[]
}

/**
 * The front of a building: a row per floor from the top, a column per room of a floor within its unit. A room over several floors
 * spans them; where a floor has fewer rooms than its unit is wide, they share its width.
 */
export function stackOf(stack: Pick<Stack, 'units' | 'rooms'>): StackGrid {
  const floors = [...new Set(stack.rooms.flatMap(floorsOf))].sort((one, two) => (two ?? -999) - (one ?? -999))
  const unitIds = [...stack.units.map(unit => unit.id as string | null), null]
  const columns: StackColumn[] = []
  const cells: StackGrid['cells'] = []
  for (const unitId of unitIds) {
    const rooms = stack.rooms.filter(room => room.unitId === unitId)
    if (rooms.length === 0) continue
    const start = columns.length
    const width = Math.max(...floors.map(floor => rooms.filter(room => floorsOf(room).includes(floor)).length))
    for (let index = 0; index < width; index++) columns.push({ key: `${unitId ?? 'none'}-${index}`, unitId })
    const taken = new Set<string>()
    for (const room of [...rooms].sort((one, two) => span(two) - span(one))) {
      const rows = floorsOf(room).map(floor => floors.indexOf(floor))
      const row = Math.min(...rows)
      let column = place(room, rooms, width)
      while (rows.some(at => taken.has(`${at}/${column}`)) && column < width - 1) column++
      if (rows.some(at => taken.has(`${at}/${column}`)))
        column = [...Array(width).keys()].find(free => rows.every(at => !taken.has(`${at}/${free}`))) ?? column
      for (const at of rows) taken.add(`${at}/${column}`)
      cells.push({ room, row, column: start + column, rows: rows.length, columns: 1 })
    }
  }
  return { floors, columns, cells }
}

/** Rooms of a floor stand in the order of their codes. */
function place(room: StackRoom, rooms: StackRoom[], width: number): number {
  const beside = rooms.filter(other => floorsOf(other).some(floor => floorsOf(room).includes(floor)))
  const order = beside.filter(other => other.code.localeCompare(room.code, 'zh', { numeric: true }) < 0).length
  return Math.min(order, width - 1)
}

function span(room: StackRoom): number {
  return floorsOf(room).length
}

function floorsOf(room: StackRoom): (number | null)[] {
  if (room.floor === null) return [null]
  const top = room.floorTo ?? room.floor
  return Array.from({ length: top - room.floor + 1 }, (_, index) => (room.floor ?? 0) + index).filter(
    floor => floor !== 0,
  )
}
