import type { StagedRow, StagedSheet } from '../workbook/mapping.ts'
import { parseDecimalText, parseInteger } from '../workbook/parse-number.ts'
import { parseChoice, parseCode } from '../workbook/parse-words.ts'
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
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { readOwnerRef } from './owner-ref.ts'
import type { OwnerProposal } from './owners.ts'

export type PremisesUse = 'residential' | 'office' | 'dormitory' | 'storage' | 'shop'

export type PremisesState = 'unsold' | 'sold' | 'handed-over' | 'vacant' | 'occupied' | 'let' | 'decorating'

export type PremisesProposal = SourceRow & {
  buildingCode: string
  /** null for what stands in no unit (shops, unit 0). */
  unitCode: string | null
  floor: number | null
  code: string
  /** Decimal text, m². */
  areaM2: string
  innerAreaM2: string | null
  layoutCode: string | null
  use: PremisesUse
  /** null: the row does not say; it follows from who lives there. */
  state: PremisesState | null
  /** null: nobody yet. */
  ownerRef: string | null
  assignments: Assignment[]
}

export const PREMISES: KindDefinition = {
  kind: 'premises',
  label: { 'zh-CN': '房屋信息', en: 'Premises' },
  fields: [
    field('code', '房屋编号', 'Room', {
      required: true,
      headings: ['房号', '房间', '房屋', '房间号', '房屋编码', '室号'],
    }),
    field('building', '楼栋编号', 'Building', { headings: ['楼栋号', '楼栋', '楼号', '幢号', '栋号'] }),
    field('unit', '单元编号', 'Unit', { headings: ['单元号', '单元'] }),
    field('floor', '房屋楼层', 'Floor', { headings: ['楼层', '所在楼层'] }),
    field('layoutCode', '房屋户型', 'Layout', { headings: ['户型'] }),
    field('areaM2', '建筑面积', 'Area', { required: true, headings: ['面积', '产权面积', '收费面积', '计费面积'] }),
    field('ownerRef', '业主编号', 'Owner number'),
    field('charges', '房屋费用', 'Charges', { headings: ['费用编号'] }),
    field('chargesFrom', '费用开始时间', 'Charges from', { headings: ['费用起始时间'] }),
    field('use', '房屋类型', 'Use', { headings: ['房屋用途', '用途'] }),
    field('innerAreaM2', '室内面积', 'Inner area', { headings: ['套内面积', '使用面积', '套内'] }),
    field('rent', '租金', 'Rent'),
    field('state', '房屋状态', 'State', { headings: ['房态', '状态', '交付状态'] }),
  ],
}

const parseUse = parseChoice<PremisesUse>({
  residential: ['110', '住宅', 'residential', 'flat', 'apartment'],
  office: ['120', '办公室', '办公', '写字楼', 'office'],
  dormitory: ['119', '宿舍', 'dormitory'],
  storage: ['128', '储物', '储藏室', '仓库', 'storage'],
  shop: ['商铺', '商业', '门面', 'shop', 'commercial'],
})

const parseState = parseChoice<PremisesState>({
  unsold: ['未售', '未销售', '2002', 'unsold'],
  sold: ['已售未交', '已售未交付', '已售', 'sold'],
  'handed-over': ['已交付', '已交房', '2003', '已装修', '2005', 'handed-over'],
  vacant: ['空置', '未入住', '2004', 'vacant'],
  occupied: ['自住', '已入住', '2001', 'occupied'],
  let: ['出租', '已出租', '2006', 'let'],
  decorating: ['装修中', '装修', 'decorating'],
})

const parseArea = parseDecimalText({ scale: 2, scaleIsAdvice: true, positive: true, max: '9999999' })
const parseInnerArea = parseDecimalText({ scale: 2, scaleIsAdvice: true, max: '9999999' })

export type PremisesSurroundings = {
  units: RefBook<UnitProposal>
  buildingCodes: ReadonlySet<string>
  owners: RefBook<OwnerProposal>
  rules: RefBook<ChargeRuleProposal>
}

