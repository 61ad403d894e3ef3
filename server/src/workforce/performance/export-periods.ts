import { workforce as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listKpiPeriods } from './period-view.ts'

const GRAIN_WORDS = { month: '月度', quarter: '季度', year: '年度' }
const STATE_WORDS = { open: '进行中', locked: '已锁定', void: '已作废' }

/** The periods as a file, with the same filters. */
export const exportKpiPeriods = defineExport(contract.exportKpiPeriods, '考核周期', listKpiPeriods, [
  { title: '周期', value: row => GRAIN_WORDS[row.grain] },
  { title: '从', value: row => row.fromOn, format: 'date' },
  { title: '到', value: row => row.toOn, format: 'date' },
  { title: '小区', value: row => row.communityName ?? '全公司', width: 18 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '待评分', value: row => row.cards.open, format: 'integer' },
  { title: '待复核', value: row => row.cards.scored, format: 'integer' },
  { title: '已公布', value: row => row.cards.published, format: 'integer' },
  { title: '待处理申诉', value: row => row.appealsWaiting, format: 'integer' },
  { title: '开启人', value: row => row.openedBy },
  { title: '开启时间', value: row => row.openedAt, format: 'instant', width: 18 },
  { title: '锁定人', value: row => row.lockedBy },
  { title: '锁定时间', value: row => row.lockedAt, format: 'instant', width: 18 },
])
