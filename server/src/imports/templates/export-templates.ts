import { imports as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listTemplates } from './template-view.ts'

/** The saved mappings as a file. Errors: platform.export_too_large. */
export const exportTemplates = defineExport(contract.exportTemplates, '导入模板', listTemplates, [
  { title: '名称', value: row => row.name, width: 24 },
  { title: '工作表', value: row => row.sheets.map(({ sheet }) => sheet).join('、'), width: 30 },
  { title: '对应字段', value: row => row.sheets.reduce((sum, { fields }) => sum + fields, 0), format: 'integer' },
  { title: '保存时间', value: row => row.createdAt, format: 'instant', width: 18 },
])
