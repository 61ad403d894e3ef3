import { workforce as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listRotaChanges } from './rota-view.ts'

const REASON_WORDS = { edit: '排班调整', swap: '换班', leaving: '离职' }

/** What was changed in the published rota of a month, as a file. Errors: platform.not_found, platform.export_too_large. */
export const exportRotaChanges = defineExport(contract.exportRotaChanges, '排班变更', wholeList(listRotaChanges), [
  { title: '时间', value: row => row.at, format: 'instant', width: 18 },
  { title: '操作人', value: row => row.actorName },
  { title: '姓名', value: row => row.employeeName },
  { title: '日期', value: row => row.day, format: 'date' },
  { title: '原班次', value: row => row.before ?? '休' },
  { title: '改为', value: row => row.after ?? '休' },
  { title: '原因', value: row => REASON_WORDS[row.reason] },
])
