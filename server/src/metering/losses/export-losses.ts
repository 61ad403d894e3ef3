import { metering as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { meterLosses } from './loss-view.ts'

const LEVEL_WORDS = { household: '户表', shared: '公摊表', master: '总表' }

/** The meters that others hang on with their loss, as a file, with the same filters. Errors: as of the list, platform.export_too_large. */
export const exportMeterLosses = defineExport(contract.exportMeterLosses, '表具损耗', wholeList(meterLosses), [
  { title: '表号', value: row => row.code, width: 16 },
  { title: '名称', value: row => row.name, width: 18 },
  { title: '层级', value: row => LEVEL_WORDS[row.level] },
  { title: '位置', value: row => row.premisesLabel ?? row.place, width: 20 },
  { title: '用量', value: row => row.used, format: 'decimal' },
  { title: '下级用量合计', value: row => row.below, format: 'decimal' },
  { title: '损耗', value: row => row.loss, format: 'decimal' },
  { title: '损耗率（%）', value: row => row.percent, format: 'decimal' },
  { title: '下级表数', value: row => row.children, format: 'integer' },
  { title: '未抄下级表', value: row => row.unread, format: 'integer' },
  { title: '超过预警', value: row => (row.alarm ? '是' : '') },
])
