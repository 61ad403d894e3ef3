import { parseCode } from '../workbook/parse-words.ts'
import { buildingCode, buildingName, parseRoomAddress, roomCode, unitCode } from '../workbook/room-address.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'
import { field } from './kind.ts'

/** A room as rows of other sheets name it. */
export type RoomKey = { buildingCode: string | null; unitCode: string | null; roomCode: string }

/** The rooms there are, in this workbook or stored before, by `roomKeyText`. */
export type KnownRooms = { has: (key: string) => boolean }

/** Where a person lives or a car belongs, in three columns or in one. */
export const PLACE_FIELDS = [
  field('room', '房号', 'Room', { headings: ['房屋编号', '房间号', '房屋', '房产', '房间', '所属房屋', '关联房屋'] }),
  field('building', '楼栋', 'Building', { headings: ['楼栋号', '楼栋编号', '楼号', '幢号', '栋号'] }),
  field('unit', '单元', 'Unit', { headings: ['单元号', '单元编号'] }),
]

export function roomKeyText({ buildingCode, unitCode, roomCode }: RoomKey): string {
  return `${buildingCode ?? ''}\n${unitCode === '0' ? '' : (unitCode ?? '')}\n${roomCode}`
}

/** The room of a row; null when it names none, or one that is not there, which is noted. */
export function readRoom(row: RowReader, rooms: KnownRooms): RoomKey | null {
  const text = row.text('room')
  if (text === '') return null
  if (row.optional('room', parseCode(60)) === null) return null
  const building = row.text('building')
  const whole = parseRoomAddress(text)
  const columns =
    building === ''
      ? null
      : { buildingCode: buildingCode(building), unitCode: unitCode(row.text('unit')) || null, roomCode: roomCode(text) }
  const address = columns && !whole ? columns : whole
  if (!address) {
    row.fail('room', 'room_incomplete')
    return null
  }
  const key = { ...address, unitCode: address.unitCode === '0' ? null : address.unitCode }
  if (rooms.has(roomKeyText(key))) return key
  const words = `${buildingName(key.buildingCode ?? '')}${key.unitCode ? `${key.unitCode}单元` : ''}${key.roomCode}室`
  row.fail('room', 'room_missing', { room: words })
  return null
}
