import { registry as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { tellFields } from '../fields/tell-fields.ts'
import { listVehicles, type VehicleRow } from './vehicle-view.ts'

/** The words of GLOSSARY.md, for files that people read. */
export const VEHICLE_WORDS: Record<VehicleRow['kind'], string> = {
  car: '小型汽车',
  bus: '客车',
  truck: '货车',
  motorcycle: '摩托车',
  other: '其他',
}
const COLOUR_WORDS: Record<VehicleRow['plateColour'], string> = {
  blue: '蓝牌',
  yellow: '黄牌',
  green: '绿牌',
  'yellow-green': '黄绿牌',
  black: '黑牌',
  white: '白牌',
  other: '其他',
}
const PERMIT_WORDS: Record<NonNullable<VehicleRow['permit']>['kind'], string> = {
  monthly: '月租',
  owned: '产权',
  visitor: '访客长期',
}

/** The vehicle list as a file, with the same filters; the company's own fields stand in the last column. */
export const exportVehicles = defineExport(contract.exportVehicles, '车辆', tellFields('vehicle', listVehicles), [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '车牌号', value: row => contract.plateText(row.plate), width: 14 },
  { title: '号牌颜色', value: row => COLOUR_WORDS[row.plateColour] },
  { title: '车辆类型', value: row => VEHICLE_WORDS[row.kind] },
  { title: '品牌', value: row => row.brand },
  { title: '型号', value: row => row.model },
  { title: '颜色', value: row => row.colour },
  { title: '车主', value: row => row.ownerName },
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '许可', value: row => (row.permit ? PERMIT_WORDS[row.permit.kind] : null) },
  { title: '许可到期', value: row => row.permit?.toOn ?? null },
  { title: '状态', value: row => (row.state === 'active' ? '在用' : '已移除') },
  { title: '其他资料', value: row => row.told, width: 30 },
])
