import { registry as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import type { SpaceRow } from './space-rows.ts'
import { listSpaces } from './space-view.ts'

/** The words of GLOSSARY.md, for files that people read. */
const TENURE_WORDS: Record<SpaceRow['tenure'], string> = {
  owned: '产权',
  'civil-defence': '人防',
  public: '公共',
  rentable: '月租',
}
const STATE_WORDS: Record<SpaceRow['state'], string> = { free: '空闲', owned: '已售', let: '已租', reserved: '预留' }
const SIZE_WORDS: Record<SpaceRow['size'], string> = {
  mini: '微型',
  standard: '标准',
  large: '大型',
  accessible: '无障碍',
}
const CHARGING_WORDS: Record<SpaceRow['charging'], string> = { none: '无', slow: '慢充', fast: '快充' }

/** The space list as a file, with the same filters. */
export const exportSpaces = defineExport(contract.exportSpaces, '车位', listSpaces, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '车位', value: row => row.label, width: 18 },
  { title: '区域', value: row => row.areaCode },
  { title: '编号', value: row => row.code },
  { title: '楼层', value: row => row.floor, format: 'integer' },
  { title: '分区', value: row => row.zone },
  { title: '性质', value: row => TENURE_WORDS[row.tenure] },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '规格', value: row => SIZE_WORDS[row.size] },
  { title: '充电桩', value: row => CHARGING_WORDS[row.charging] },
  { title: '母车位', value: row => row.motherLabel, width: 18 },
  { title: '产权人', value: row => row.ownerName },
  { title: '承租人', value: row => row.holderName },
  { title: '租至', value: row => row.letUntil },
  { title: '车牌', value: row => row.plates.join('、'), width: 24 },
])
