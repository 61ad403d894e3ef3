import type { ExportColumn } from '../platform/export-table.ts'

/** What a waiver, a refund or a reversal says of its asking and its approval. */
interface Asked {
  reason: string
  state: 'waiting' | 'approved' | 'rejected' | 'withdrawn'
  askedByName: string
  askedAt: Date
  decidedByName: string | null
  appliedOn: string | null
}

const STATE_WORDS = { waiting: '待审批', approved: '已生效', rejected: '已驳回', withdrawn: '已撤回' }

/** The last columns of every file of requests. */
export const REQUEST_COLUMNS: readonly ExportColumn<Asked>[] = [
  { title: '原因', value: row => row.reason, width: 30 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '申请人', value: row => row.askedByName },
  { title: '申请时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '审批人', value: row => row.decidedByName },
  { title: '生效日期', value: row => row.appliedOn, format: 'date', width: 12 },
]
