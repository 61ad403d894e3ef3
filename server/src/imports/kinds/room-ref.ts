import { parseCode } from '../workbook/parse-words.ts'
import { tidyText } from '../workbook/parsed.ts'
import {
  buildingCode,
  buildingName,
  parseRoomAddress,
  parseShortAddress,
  roomCode,
  unitCode,
} from '../workbook/room-address.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'
import { field } from './kind.ts'

/** A room as rows of other sheets name it; in an area when it stands in no building. */
export type RoomKey = {
  buildingCode: string | null
  unitCode: string | null
  roomCode: string
  areaCode?: string | null
}

/** The rooms there are, in this workbook or stored before. */
export type KnownRooms = {
  /** By `roomKeyText`. */
  has: (key: string) => boolean
  /** By what our own lists call them. */
  byLabel?: (label: string) => RoomKey | undefined
  /** The only room of this number in a building, whatever its unit. */
  only?: (buildingCode: string, roomCode: string) => RoomKey | undefined
}

/** Rooms to be found by rows that name them. */
export function knownRooms(rooms: Iterable<RoomKey>, labels: ReadonlyMap<string, RoomKey> = new Map()): KnownRooms {
  const keys = new Set<string>()
  const alone = new Map<string, RoomKey | undefined>()
  for (const room of rooms) {
    const text = roomKeyText(room)
    if (keys.has(text)) continue
    keys.add(text)
    const short = `${room.buildingCode ?? ''}\n${room.roomCode}`
    alone.set(short, alone.has(short) ? undefined : room)
  }
  return {
    has: key => keys.has(key),
    byLabel: label => labels.get(label),
    only: (building, room) => alone.get(`${building}\n${room}`),
  }
}

/** Where a person lives or a car belongs, in three columns or in one. */
export const PLACE_FIELDS = [
  field('room', '房号', 'Room', { headings: ['房屋编号', '房间号', '房屋', '房产', '房间', '所属房屋', '关联房屋'] }),
  field('building', '楼栋', 'Building', { headings: ['楼栋号', '楼栋编号', '楼号', '幢号', '栋号'] }),
  field('unit', '单元', 'Unit', { headings: ['单元号', '单元编号'] }),
]

export function roomKeyText({ buildingCode, unitCode, roomCode, areaCode }: RoomKey): string {
  const text = `${buildingCode ?? ''}\n${unitCode === '0' ? '' : (unitCode ?? '')}\n${roomCode}`
  return areaCode ? `${text}\n${areaCode}` : text
}

/** What a room is called in sentences. */
export function roomWords({ buildingCode, unitCode, roomCode, areaCode }: RoomKey): string {
  if (areaCode) return `${areaCode}区车位${roomCode}`
  return `${buildingName(buildingCode ?? '')}${unitCode ? `${unitCode}单元` : ''}${roomCode}室`
}

/** The room of a row; null when it names none, or one that is not there, which is noted. */
export function readRoom(row: RowReader, rooms: KnownRooms): RoomKey | null {
  const text = row.text('room')
  return text === '' ? null : readRoomText(row, text, rooms)
}

/** The rooms of a row that may name several: `1-2-301、1-2-302`. */
export function readRooms(row: RowReader, rooms: KnownRooms): RoomKey[] {
  const parts = tidyText(row.text('room'))
    .split(/[、,;|/\n]+/)
    .map(part => part.trim())
    .filter(part => part !== '')
  return parts.flatMap(part => readRoomText(row, part, rooms) ?? [])
}

function readRoomText(row: RowReader, text: string, rooms: KnownRooms): RoomKey | null {
  const parsed = parseCode(60)(text)
  if ('error' in parsed) {
    row.fail('room', parsed.error.code, parsed.error.params)
    return null
  }
  const building = row.text('building')
  const whole = parseRoomAddress(text)
  const columns =
    building === ''
      ? null
      : { buildingCode: buildingCode(building), unitCode: unitCode(row.text('unit')) || null, roomCode: roomCode(text) }
  const address = columns && !whole ? columns : (whole ?? parseShortAddress(text))
  const key = address && { ...address, unitCode: address.unitCode === '0' ? null : address.unitCode || null }
  if (key && rooms.has(roomKeyText(key))) return key
  const named = rooms.byLabel?.(parsed.value) ?? (key && !key.unitCode && rooms.only?.(key.buildingCode, key.roomCode))
  if (named) return named
  if (key) row.fail('room', 'room_missing', { room: roomWords(key) })
  else row.fail('room', 'room_incomplete')
  return null
}
