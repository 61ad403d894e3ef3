import { dec, decimalText } from '../../platform/decimals.ts'
import { type ensurePremises, premisesKey } from '../../registry/index.ts'
import type { StagedRow, StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseLayout } from '../workbook/parse-layout.ts'
import { parseAreaText, parseDecimalText, parseFloor } from '../workbook/parse-number.ts'
import { parseChoice, parseCode, parseLine } from '../workbook/parse-words.ts'
import { tidyText } from '../workbook/parsed.ts'
import type { RefBook } from '../workbook/ref-book.ts'
import {
  buildingCode,
  buildingName,
  parseRoomAddress,
  type RoomAddress,
  roomCode,
  unitCode,
} from '../workbook/room-address.ts'
import { type PlanNotes, planRows, type RowReader, stagedRowsOf } from '../workbook/sheet-plan.ts'
import { type Assignment, readAssignments } from './assignments.ts'
import { type UnitProposal, unitKey } from './buildings-units.ts'
import type { ChargeRuleProposal } from './charge-rules.ts'
import { COMMUNITY_FIELD, field, type KindDefinition, type SourceRow } from './kind.ts'
import { readOwnerRef } from './owner-ref.ts'
import type { OwnerProposal } from './owners.ts'
import type { KnownPlaces } from './place-ref.ts'
import { roomKeyText } from './room-ref.ts'

export type PremisesUse = NonNullable<Facts['use']>
export type PremisesState = Facts['state']

type Facts = Parameters<typeof ensurePremises>[3][number]

export type PremisesProposal = SourceRow & {
  /** null of what lies in a parking area. */
  buildingCode: string | null
  /** null for what stands in no unit (shops, unit 0). */
  unitCode: string | null
  /** Of what stands in no building: the area it lies in. */
  areaCode: string | null
  code: string
  /** Decimal text, m²; null: not measured. */
  areaM2: string | null
  /** null: the row does not say; it follows from who lives there. */
  state: PremisesState | null
  /** The day from which it counts as handed over. */
  deliveredOn: string | null
  /** null: nobody yet. */
  ownerRef: string | null
  assignments: Assignment[]
} & Required<
    Pick<
      Facts,
      | 'floor'
      | 'floorTo'
      | 'use'
      | 'ownership'
      | 'orientation'
      | 'layoutCode'
      | 'rooms'
      | 'halls'
      | 'baths'
      | 'note'
      | 'innerAreaM2'
      | 'sharedAreaM2'
    >
  >

export const PREMISES: KindDefinition = {
  kind: 'premises',
  label: { 'zh-CN': '房屋信息', en: 'Premises' },
  fields: [
    field('code', '房屋编号', 'Room', {
      required: true,
      headings: ['房号', '房间号', '室号', '房间', '房屋编码', '房屋', '门牌号'],
    }),
    field('building', '楼栋编号', 'Building', { headings: ['楼栋号', '楼栋', '楼号', '幢号', '栋号', '楼栋名称'] }),
    field('unit', '单元编号', 'Unit', { headings: ['单元号', '单元', '单元名称'] }),
    field('floor', '房屋楼层', 'Floor', { headings: ['楼层', '所在楼层'] }),
    field('floorTo', '最高楼层', 'Top floor', { extra: true, headings: ['至楼层', '终止楼层'] }),
    field('layoutCode', '房屋户型', 'Layout', { headings: ['户型'] }),
    field('orientation', '朝向', 'Orientation', { extra: true, headings: ['房屋朝向'] }),
    field('areaM2', '建筑面积', 'Area', { required: true, headings: ['产权面积', '收费面积', '计费面积', '面积'] }),
    field('innerAreaM2', '室内面积', 'Inner area', { headings: ['套内面积', '套内', '使用面积', '套内建筑面积'] }),
    field('sharedAreaM2', '公摊面积', 'Shared area', { extra: true, headings: ['分摊面积', '公摊'] }),
    field('use', '房屋类型', 'Use', { headings: ['房屋用途', '用途', '使用性质'] }),
    field('ownership', '产权性质', 'Ownership', { extra: true, headings: ['产权', '产权类型', '产权类别'] }),
    field('state', '房屋状态', 'State', { headings: ['房态', '状态', '交付状态', '入住状态'] }),
    field('deliveredOn', '交付日期', 'Handed over on', {
      extra: true,
      day: true,
      headings: ['交付时间', '交房日期', '交房时间', '收房日期'],
    }),
    field('ownerRef', '业主编号', 'Owner number'),
    field('charges', '房屋费用', 'Charges', { headings: ['费用编号'] }),
    field('chargesFrom', '费用开始时间', 'Charges from', { headings: ['费用起始时间'] }),
    field('areaCode', '停车区域', 'Parking area', { extra: true, headings: ['区域'] }),
    field('note', '备注', 'Note', { extra: true, headings: ['房屋备注'] }),
    field('rent', '租金', 'Rent'),
    // Of our own list: known, so that it goes in again as it is.
    COMMUNITY_FIELD,
    field('label', '房产名称', 'Label', { extra: true, headings: ['房产'] }),
    field('occupants', '住户（不导入）', 'Occupants', { extra: true, headings: ['住户'] }),
    field('told', '其他资料（不导入）', 'Other facts', { extra: true, headings: ['其他资料'] }),
  ],
}

