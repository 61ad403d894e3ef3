import { workforce as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listKpiSchemes } from './scheme-view.ts'

const GRAIN_WORDS = { month: '月度', quarter: '季度', year: '年度' }

/** The schemes as a file, with the same filters. */
export const exportKpiSchemes = defineExport(contract.exportKpiSchemes, '绩效方案', listKpiSchemes, [
  { title: '名称', value: row => row.name, width: 22 },
  { title: '周期', value: row => GRAIN_WORDS[row.grain] },
  { title: '岗位', value: row => row.postNames.join('、') || '全部岗位', width: 24 },
  { title: '部门', value: row => row.teamNames.join('、') || '全部部门', width: 24 },
  { title: '起始日期', value: row => row.effectiveFrom, format: 'date' },
  { title: '结束日期', value: row => row.effectiveTo, format: 'date' },
  { title: '指标', value: row => row.indicators.map(each => `${each.name} ${each.weight}%`).join('、'), width: 48 },
  { title: '等级', value: row => row.bands.map(each => `${each.grade}≥${each.from}`).join('、'), width: 24 },
  { title: '状态', value: row => (row.active ? '启用' : '已停用') },
])
