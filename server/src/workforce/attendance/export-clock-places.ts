import { workforce as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listClockPlaces } from './clock-places.ts'

/** The places to clock in at as a file, with the same filter. Errors: platform.export_too_large. */
export const exportClockPlaces = defineExport(contract.exportClockPlaces, '打卡点', wholeList(listClockPlaces), [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '打卡点', value: row => row.name, width: 20 },
  { title: '纬度', value: row => String(row.latitude), format: 'decimal' },
  { title: '经度', value: row => String(row.longitude), format: 'decimal' },
  { title: '半径（米）', value: row => row.radiusM, format: 'integer' },
  { title: '状态', value: row => (row.active ? '使用中' : '已停用') },
])
