import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listRules } from './rule-view.ts'

const TIMING_WORDS = { advance: '预付', arrears: '后付' }

/** The charge rules as a file, with the same filters and the price in force today in words. */
export const exportRules = defineExport(contract.exportRules, '收费标准', listRules, [
  { title: '编号', value: row => row.code, width: 16 },
  { title: '名称', value: row => row.name, width: 22 },
  { title: '收费项目', value: row => row.itemName, width: 16 },
  { title: '计费方式', value: row => row.formulaWords['zh-CN'], width: 48 },
  { title: '几个月一期', value: row => row.cycleMonths, format: 'integer' },
  { title: '预付后付', value: row => TIMING_WORDS[row.timing] },
  { title: '出账后几天内缴', value: row => row.dueDays, format: 'integer' },
  { title: '起始日期', value: row => row.effectiveFrom, format: 'date' },
  { title: '结束日期', value: row => row.effectiveTo, format: 'date' },
  { title: '收费房产数', value: row => row.assignmentCount, format: 'integer' },
])
