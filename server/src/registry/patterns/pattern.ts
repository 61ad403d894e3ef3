import type { registry as contract, RequestOf } from '@anju/contract'
import { type RoomPlace, roomLabel } from '../premises/room.ts'
import { parseFloors, parseNumbers } from './parse-numbers.ts'

export type Pattern = RequestOf<typeof contract.previewPattern>

/** The most rooms one pattern makes. */
export const MOST_ROOMS = 20_000

export interface PatternRoom extends RoomPlace {
  buildingCode: string
  areaCode: null
  label: string
  floor: number
  /** The room number within the floor, which names the column. */
  room: string
}

export interface Expanded {
  buildings: string[]
  /** Empty: rooms lie in the building itself. */
  units: string[]
  rooms: PatternRoom[]
}

export type Fault = { wrong: string } | { tooMany: number }

/** The rooms that a pattern names, buildings first, from the lowest floor up; or what is wrong with it, by the name of its field. */
export function expandPattern(pattern: Pattern): Expanded | Fault {
  const buildings = parseNumbers(pattern.buildings)
  const units = pattern.units === '' ? [] : parseNumbers(pattern.units)
  const floors = parseFloors(pattern.floors)
  const skipped = pattern.skipFloors === '' ? [] : parseFloors(pattern.skipFloors)
  const rooms = parseNumbers(pattern.rooms)
  for (const [field, list] of Object.entries({ buildings, units, floors, skipFloors: skipped, rooms }))
    if (list === null) return { wrong: field }
  if (!buildings || !units || !floors || !skipped || !rooms) return { wrong: 'rooms' }
  const kept = floors.filter(floor => !skipped.includes(floor))
  const count = buildings.length * Math.max(1, units.length) * kept.length * rooms.length
  if (count > MOST_ROOMS) return { tooMany: count }
  if (kept.length === 0) return { wrong: 'floors' }
  const made = buildings.flatMap(building =>
    (units.length > 0 ? units : [null]).flatMap(unit =>
      kept.flatMap(floor => rooms.map(room => roomOf(pattern.code, { building, unit, floor, room }))),
    ),
  )
  const codes = new Set(made.map(({ buildingCode, unitCode, code }) => `${buildingCode}/${unitCode}/${code}`))
  const good = made.every(({ code }) => /^[^\s/{}]{1,20}$/.test(code))
  return codes.size < made.length || !good ? { wrong: 'code' } : { buildings, units, rooms: made }
}

interface Spot {
  building: string
  unit: string | null
  floor: number
  room: string
}

function roomOf(code: string, { building, unit, floor, room }: Spot): PatternRoom {
  const name = floor < 0 ? `B${-floor}` : String(floor)
  const words: Record<string, string> = { building, unit: unit ?? '', floor: name, floor2: name.padStart(2, '0'), room }
  const place = {
    buildingCode: building,
    unitCode: unit,
    areaCode: null,
    code: code.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole),
  }
  return { ...place, label: roomLabel(place), floor, room }
}
