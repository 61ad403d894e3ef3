import { registry } from '@anju/contract'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parsePhone } from '../workbook/parse-person.ts'
import { parseChoice, parseCode, parseLine } from '../workbook/parse-words.ts'
import { accept, type Parse, refuse, tidyText } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { COMMUNITY_FIELD, field, type KindDefinition, type SourceRow } from './kind.ts'
import { type KnownRooms, PLACE_FIELDS, type RoomKey, readRoom } from './room-ref.ts'

export type VehicleProposal = SourceRow & {
  plate: string
  kind: 'car' | 'bus' | 'truck' | 'motorcycle' | 'other'
  plateColour: registry.PlateColourName | null
  brand: string | null
  model: string | null
  colour: string | null
  ownerName: string | null
  ownerPhone: string | null
  room: RoomKey | null
  /** What is said in the company's own fields. */
  answers: { fieldId: string; value: string }[]
  permit: { kind: 'monthly' | 'owned' | 'visitor'; areaCode: string | null; fromOn: string; toOn: string | null } | null
}

export const VEHICLES: KindDefinition = {
  kind: 'vehicles',
  label: { 'zh-CN': '车辆信息', en: 'Vehicles' },
  fields: [
    field('plate', '车牌号', 'Plate', { required: true, headings: ['车牌', '车牌号码', '号牌号码'] }),
    field('ownerName', '车主', 'Owner', { headings: ['车主姓名', '业主姓名', '姓名', '车主名称'] }),
    field('ownerPhone', '车主电话', 'Owner phone', {
      personal: true,
      headings: ['车主手机', '车主手机号', '联系电话', '手机号', '电话'],
    }),
    ...PLACE_FIELDS,
    field('kind', '车辆类型', 'Kind', { headings: ['车型', '车类型'] }),
    field('plateColour', '号牌颜色', 'Plate colour', { headings: ['车牌颜色'] }),
    field('brand', '品牌', 'Brand', { headings: ['车辆品牌', '车品牌'] }),
    field('model', '型号', 'Model', { headings: ['车辆型号'] }),
    field('colour', '颜色', 'Colour', { headings: ['车身颜色', '车辆颜色'] }),
    field('permitKind', '停车类型', 'Permit', { headings: ['许可类型', '许可', '月租产权', '停车性质'] }),
    field('areaCode', '停车区域', 'Car park', { headings: ['停车场', '停车场编号', '车场'] }),
    field('fromOn', '开始日期', 'From', { day: true, headings: ['开始时间', '生效日期', '起租时间'] }),
    field('toOn', '结束日期', 'To', {
      day: true,
      headings: ['结束时间', '到期日期', '有效期至', '截止日期', '许可到期'],
    }),
    // Of our own list: known, so that it goes in again as it is.
    COMMUNITY_FIELD,
    field('state', '车辆状态', 'State', { extra: true, headings: ['状态'] }),
    field('told', '其他资料', 'Custom fields', { extra: true, headings: ['自定义字段', '其它资料'] }),
  ],
}

/** A plate in its one spelling; letters O and I in the place of digits are told with what was probably meant, never corrected. */
export const parsePlateText: Parse<string> = text => {
  const read = registry.readPlate(text)
  if (read.ok) return accept(read.plate)
  return read.suggestion ? refuse('plate_mixed_up', { suggestion: read.suggestion }) : refuse('plate_invalid')
}

const parseKind = parseChoice<VehicleProposal['kind']>({
  car: ['小型汽车', '小汽车', '轿车', '家用小汽车', '9901', 'suv'],
  bus: ['客车', '大客车', '9902'],
  truck: ['货车', '9903'],
  motorcycle: ['摩托车', '电动车', '两轮车'],
  other: ['其他'],
})
const parseColour = parseChoice<registry.PlateColourName>({
  blue: ['蓝牌', '蓝', '蓝色'],
  yellow: ['黄牌', '黄', '黄色'],
  green: ['绿牌', '绿', '绿色'],
  'yellow-green': ['黄绿牌', '黄绿', '黄绿色'],
  black: ['黑牌', '黑', '黑色'],
  white: ['白牌', '白', '白色'],
  other: ['其他'],
})
const parsePermit = parseChoice<'monthly' | 'owned' | 'visitor'>({
  monthly: ['月租', '包月', '出租', '租赁'],
  owned: ['产权', '自有', '购买', '出售'],
  visitor: ['访客长期', '访客', '临时'],
})

/** What is not here any more; whatever else a list says of the state of a vehicle, it is here. */
const REMOVED = ['已移除', '停用', '已停用', '注销', '已注销']

function readPermit(row: RowReader, today: string): VehicleProposal['permit'] {
  const kind = row.optional('permitKind', parsePermit)
  const areaCode = row.optional('areaCode', parseCode())
  const fromOn = row.optional('fromOn', parseCivilDate)
  const toOn = row.optional('toOn', parseCivilDate)
  if (fromOn !== null && toOn !== null && toOn < fromOn) row.fail('toOn', 'dates_reversed', { from: fromOn, to: toOn })
  if (kind === null) return null
  // A list that calls an expired permit active is the usual dirt; it is imported as what it is, expired.
  if (toOn !== null && toOn < today) row.warn('toOn', 'permit_expired', { date: toOn })
  return { kind, areaCode, fromOn: fromOn ?? (toOn !== null && toOn < today ? toOn : today), toOn }
}

/** Reads what a cell says in the company's own fields of vehicles. */
export type ReadTold = (text: string) => {
  answers: VehicleProposal['answers']
  /** No field is called so. */
  unknown: string[]
  /** Fields whose value is none of their type. */
  wrong: string[]
}

function readAnswers(row: RowReader, readTold: ReadTold): VehicleProposal['answers'] {
  const { answers, unknown, wrong } = readTold(row.text('told'))
  for (const name of unknown) row.fail('told', 'own_field_unknown', { name })
  for (const name of wrong) row.fail('told', 'own_field_wrong', { name })
  return answers
}

function readVehicle(
  row: RowReader,
  rooms: KnownRooms,
  { today, readTold, seen }: { today: string; readTold: ReadTold; seen: Map<string, number> },
): VehicleProposal | null {
  if (REMOVED.includes(tidyText(row.text('state')))) {
    row.skip('state', 'vehicle_removed')
    return null
  }
  const plate = row.required('plate', parsePlateText)
  const details = {
    kind: row.optional('kind', parseKind) ?? ('car' as const),
    plateColour: row.optional('plateColour', parseColour),
    brand: row.optional('brand', parseLine(50)),
    model: row.optional('model', parseLine(50)),
    colour: row.optional('colour', parseLine(20)),
    ownerName: row.optional('ownerName', parseLine(100)),
    ownerPhone: row.optional('ownerPhone', parsePhone),
    room: readRoom(row, rooms),
    permit: readPermit(row, today),
    answers: readAnswers(row, readTold),
  }
  if (plate === null) return null
  const earlier = seen.get(plate)
  if (earlier !== undefined) row.fail('plate', 'ref_taken', { row: earlier })
  else seen.set(plate, row.row)
  return row.failed() ? null : { sheet: row.sheet, row: row.row, plate, ...details }
}

export async function planVehicles(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  rooms: KnownRooms,
  today: string,
  readTold: ReadTold = () => ({ answers: [], unknown: [], wrong: [] }),
) {
  const around = { today, readTold, seen: new Map<string, number>() }
  const { proposals, count } = await planRows(sheets, VEHICLES, problems, row => readVehicle(row, rooms, around))
  return { vehicles: proposals, count }
}
