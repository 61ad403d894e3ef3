import type { RequestOf, registry } from '@anju/contract'

type CommunityFacts = Pick<
  RequestOf<typeof registry.editCommunity>,
  'landAreaM2' | 'builtAreaM2' | 'deliveredOn' | 'developer' | 'servicePhone' | 'contactName' | 'lng' | 'lat'
>
type BuildingFacts = Omit<RequestOf<typeof registry.editBuilding>, 'buildingId' | 'code' | 'version' | 'name'>

/** What is known of each community, by code. The places are parks and squares nearby, so that no real home is meant. */
export const COMMUNITY_FACTS: Record<string, CommunityFacts> = {
  AJHY: {
    ...{ landAreaM2: '18650.00', builtAreaM2: '26480.50', deliveredOn: '2020-09-01', developer: '安居置业有限公司' },
    ...{ servicePhone: '0755-26780001', contactName: '林岚', lng: '113.930480', lat: '22.533420' },
  },
  HY: {
    ...{ landAreaM2: '9200.00', builtAreaM2: '15300.00', deliveredOn: null, developer: '和园投资发展有限公司' },
    ...{ servicePhone: '0755-26780008', contactName: '', lng: '113.953110', lat: '22.546870' },
  },
  LLJY: {
    ...{ landAreaM2: '4100.00', builtAreaM2: null, deliveredOn: '2012-06-01', developer: '邻里地产有限公司' },
    ...{ servicePhone: '0755-83330006', contactName: '', lng: '114.057860', lat: '22.543090' },
  },
}

const TOWER = { kind: 'residential', floorsAbove: 8, floorsBelow: 1, liftCount: 2, structure: 'shear-wall' } as const

/** What is known of each house, by the codes of its community and its own. */
export const BUILDING_FACTS: Record<string, BuildingFacts> = {
  'AJHY 1': { ...TOWER, kind: 'mixed', builtYear: 2020 },
  'AJHY 2': { ...TOWER, kind: 'mixed', builtYear: 2020 },
  'AJHY 3': { ...TOWER, builtYear: 2021 },
  'AJHY 4': { ...TOWER, builtYear: 2021 },
  'AJHY 5': { ...TOWER, builtYear: 2022 },
  'AJHY 6': { ...TOWER, structure: 'frame-shear', builtYear: 2025 },
  'LLJY 1': { ...TOWER, floorsAbove: 6, liftCount: 0, structure: 'frame', builtYear: 2012 },
}

export const SCHOOLS = ['南山实验小学', '育才二小', '前海小学']

interface Paper {
  /** Label of the room; null: of the community as a whole. */
  room: string | null
  kind: RequestOf<typeof registry.addPlaceDocument>['kind']
  title: string
  number?: string
  daysAgo?: number
  /** Valid for so many more days; less than nothing: it has ended. */
  validDays?: number
  note?: string
}

export const PAPERS: readonly Paper[] = [
  { room: null, kind: 'contract', title: '前期物业服务合同', number: 'AJ-2020-017', daysAgo: 1760, validDays: 43 },
  { room: null, kind: 'acceptance', title: '物业承接查验协议', number: 'CJ-2020-04', daysAgo: 1790 },
  { room: null, kind: 'drawing', title: '小区总平面图', daysAgo: 1800 },
  { room: null, kind: 'contract', title: '电梯维保合同', number: 'DT-2025-03', daysAgo: 330, validDays: 35 },
  { room: null, kind: 'other', title: '业主大会议事规则', daysAgo: 1400 },
  {
    room: '1栋1单元101室',
    kind: 'title',
    title: '不动产权证',
    number: '粤(2021)深圳市不动产权第0100123号',
    daysAgo: 1500,
  },
  { room: '1栋1单元101室', kind: 'handover', title: '交付验收单', daysAgo: 1950, note: '厨房漏水一处，已整改复验' },
  {
    room: '1栋1单元101室',
    kind: 'decoration',
    title: '装修许可证',
    number: 'ZX-2021-008',
    daysAgo: 1900,
    validDays: -1700,
  },
  {
    room: '1栋1单元102室',
    kind: 'title',
    title: '不动产权证',
    number: '粤(2021)深圳市不动产权第0100124号',
    daysAgo: 1480,
  },
  { room: '1栋1单元102室', kind: 'handover', title: '交付验收单', daysAgo: 1948 },
  { room: '2栋01铺', kind: 'contract', title: '商铺租赁合同', number: 'ZL-2024-021', daysAgo: 480, validDays: 250 },
  { room: '2栋02铺', kind: 'contract', title: '商铺租赁合同', number: 'ZL-2024-022', daysAgo: 470, validDays: 250 },
  { room: '6栋1单元801室', kind: 'handover', title: '交付验收单', daysAgo: 120 },
  {
    room: '6栋1单元801室',
    kind: 'decoration',
    title: '装修管理协议',
    number: 'ZX-2026-031',
    daysAgo: 60,
    validDays: 30,
  },
]
