import { registry as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listCustomFields } from './field-view.ts'

const SUBJECT_WORDS = { person: '人员', premises: '房产', vehicle: '车辆' }
const TYPE_WORDS = { text: '文字', number: '数字', date: '日期', choice: '选项', 'yes-no': '是否' }

/** The fields that a company adds to people, premises and vehicles, as a file. Errors: platform.export_too_large. */
export const exportCustomFields = defineExport(contract.exportCustomFields, '自定义字段', wholeList(listCustomFields), [
  { title: '名称', value: row => row.label },
  { title: '用于', value: row => SUBJECT_WORDS[row.subject] },
  { title: '类型', value: row => TYPE_WORDS[row.type] },
  { title: '选项', value: row => row.choices.join('、'), width: 30 },
  { title: '必填', value: row => (row.required ? '是' : '否') },
  { title: '状态', value: row => (row.archived ? '已停用' : '使用中') },
])
