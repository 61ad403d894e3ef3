import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseAreaText, parseFloor } from '../workbook/parse-number.ts'
import { parseChoice, parseCode, parseLine } from '../workbook/parse-words.ts'
import { accept, type Parse } from '../workbook/parsed.ts'
import type { RefBook } from '../workbook/ref-book.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { COMMUNITY_FIELD, field, type KindDefinition, type SourceRow } from './kind.ts'
import { readOwnerRef } from './owner-ref.ts'
import type { OwnerProposal } from './owners.ts'
import { parsePlateText } from './vehicles.ts'

export type SpaceProposal = SourceRow & {
  /** The car park, such as `1`. */
  areaCode: string
  code: string
  kind: 'surface' | 'underground'
  /** Decimal text, m²; null when not measured. */
  areaM2: string | null
  ownerRef: string | null
  plate: string | null
  carBrand: string | null
  carKind: 'car' | 'bus' | 'truck' | null
  carColour: string | null
  tenure: 'let' | 'sold' | null
  /** 产权 人防 公共 月租, where the file says so; else it follows from `tenure`. */
  nature: 'owned' | 'civil-defence' | 'public' | 'rentable' | null
  size: 'mini' | 'standard' | 'large' | 'accessible' | null
  charging: 'none' | 'slow' | 'fast' | null
  zone: string | null
  floor: number | null
  startsOn: string | null
  endsOn: string | null
}

export const SPACES: KindDefinition = {
  kind: 'spaces',
  label: { 'zh-CN': '车位信息', en: 'Parking spaces' },
  fields: [
    field('areaCode', '停车场编号', 'Car park', { required: true, headings: ['停车场', '停车区域', '区域', '车场'] }),
    field('code', '车位编码', 'Space', { required: true, headings: ['车位编号', '车位号', '编号', '车位'] }),
    field('kind', '停车场类型', 'Kind', { headings: ['车位类型'] }),
    field('areaM2', '面积', 'Area', { headings: ['车位面积'] }),
    field('ownerRef', '业主编号', 'Owner number'),
    field('plate', '车牌号', 'Plate', { headings: ['车牌', '车牌号码'] }),
    field('carBrand', '车品牌', 'Car brand', { headings: ['车辆品牌', '品牌'] }),
    field('carKind', '车类型', 'Car kind', { headings: ['车辆类型'] }),
    field('carColour', '颜色', 'Colour', { headings: ['车辆颜色', 'color'] }),
    field('tenure', '出租还是出售', 'Let or sold', { headings: ['车位状态', '租售'] }),
    field('startsOn', '开始时间', 'From', { day: true, headings: ['起租时间'] }),
    field('endsOn', '结束时间', 'To', { day: true, headings: ['截止时间'] }),
    field('nature', '车位性质', 'Tenure', { extra: true, headings: ['性质', '产权性质'] }),
    field('size', '规格', 'Size', { extra: true, headings: ['车位规格', '车位大小'] }),
    field('charging', '充电桩', 'Charging', { extra: true, headings: ['充电'] }),
    field('zone', '分区', 'Zone', { extra: true }),
    field('floor', '楼层', 'Floor', { extra: true, headings: ['所在楼层'] }),
    // Of our own list: known, so that it goes in again as it is.
    COMMUNITY_FIELD,
    field('label', '车位名称', 'Label', { extra: true, headings: ['车位'] }),
    field('state', '状态（不导入）', 'State', { extra: true, headings: ['状态'] }),
    field('mother', '母车位（不导入）', 'Mother space', { extra: true, headings: ['母车位'] }),
    field('ownerName', '产权人（不导入）', 'Owner', { extra: true, headings: ['产权人'] }),
    field('holderName', '承租人（不导入）', 'Holder', { extra: true, headings: ['承租人'] }),
    field('letUntil', '租至（不导入）', 'Let until', { extra: true, headings: ['租至'] }),
    field('plates', '车牌（不导入）', 'Plates', { extra: true, headings: ['停放车牌'] }),
  ],
}

const parseKind = parseChoice<SpaceProposal['kind']>({
  surface: ['地上停车位', '地上', '1001', '地上停车场', 'surface'],
  underground: ['地下停车位', '地下', '2001', '地下停车场', 'underground'],
})
const parseCarKind = parseChoice<'car' | 'bus' | 'truck'>({
  car: ['9901', '家用小汽车', '小汽车'],
  bus: ['9902', '客车'],
  truck: ['9903', '货车'],
})
const parseTenure = parseChoice<'let' | 'sold'>({ let: ['H', '出租', '月租'], sold: ['S', '出售', '已售'] })
const parseNature = parseChoice<NonNullable<SpaceProposal['nature']>>({
  owned: ['产权', '产权车位'],
  'civil-defence': ['人防', '人防车位'],
  public: ['公共', '公共车位'],
  rentable: ['月租', '月租车位', '租赁', '可租'],
})
const parseSize = parseChoice<NonNullable<SpaceProposal['size']>>({
  mini: ['微型', '微型车位'],
  standard: ['标准', '标准车位'],
  large: ['大型', '加大', '大车位'],
  accessible: ['无障碍', '无障碍车位'],
})
const parseCharging = parseChoice<NonNullable<SpaceProposal['charging']>>({
  none: ['无', '没有', '否'],
  slow: ['慢充', '慢', '有', '是'],
  fast: ['快充', '快'],
})
const parseArea = parseAreaText({ max: '99999' })

/** The template asks to write 1 where the area is not known. */
const parseSpaceArea: Parse<string | null> = text => {
  const parsed = parseArea(text)
  return 'value' in parsed && parsed.value === '1' ? accept(null, 'space_area_unknown') : parsed
}

function readSpace(row: RowReader, owners: RefBook<OwnerProposal>, seen: Map<string, number>): SpaceProposal | null {
  const areaCode = row.required('areaCode', parseCode())
  const code = row.required('code', parseCode())
  const details = {
    kind: row.optional('kind', parseKind) ?? ('surface' as const),
    areaM2: row.optional('areaM2', parseSpaceArea),
    ownerRef: readOwnerRef(row, owners),
    plate: row.optional('plate', parsePlateText),
    carBrand: row.optional('carBrand', parseLine(50)),
    carKind: row.optional('carKind', parseCarKind),
    carColour: row.optional('carColour', parseLine(20)),
    tenure: row.optional('tenure', parseTenure),
    startsOn: row.optional('startsOn', parseCivilDate),
    endsOn: row.optional('endsOn', parseCivilDate),
    nature: row.optional('nature', parseNature),
    size: row.optional('size', parseSize),
    charging: row.optional('charging', parseCharging),
    zone: row.optional('zone', parseLine(20)),
    floor: row.optional('floor', parseFloor),
  }
  if (areaCode === null || code === null) return null
  const key = `${areaCode}\n${code}`
  const earlier = seen.get(key)
  if (earlier !== undefined) row.fail('code', 'ref_taken', { row: earlier })
  else seen.set(key, row.row)
  return row.failed() ? null : { sheet: row.sheet, row: row.row, areaCode, code, ...details }
}

export async function planSpaces(sheets: readonly StagedSheet[], problems: PlanNotes, owners: RefBook<OwnerProposal>) {
  const seen = new Map<string, number>()
  const { proposals, count } = await planRows(sheets, SPACES, problems, row => readSpace(row, owners, seen))
  return { spaces: proposals, count }
}
