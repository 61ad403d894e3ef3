import { parseCode } from '../workbook/parse-words.ts'
import { tidyText } from '../workbook/parsed.ts'
import type { ProblemParams } from '../workbook/problem.ts'
import type { ProblemCode } from '../workbook/problem-words.ts'
import {
  buildingCode,
  buildingName,
  parseRoomAddress,
  parseShortAddress,
  roomCode,
  unitCode,
} from '../workbook/room-address.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'
import { field, type SourceRow } from './kind.ts'

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
  /** Where a room that is not there stands, in a row that stays out. */
  leftOut?: (key: string) => SourceRow | undefined
  /** By what our own lists call them. */
  byLabel?: (label: string) => RoomKey | undefined
  /** The only room of this number in a building, whatever its unit. */
  only?: (buildingCode: string, roomCode: string) => RoomKey | undefined
}

/** Rooms to be found by rows that name them. */
export function knownRooms(
  rooms: Iterable<RoomKey>,
  labels: ReadonlyMap<string, RoomKey> = new Map(),
  leftOut: ReadonlyMap<string, SourceRow> = new Map(),
): KnownRooms {
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
    leftOut: key => leftOut.get(key),
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

/**
 * The rooms of a row that may name several: `1-2-301、1-2-302`; one that is called so as a whole, such as `301/302`, is one. In their
 * order, null for one that is not there, which is noted, or is of another community that the row names.
 */
export function readRooms(row: RowReader, rooms: KnownRooms): (RoomKey | null)[] {
  const text = row.text('room')
  const parts = tidyText(text)
    .split(/[、,;|/\n]+/)
    .map(part => part.trim())
    .filter(part => part !== '')
  const whole = parts.length > 1 ? findRoom(row, text, rooms) : null
  if (whole && 'room' in whole) return [whole.room]
  return parts.map((part, index) => {
    const here = row.isHere(index, parts.length)
    if (here === false) return null
    const found = findRoom(row, part, rooms)
    if ('room' in found) return found.room
    // Of which community it is, the row does not tell.
    if (here === null) row.warn('room', 'room_elsewhere', { value: part })
    else row.fail('room', found.code, found.params)
    return null
  })
}

function readRoomText(row: RowReader, text: string, rooms: KnownRooms): RoomKey | null {
  const found = findRoom(row, text, rooms)
  if ('room' in found) return found.room
  row.fail('room', found.code, found.params)
  return null
}

type Found = { room: RoomKey } | { code: ProblemCode; params?: ProblemParams }

function findRoom(row: RowReader, text: string, rooms: KnownRooms): Found {
  const parsed = parseCode(60)(text)
  if ('error' in parsed) return parsed.error
  const building = row.text('building')
  const whole = parseRoomAddress(text)
  const columns =
    building === ''
      ? null
      : { buildingCode: buildingCode(building), unitCode: unitCode(row.text('unit')) || null, roomCode: roomCode(text) }
  const address = columns && !whole ? columns : (whole ?? parseShortAddress(text))
  const key = address && { ...address, unitCode: address.unitCode === '0' ? null : address.unitCode || null }
  if (key && rooms.has(roomKeyText(key))) return { room: key }
  const named = rooms.byLabel?.(parsed.value) ?? (key && !key.unitCode && rooms.only?.(key.buildingCode, key.roomCode))
  if (named) return { room: named }
  if (!key) return { code: 'room_incomplete' }
  const out = rooms.leftOut?.(roomKeyText(key))
  if (out) return { code: 'room_rejected', params: { room: roomWords(key), sheet: out.sheet, row: out.row } }
  return { code: 'room_missing', params: { room: roomWords(key) } }
}
