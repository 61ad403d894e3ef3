import { workforce as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listCorrections } from './decide-correction.ts'

const STATE_WORDS = { asked: '待批准', approved: '已批准', refused: '未批准', withdrawn: '已撤回' }

/** The corrections as a file, with the same filters. */
export const exportCorrections = defineExport(contract.exportCorrections, '补卡申请', listCorrections, [
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '姓名', value: row => row.employeeName },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '日期', value: row => row.day, format: 'date' },
  { title: '上班', value: row => row.inAt, format: 'instant', width: 18 },
  { title: '下班', value: row => row.outAt, format: 'instant', width: 18 },
  { title: '原因', value: row => row.reason, width: 24 },
  { title: '申请时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '审批人', value: row => row.decidedBy },
  { title: '审批时间', value: row => row.decidedAt, format: 'instant', width: 18 },
  { title: '意见', value: row => row.note, width: 24 },
])
