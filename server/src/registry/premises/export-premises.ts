import { registry as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { tellFields } from '../fields/tell-fields.ts'
import { listPremises } from './premises-view.ts'
import { layoutWords } from './room.ts'
import { ORIENTATION_WORDS, OWNERSHIP_WORDS, STATE_WORDS, USE_WORDS } from './words.ts'

/** The premises list as a file, with the same filters, in words that people read; the company's own fields stand in the last column. Errors: platform.export_too_large. */
export const exportPremises = defineExport(contract.exportPremises, '房产', tellFields('premises', listPremises), [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.label, width: 22 },
  { title: '楼栋', value: row => row.buildingCode },
  { title: '单元', value: row => row.unitCode },
  { title: '楼层', value: row => row.floor, format: 'integer' },
  { title: '最高楼层', value: row => row.floorTo, format: 'integer' },
  { title: '房号', value: row => row.code },
  { title: '区域', value: row => row.areaCode },
  { title: '用途', value: row => USE_WORDS[row.use] },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '建筑面积㎡', value: row => row.areaM2, format: 'decimal' },
  { title: '户型', value: row => [row.layoutCode, layoutWords(row)].filter(Boolean).join(' ') },
  { title: '朝向', value: row => row.orientation && ORIENTATION_WORDS[row.orientation] },
  { title: '产权', value: row => row.ownership && OWNERSHIP_WORDS[row.ownership] },
  { title: '住户', value: row => row.occupants.map(occupant => occupant.name).join('、'), width: 24 },
  { title: '其他资料', value: row => row.told, width: 30 },
])