/** What agents and developers call the homes that they sell. */
const HOMES_OF_ALL_KINDS = [
  ...'公寓 住宅公寓 商住 商住公寓 酒店式公寓 别墅 独栋别墅 双拼别墅 联排别墅 叠拼别墅 联排 叠拼 洋房'.split(' '),
  ...'花园洋房 高层 小高层 多层 高层住宅 多层住宅 普通住宅 平层 大平层 复式 跃层 loft 居住 自建房'.split(' '),
]

const parseUse = parseChoice<PremisesUse>({
  residential: ['住宅', '110', 'residential', 'flat', 'apartment', ...HOMES_OF_ALL_KINDS],
  shop: ['商铺', '商业', '门面', '店铺', '底商', '商业用房', '铺面', 'shop', 'commercial'],
  office: ['办公', '120', '办公室', '写字楼', '办公用房', '物业用房', 'office'],
  dormitory: ['宿舍', '119', '员工宿舍', '集体宿舍', 'dormitory'],
  storage: ['储藏间', '128', '储物', '储物间', '储藏室', '储藏', '仓库', '杂物间', '地下室', 'storage'],
  public: ['公共', '公共用房', '公共区域', '公用', '公建', '公建配套', '配套用房', '设备房', '设备用房', 'public'],
  parking: [
    '车位',
    '停车位',
    '地下车位',
    '地上车位',
    '机动车位',
    '产权车位',
    '人防车位',
    '车库',
    '地下车库',
    'parking',
  ],
})

const parseState = parseChoice<PremisesState>({
  unsold: ['未售', '未销售', '2002', 'unsold'],
  sold: ['已售未交', '已售未交付', '已售', 'sold'],
  'handed-over': ['已交付', '已交房', '2003', '已收房', '已装修', '2005', 'handed-over'],
  vacant: ['空置', '未入住', '2004', '空房', '空关', 'vacant'],
  occupied: ['自住', '已入住', '2001', '入住', 'occupied'],
  let: ['出租', '已出租', '2006', '租住', '在租', 'let'],
  decorating: ['装修中', '装修', '正在装修', 'decorating'],
})

const parseOwnership = parseChoice<NonNullable<Facts['ownership']>>({
  commodity: ['商品房', '商品'],
  reformed: ['房改房', '房改'],
  affordable: ['经济适用房', '经适房', '保障房', '共有产权房'],
  resettled: ['安置房', '回迁房', '拆迁安置房', '动迁房'],
  'public-rent': ['公租房', '廉租房', '公房', '直管公房'],
  'self-held': ['自持', '开发商自持', '自持物业'],
  other: ['其他', '其它', '小产权', '小产权房', '军产', '军产房'],
})

