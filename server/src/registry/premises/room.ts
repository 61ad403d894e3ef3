/** Rooms as people write them (domain.md M5): `1-2-301`, `1栋2单元301室`, `１－２－３０１` are one room. */

export interface RoomPlace {
  buildingCode: string | null
  unitCode: string | null
  areaCode: string | null
  code: string
}

/** How a room is called on lists and receipts. */
export function roomLabel(place: RoomPlace): string {
  if (place.areaCode !== null && place.buildingCode === null) return `${place.areaCode}区车位${place.code}`
  const building = place.buildingCode === null ? '' : `${place.buildingCode}栋`
  const unit = place.unitCode === null || place.unitCode === '0' ? '' : `${place.unitCode}单元`
  return `${building}${unit}${place.code}${/\d$/.test(place.code) ? '室' : ''}`
}

/** Every normalised spelling that should find a room, longest first. */
export function roomAliases(place: RoomPlace): string[] {
  const parts = [
    place.buildingCode ?? place.areaCode,
    place.unitCode === '0' ? null : place.unitCode,
    place.code,
  ].filter(part => part !== null)
  const ofArea = place.buildingCode === null && place.areaCode !== null ? `${place.areaCode}${place.code}` : null
  const aliases = [parts.join('-'), parts.length === 3 ? `${parts[0]}-${parts[2]}` : null, place.code, ofArea]
  return [...new Set(aliases.filter(alias => alias !== null).map(normalise))]
}

/**
 * The normalised spellings of what somebody typed: full-width to half-width, 栋幢号楼#/单元/室 to dashes, 一栋 to 1, leading zeros dropped,
 * lower case. Shops and storage rooms have words in their numbers (`2栋04铺`). Empty when it cannot be a room: every number has a digit.
 */
export function roomKeys(text: string): string[] {
  const plain = normalise(text)
    .replace(/[一二三四五六七八九十]{1,3}(?=号楼|栋|幢|座|单元)/g, arabic)
    .replace(/(号楼|栋|幢|座|号)/g, '-')
    .replace(/单元/g, '-')
    .replace(/(?<=[a-z0-9])[室户房]/g, '')
    .replace(/区?车位|(?<=[a-z0-9])区(?=[a-z0-9])/g, '-')
    .replace(/[\s/_.#—–]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
  if (!/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+){0,3}$/u.test(plain) || !/\d/.test(plain)) return []
  return [plain.split('-').map(dropZeros).join('-')]
}

/** Whether a text is the number of a home, such as `1-2-301` or `12栋301`, and so nobody's name: without words but those for the parts of a place. */
export function isHomeNumber(text: string): boolean {
  return roomKeys(text).some(key => /^[a-z0-9-]+$/.test(key))
}

/** The form in which a name given by hand is kept: as a room where it is the number of a home, else as it is, lower case. Only signs: ''. */
export function aliasOf(text: string): string {
  return isHomeNumber(text) ? (roomKeys(text)[0] ?? '') : plainOf(text)
}

/** What aliases are looked for that begin with it: the number of a room where a text may be one, else the text. Only signs: ''. */
export function aliasStart(text: string): string {
  return roomKeys(text)[0] ?? plainOf(text)
}

/** 一 … 九十九 as digits. */
function arabic(text: string): string {
  const digits = '零一二三四五六七八九'
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['', text]
  const ten = text.includes('十') ? (tens === '' ? 10 : digits.indexOf(tens) * 10) : 0
  return String(ten + (ones === '' ? 0 : digits.indexOf(ones)))
}

function plainOf(text: string): string {
  const plain = normalise(text).replace(/\s+/g, '')
  return /[\p{L}\p{N}]/u.test(plain) ? plain : ''
}

function normalise(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().split('-').map(dropZeros).join('-')
}

function dropZeros(part: string): string {
  return part.replace(/^0+(?=\d)/, '')
}

/** 3室2厅2卫, of what is known; empty when nothing is. */
export function layoutWords(layout: { rooms: number | null; halls: number | null; baths: number | null }): string {
  const parts = [
    [layout.rooms, '室'],
    [layout.halls, '厅'],
    [layout.baths, '卫'],
  ] as const
  return parts.map(([count, word]) => (count === null ? '' : `${count}${word}`)).join('')
}
