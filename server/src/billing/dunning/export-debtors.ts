import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listDebtors } from './debtor-view.ts'
import { CHANNEL_WORDS, RESULT_WORDS } from './dunning-words.ts'
import { listDunningVisits } from './visit-view.ts'

/** The debtors as a file, with the same filters. */
export const exportDebtors = defineExport(contract.exportDebtors, '催缴名单', listDebtors, [
  { title: '小区', value: row => row.communityName, width: 18 },
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '缴费人', value: row => row.payerName },
  { title: '逾期金额', value: row => row.overdueFen, format: 'money' },
  { title: '账单数', value: row => row.billCount, format: 'integer' },
  { title: '最早应缴日', value: row => row.oldestDueOn, format: 'date' },
  { title: '逾期天数', value: row => row.overdueDays, format: 'integer' },
  { title: '最近催缴', value: row => row.lastVisitAt, format: 'instant' },
  { title: '结果', value: row => (row.lastResult ? RESULT_WORDS[row.lastResult] : null) },
  { title: '承诺缴费日', value: row => row.promisedOn, format: 'date' },
  { title: '承诺已过', value: row => (row.promiseBroken ? '是' : '否') },
  { title: '催缴人', value: row => row.collectorName },
])

/** The visits as a file, with the same filters. */
export const exportDunningVisits = defineExport(contract.exportDunningVisits, '催缴记录', listDunningVisits, [
  { title: '时间', value: row => row.visitedAt, format: 'instant' },
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '方式', value: row => CHANNEL_WORDS[row.channel] },
  { title: '结果', value: row => RESULT_WORDS[row.result] },
  { title: '承诺缴费日', value: row => row.promisedOn, format: 'date' },
  { title: '当时逾期', value: row => row.overdueFen, format: 'money' },
  { title: '说明', value: row => row.note, width: 40 },
  { title: '催缴人', value: row => row.staffName },
])