const parseOrientation = parseChoice<NonNullable<Facts['orientation']>>({
  S: ['南', '朝南', '南向', '正南'],
  SE: ['东南', '朝东南', '东南向'],
  E: ['东', '朝东', '东向', '正东'],
  NE: ['东北', '朝东北', '东北向'],
  N: ['北', '朝北', '北向', '正北'],
  NW: ['西北', '朝西北', '西北向'],
  W: ['西', '朝西', '西向', '正西'],
  SW: ['西南', '朝西南', '西南向'],
  NS: ['南北', '南北通透', '南北通', '南北向'],
  EW: ['东西', '东西向', '东西通透'],
})

const parseArea = parseAreaText({ positive: true, max: '9999999' })
const parseInnerArea = parseAreaText({ max: '9999999' })
/** Only told. */
const parseRent = parseDecimalText({ scale: 10, max: '9999999' })

export type PremisesSurroundings = {
  units: RefBook<UnitProposal>
  buildingCodes: ReadonlySet<string>
  owners: RefBook<OwnerProposal>
  rules: RefBook<ChargeRuleProposal>
  /** The premises that are there, by `premisesKey`; what they have must not be said again. */
  places: KnownPlaces
  today: string
}

/** Where a row says its room is; in an area when it names no building. */
type Place = RoomAddress & { areaCode: string | null }

/** Where a row says its room is: in three columns, or all of it in the room number, or in an area; null when it does not say. */
function addressOf({ fields }: Pick<StagedRow, 'fields'>): Place | null {
  const code = (fields.code ?? '').trim()
  const building = (fields.building ?? '').trim()
  const unit = (fields.unit ?? '').trim()
  const area = tidyText(fields.areaCode ?? '')
  if (code === '') return null
  const whole = parseRoomAddress(code)
  if (building === '' && area !== '')
    return { buildingCode: '', unitCode: '', areaCode: area, roomCode: tidyText(code).replace(/\s+/g, '') }
  if (building === '') return whole && { ...whole, areaCode: null }
  const columns = { buildingCode: buildingCode(building), unitCode: unitCode(unit), roomCode: roomCode(code) }
  const same = whole?.buildingCode === columns.buildingCode && whole.unitCode === columns.unitCode
  return { ...(same ? whole : columns), areaCode: null }
}

function addressKey({ buildingCode, unitCode, roomCode, areaCode }: Place): string {
  return premisesKey({
    ...{ buildingCode: buildingCode || null, unitCode: unitCode === '0' ? null : unitCode || null, areaCode },
    code: roomCode,
  })
}

function roomWords({ buildingCode, unitCode, roomCode, areaCode }: Place): string {
  if (areaCode !== null) return `${areaCode}区车位${roomCode}`
  const unit = unitCode === '' || unitCode === '0' ? '' : `${unitCode}单元`
  return `${buildingName(buildingCode)}${unit}${roomCode}室`
}

function readAddress(row: RowReader, { units, buildingCodes }: PremisesSurroundings): Place | null {
  const fields = { code: row.text('code'), building: row.text('building'), unit: row.text('unit') }
  row.required('code', parseCode(40))
  const address = addressOf({ fields: { ...fields, areaCode: row.text('areaCode') } })
  if (address === null) {
    if (fields.code !== '') row.fail('building', 'value_missing')
    return null
  }
  if (fields.building !== '' && row.text('areaCode') !== '') row.warn('areaCode', 'area_unused')
  if (address.areaCode !== null) {
    row.optional('areaCode', parseCode())
    return address
  }
  const whole = parseRoomAddress(fields.code)
  if (whole && /栋|幢|座|楼/.test(fields.code) && addressKey({ ...whole, areaCode: null }) !== addressKey(address)) {
    row.fail('code', 'address_conflict')
    return null
  }
  const { buildingCode: building, unitCode: unit } = address
  const params = { building: buildingName(building), unit }
  if (unit === '' || unit === '0') {
    if (!buildingCodes.has(building)) row.fail('building', 'building_missing', { value: buildingName(building) })
    return address
  }
  const key = unitKey(building, unit)
  const rejected = units.rejected.get(key)
  if (units.accepted.has(key) || units.known.has(key)) return address
  if (rejected) row.fail('unit', 'unit_rejected', { ...params, ...rejected })
  else row.fail('unit', 'unit_missing', params)
  return address
}

