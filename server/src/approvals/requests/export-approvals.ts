import { approvals as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listApprovals } from './request-view.ts'

/** What may be asked for, in words of files. */
export const KIND_WORDS: Record<contract.ApprovalKindName, string> = {
  'billing.waiver': '减免',
  'billing.write-off': '核销',
  'billing.refund': '退款',
  'billing.reversal': '冲正',
  'billing.deposit-deduction': '押金扣款',
  'billing.discount': '优惠',
  'billing.fund-spending': '资金支出',
  'billing.fund-hand-over': '代收转交',
  'billing.fund-income': '资金收入',
  'billing.fund-reversal': '资金冲回',
}
const STATE_WORDS = { waiting: '待审批', approved: '已通过', rejected: '已驳回', withdrawn: '已撤回' }

/** The list of requests as a file, with the same filters. */
export const exportApprovals = defineExport(contract.exportApprovals, '审批', listApprovals, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '事项', value: row => KIND_WORDS[row.kind] },
  { title: '内容', value: row => row.title, width: 32 },
  { title: '金额', value: row => row.amountFen, format: 'money', width: 14 },
  { title: '原因', value: row => row.reason, width: 30 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '进度', value: row => `${row.passed}/${row.steps}` },
  { title: '申请人', value: row => row.askedByName },
  { title: '申请时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '办结时间', value: row => row.closedAt, format: 'instant', width: 18 },
])
