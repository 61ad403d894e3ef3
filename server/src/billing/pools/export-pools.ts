import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import type { PoolRow } from './pool.ts'
import { listPools } from './pool-view.ts'

const BASIS_WORDS: Record<PoolRow['basis'], string> = {
  ...{ area: '建筑面积', household: '户数', usage: '用量', factor: '楼层系数', custom: '权重' },
}

/** The list of shared costs as a file, with the same filters. Errors: platform.export_too_large. */
export const exportPools = defineExport(contract.exportPools, '公摊费用', listPools, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '收费标准', value: row => row.ruleName, width: 20 },
  { title: '名称', value: row => row.name, width: 20 },
  { title: '起', value: row => row.fromOn, format: 'date' },
  { title: '止', value: row => row.toOn, format: 'date' },
  { title: '用量', value: row => row.quantity },
  { title: '单位', value: row => row.unit },
  { title: '单价', value: row => row.unitPrice },
  { title: '总费用', value: row => row.totalFen, format: 'money' },
  { title: '分摊依据', value: row => BASIS_WORDS[row.basis] },
  { title: '账单数', value: row => row.billCount },
  { title: '录入人', value: row => row.createdBy },
  { title: '作废原因', value: row => row.voidReason, width: 20 },
])