/** Rows of one room, to find rooms that occur twice with two areas (domain.md M5): then neither row is trusted. */
function areasByRoom(sheets: readonly StagedSheet[]): Map<string, { row: number; area: string }[]> {
  const rooms = new Map<string, { row: number; area: string }[]>()
  for (const row of stagedRowsOf(sheets, PREMISES)) {
    const address = addressOf(row)
    const parsed = parseArea(row.fields.areaM2 ?? '')
    if (address === null || 'error' in parsed) continue
    const key = addressKey(address)
    rooms.set(key, [...(rooms.get(key) ?? []), { row: row.row, area: parsed.value }])
  }
  return rooms
}

function sameContent(a: PremisesProposal, b: PremisesProposal): boolean {
  const content = ({ sheet: _sheet, row: _row, ...rest }: PremisesProposal) => JSON.stringify(rest)
  return content(a) === content(b)
}

/** What is not measured as homes are. */
const WITHOUT_AREA: readonly PremisesUse[] = ['parking', 'public', 'storage']

/** The area with its parts. It may be left out of what is not charged by it, and of what is there already. */
function readAreas(row: RowReader, use: PremisesUse, isThere: boolean) {
  const mayLack = isThere || WITHOUT_AREA.includes(use)
  const areaM2 = mayLack ? row.optional('areaM2', parseArea) : row.required('areaM2', parseArea)
  const innerAreaM2 = row.optional('innerAreaM2', parseInnerArea)
  const sharedAreaM2 = row.optional('sharedAreaM2', parseInnerArea)
  const parts = dec(innerAreaM2 ?? '0').plus(dec(sharedAreaM2 ?? '0'))
  if (areaM2 === null && !parts.isZero() && !row.failed() && !row.leftOut()) row.fail('areaM2', 'value_missing')
  if (areaM2 !== null && parts.gt(dec(areaM2))) row.fail('areaM2', 'area_parts_wrong', { parts: decimalText(parts) })
  return { areaM2, innerAreaM2, sharedAreaM2 }
}

function readFloors(row: RowReader) {
  const floor = row.optional('floor', parseFloor)
  const floorTo = row.optional('floorTo', parseFloor)
  if (floorTo === null || floorTo === floor) return { floor, floorTo: null }
  if (floor === null || floorTo < floor) row.fail('floorTo', 'floors_reversed', { floor: floor ?? '' })
  return { floor, floorTo }
}

/** The state with the day of the hand-over, which must have been and cannot be of what is not handed over. */
function readState(row: RowReader, today: string) {
  const state = row.optional('state', parseState)
  const deliveredOn = row.optional('deliveredOn', parseCivilDate)
  if (deliveredOn === null) return { state, deliveredOn }
  if (deliveredOn > today) row.fail('deliveredOn', 'date_future', { date: deliveredOn })
  if (state === 'unsold' || state === 'sold')
    row.fail('deliveredOn', 'delivered_unsold', { state: row.text('state'), date: deliveredOn })
  return { state, deliveredOn }
}

