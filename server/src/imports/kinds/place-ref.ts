import { premisesKey } from '../../registry/index.ts'
import { parseCode } from '../workbook/parse-words.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'
import { field } from './kind.ts'
import { PLACE_FIELDS, readRoom, roomKeyText } from './room-ref.ts'

/** A home or a parking space, as money is owed for either. */
export const ANY_PLACE_FIELDS = [
  ...PLACE_FIELDS,
  field('areaCode', '停车场', 'Car park', { headings: ['停车场编号', '车场'] }),
  field('space', '车位', 'Space', { headings: ['车位号', '车位编号', '车位编码'] }),
]

/** The premises there are, by `premisesKey`. */
export type KnownPlaces = ReadonlySet<string>

/** The place of a row by `premisesKey`; null when it names none, or one that is not there, which is noted. */
export function readPlace(row: RowReader, places: KnownPlaces): string | null {
  if (row.text('room') === '' && row.text('space') !== '') return readSpace(row, places)
  if (row.text('room') === '') {
    row.fail('room', 'value_missing')
    return null
  }
  const room = readRoom(row, { has: key => places.has(keyOfText(key)) })
  return room && keyOfText(roomKeyText(room))
}

function keyOfText(text: string): string {
  const [building = '', unit = '', code = '', area = ''] = text.split('\n')
  return premisesKey({ buildingCode: building || null, unitCode: unit || null, areaCode: area || null, code })
}

function readSpace(row: RowReader, places: KnownPlaces): string | null {
  const areaCode = row.required('areaCode', parseCode())
  const code = row.required('space', parseCode())
  if (areaCode === null || code === null) return null
  const key = premisesKey({ buildingCode: null, unitCode: null, areaCode, code })
  if (places.has(key)) return key
  row.fail('space', 'space_missing', { space: `${areaCode} ${code}` })
  return null
}
