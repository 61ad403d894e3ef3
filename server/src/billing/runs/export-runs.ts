import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listBillRuns } from './run-view.ts'

const STATE_WORDS = {
  ...{ generating: '生成中', generated: '待发布', issuing: '发布中' },
  ...{ issued: '已发布', failed: '生成失败' },
}

/** The bill runs as a file, with the same filters. */
export const exportBillRuns = defineExport(contract.exportBillRuns, '出账', listBillRuns, [
  { title: '小区', value: row => row.communityName, width: 18 },
  { title: '开始月份', value: row => row.from },
  { title: '结束月份', value: row => row.to },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '账单数', value: row => row.billCount, format: 'integer' },
  { title: '明细数', value: row => row.lineCount, format: 'integer' },
  { title: '金额（元）', value: row => row.totalFen, format: 'money' },
  { title: '例外', value: row => row.exceptionCount, format: 'integer' },
  { title: '生成时间', value: row => row.startedAt, format: 'instant', width: 18 },
  { title: '经办人', value: row => row.startedBy },
  { title: '发布时间', value: row => row.issuedAt, format: 'instant', width: 18 },
])