function readPremises(
  row: RowReader,
  surroundings: PremisesSurroundings,
  areas: ReturnType<typeof areasByRoom>,
  { seen, again }: { seen: Map<string, PremisesProposal>; again: PremisesProposal[] },
): PremisesProposal | null {
  const address = readAddress(row, surroundings)
  const use = row.optional('use', parseUse) ?? (address?.areaCode ? 'parking' : 'residential')
  if (use === 'parking' && address !== null && address.areaCode === null) row.fail('use', 'use_is_space')
  const { layout: layoutCode, ...rooms } = row.optional('layoutCode', parseLayout) ?? NO_LAYOUT
  const measured = readAreas(row, use, address !== null && surroundings.places.has(addressKey(address)))
  const details = {
    ...{ ...readFloors(row), ...rooms, layoutCode, use },
    ownership: row.ifKnown('ownership', parseOwnership),
    orientation: row.ifKnown('orientation', parseOrientation),
    note: row.optional('note', parseLine(500)) ?? '',
    ...readState(row, surroundings.today),
    ownerRef: readOwnerRef(row, surroundings.owners),
    assignments: readAssignments(row, surroundings.rules),
  }
  const rent = row.optional('rent', parseRent)
  if (rent !== null && rent !== '0') row.warn('rent', 'rent_not_imported')
  if (address === null) return null
  const { areaM2 } = measured
  const room = roomWords(address)
  const other = areas.get(addressKey(address))?.find(({ area }) => areaM2 !== null && area !== areaM2)
  if (other) row.fail('areaM2', 'premises_area_conflict', { room, row: other.row, other: other.area })
  if (row.failed() || row.leftOut()) return null
  const unit = address.unitCode === '' || address.unitCode === '0' ? null : address.unitCode
  const place = { buildingCode: address.buildingCode || null, unitCode: unit, areaCode: address.areaCode }
  const proposal = { sheet: row.sheet, row: row.row, ...place, code: address.roomCode, ...measured, ...details }
  warnAlike(row, address, surroundings.places, seen)
  const earlier = seen.get(addressKey(address))
  if (earlier && sameContent(earlier, proposal)) {
    row.repeat(earlier.row)
    again.push(proposal)
  } else if (earlier) row.fail(null, 'premises_repeated', { room, row: earlier.row })
  else seen.set(addressKey(address), proposal)
  return proposal
}

/** Tells of a new room whose number is another's but for zeros before it: 0110 beside 110. */
function warnAlike(row: RowReader, address: Place, places: KnownPlaces, seen: ReadonlyMap<string, PremisesProposal>) {
  if (places.has(addressKey(address))) return
  const bare = address.roomCode.replace(/^0+(?=.)/, '')
  const others = [bare, `0${bare}`, `00${bare}`].filter(code => code !== address.roomCode)
  const other = others.find(roomCode => {
    const key = addressKey({ ...address, roomCode })
    return places.has(key) || seen.has(key)
  })
  if (other !== undefined) row.warn('code', 'room_alike', { room: roomWords(address), other })
}

const NO_LAYOUT = { layout: null, rooms: null, halls: null, baths: null }

export async function planPremises(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  surroundings: PremisesSurroundings,
) {
  const areas = areasByRoom(sheets)
  const read = { seen: new Map<string, PremisesProposal>(), again: [] as PremisesProposal[] }
  const leftOut = new Map<string, SourceRow>()
  const { proposals, count } = await planRows(sheets, PREMISES, problems, row => {
    const proposal = readPremises(row, surroundings, areas, read)
    if (proposal === null || row.failed()) keepLeftOut(leftOut, row)
    return proposal
  })
  return { premises: proposals, again: read.again, leftOut, count }
}

/** The first row of a room that stays out, by `roomKeyText`, for whoever names the room. */
function keepLeftOut(leftOut: Map<string, SourceRow>, row: RowReader) {
  const [code, building, unit, areaCode] = ['code', 'building', 'unit', 'areaCode'].map(row.text)
  const address = addressOf({ fields: { code, building, unit, areaCode } as Record<string, string> })
  const key = address && roomKeyText(address)
  if (key && !leftOut.has(key)) leftOut.set(key, { sheet: row.sheet, row: row.row })
}
