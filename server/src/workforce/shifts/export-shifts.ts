import { workforce as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listShifts } from './shift-view.ts'

/** The shifts as a file. Errors: platform.export_too_large. */
export const exportShifts = defineExport(contract.exportShifts, '班次', wholeList(listShifts), [
  { title: '简称', value: row => row.code },
  { title: '班次', value: row => row.name },
  { title: '上班', value: row => row.startsAt },
  { title: '下班', value: row => (row.overnight ? `次日 ${row.endsAt}` : row.endsAt) },
  { title: '休息（分钟）', value: row => row.breakMinutes, format: 'integer' },
  { title: '工时（分钟）', value: row => row.workMinutes, format: 'integer' },
  { title: '状态', value: row => (row.active ? '使用中' : '已停用') },
])