/** Where a row says its room is: in three columns, or all of it in the room number; null when it does not say. */
function addressOf({ fields }: Pick<StagedRow, 'fields'>): RoomAddress | null {
  const code = (fields.code ?? '').trim()
  const building = (fields.building ?? '').trim()
  const unit = (fields.unit ?? '').trim()
  if (code === '') return null
  const whole = parseRoomAddress(code)
  if (building === '') return whole
  const columns = { buildingCode: buildingCode(building), unitCode: unitCode(unit), roomCode: roomCode(code) }
  const same = whole?.buildingCode === columns.buildingCode && whole.unitCode === columns.unitCode
  return same ? whole : columns
}

function addressKey({ buildingCode, unitCode, roomCode }: RoomAddress): string {
  return `${buildingCode}\n${unitCode}\n${roomCode}`
}

function roomWords({ buildingCode, unitCode, roomCode }: RoomAddress): string {
  const unit = unitCode === '' || unitCode === '0' ? '' : `${unitCode}单元`
  return `${buildingName(buildingCode)}${unit}${roomCode}室`
}

function readAddress(row: RowReader, { units, buildingCodes }: PremisesSurroundings): RoomAddress | null {
  const fields = { code: row.text('code'), building: row.text('building'), unit: row.text('unit') }
  row.required('code', parseCode(40))
  const address = addressOf({ fields })
  if (address === null) {
    if (fields.code !== '') row.fail('building', 'value_missing')
    return null
  }
  const whole = parseRoomAddress(fields.code)
  if (whole && /栋|幢|座|楼/.test(fields.code) && addressKey(whole) !== addressKey(address)) {
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

function readPremises(
  row: RowReader,
  surroundings: PremisesSurroundings,
  areas: ReturnType<typeof areasByRoom>,
  seen: Map<string, PremisesProposal>,
): PremisesProposal | null {
  const address = readAddress(row, surroundings)
  const areaM2 = row.required('areaM2', parseArea)
  const details = {
    floor: row.optional('floor', parseInteger(-20, 200)),
    innerAreaM2: row.optional('innerAreaM2', parseInnerArea),
    layoutCode: row.optional('layoutCode', parseCode()),
    use: row.optional('use', parseUse) ?? ('residential' as const),
    state: row.optional('state', parseState),
    ownerRef: readOwnerRef(row, surroundings.owners),
    assignments: readAssignments(row, surroundings.rules),
  }
  const rent = row.optional('rent', text => (text === '0' ? { value: '0' } : parseInnerArea(text)))
  if (rent !== null && rent !== '0') row.warn('rent', 'rent_not_imported')
  if (address === null || areaM2 === null) return null
  const room = roomWords(address)
  const other = areas.get(addressKey(address))?.find(({ area }) => area !== areaM2)
  if (other) row.fail('areaM2', 'premises_area_conflict', { room, row: other.row, other: other.area })
  if (row.failed()) return null
  const unit = address.unitCode === '' || address.unitCode === '0' ? null : address.unitCode
  const place = { buildingCode: address.buildingCode, unitCode: unit, code: address.roomCode }
  const proposal = { sheet: row.sheet, row: row.row, ...place, areaM2, ...details }
  const earlier = seen.get(addressKey(address))
  if (earlier && sameContent(earlier, proposal)) row.repeat(earlier.row)
  else if (earlier) row.fail(null, 'premises_repeated', { room, row: earlier.row })
  else seen.set(addressKey(address), proposal)
  return proposal
}

export async function planPremises(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  surroundings: PremisesSurroundings,
) {
  const areas = areasByRoom(sheets)
  const seen = new Map<string, PremisesProposal>()
  const { proposals, count } = await planRows(sheets, PREMISES, problems, row =>
    readPremises(row, surroundings, areas, seen),
  )
  return { premises: proposals, count }
}
