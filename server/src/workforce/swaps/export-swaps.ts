import { workforce as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listSwaps } from './swap-view.ts'

const STATE_WORDS = {
  ...{ asked: '待同事确认', accepted: '待批准', approved: '已批准' },
  ...{ declined: '同事拒绝', refused: '未批准', withdrawn: '已撤回' },
}

/** The swaps as a file, with the same filters. */
export const exportSwaps = defineExport(contract.exportSwaps, '换班申请', listSwaps, [
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '申请人', value: row => row.askerName },
  { title: '让出日期', value: row => row.askerDay, format: 'date' },
  { title: '让出班次', value: row => row.askerShift },
  { title: '同事', value: row => row.partnerName },
  { title: '换得日期', value: row => row.partnerDay, format: 'date' },
  { title: '换得班次', value: row => row.partnerShift },
  { title: '原因', value: row => row.reason, width: 24 },
  { title: '申请时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '审批人', value: row => row.decidedBy },
  { title: '审批时间', value: row => row.decidedAt, format: 'instant', width: 18 },
  { title: '意见', value: row => row.note, width: 24 },
])
