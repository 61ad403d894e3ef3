import { metering as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import type { MeterRow } from './meter.ts'
import { listMeters } from './meter-view.ts'

/** The words of GLOSSARY.md, for files that people read. */
const KIND_WORDS: Record<MeterRow['kind'], string> = {
  'water-cold': '冷水',
  'water-hot': '热水',
  'water-reclaimed': '中水',
  electricity: '电',
  gas: '燃气',
  heat: '热力',
}
const LEVEL_WORDS: Record<MeterRow['level'], string> = { household: '户表', shared: '公摊表', master: '总表' }
const STATE_WORDS: Record<MeterRow['state'], string> = { active: '在用', stopped: '停用', retired: '已拆除' }

/** The archive of meters as a file, with the same filters; it goes through the import again. Errors: platform.export_too_large. */
export const exportMeters = defineExport(contract.exportMeters, '表具', listMeters, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '表号', value: row => row.code, width: 16 },
  { title: '名称', value: row => row.name, width: 20 },
  { title: '表类型', value: row => KIND_WORDS[row.kind] },
  { title: '用途', value: row => LEVEL_WORDS[row.level] },
  { title: '上级表号', value: row => row.parentCode, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '位置', value: row => row.place, width: 20 },
  { title: '倍率', value: row => row.multiplier },
  { title: '安装日期', value: row => row.installedOn, format: 'date' },
  { title: '检定有效期', value: row => row.verifiedUntil, format: 'date' },
  { title: '表身号', value: row => row.deviceNo, width: 16 },
  { title: '抄表方式', value: row => (row.readBy === 'device' ? '自动' : '人工') },
  { title: '状态', value: row => STATE_WORDS[row.state] },
])
