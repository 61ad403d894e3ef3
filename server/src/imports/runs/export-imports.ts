import { imports as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import type { ImportState } from './import-state.ts'
import { listImports } from './import-view.ts'

const STATE_WORDS: Record<ImportState, string> = {
  reading: '预检中',
  planned: '待写入',
  failed: '没有完成',
  cancelled: '已停止',
  committing: '写入中',
  committed: '已写入',
  reverting: '撤销中',
  reverted: '已撤销',
}

/** The list of imports as a file, with the same filters. Errors: platform.export_too_large. */
export const exportImports = defineExport(contract.exportImports, '导入记录', listImports, [
  { title: '文件', value: row => row.fileName, width: 36 },
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '新增', value: row => row.counts.reduce((sum, { create }) => sum + create, 0), format: 'integer' },
  { title: '错误', value: row => row.errorCount, format: 'integer' },
  { title: '提醒', value: row => row.warningCount, format: 'integer' },
  { title: '上传人', value: row => row.startedBy },
  { title: '上传时间', value: row => row.startedAt, format: 'instant', width: 18 },
  { title: '写入人', value: row => row.committedBy },
  { title: '写入时间', value: row => row.committedAt, format: 'instant', width: 18 },
  { title: '撤销人', value: row => row.revertedBy },
  { title: '撤销原因', value: row => row.revertReason, width: 24 },
])
