import { registry as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listTags } from './tag-view.ts'

const COLOUR_WORDS = { grey: '灰', blue: '蓝', green: '绿', orange: '橙', red: '红', purple: '紫' }

/** The company's tags of people, as a file. Errors: platform.export_too_large. */
export const exportTags = defineExport(contract.exportTags, '人员标签', wholeList(listTags), [
  { title: '标签', value: row => row.name },
  { title: '颜色', value: row => COLOUR_WORDS[row.colour] },
  { title: '人数', value: row => row.peopleCount, format: 'integer' },
])
