import { workforce as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listPosts } from './post-view.ts'

const CERTIFICATE_WORDS = {
  electrician: '电工证',
  'lift-safety': '电梯安全管理员证',
  'fire-operator': '消防设施操作员证',
  'security-guard': '保安员证',
  welder: '焊工证',
  'property-manager': '物业管理师证',
  'first-aid': '急救证',
  driver: '驾驶证',
  other: '其他',
}

/** The posts as a file. Errors: platform.export_too_large. */
export const exportPosts = defineExport(contract.exportPosts, '岗位', wholeList(listPosts), [
  { title: '岗位', value: row => row.name },
  { title: '代码', value: row => row.code },
  { title: '需要的证书', value: row => row.certificateKind && CERTIFICATE_WORDS[row.certificateKind], width: 20 },
  { title: '在职人数', value: row => row.employeeCount, format: 'integer' },
  { title: '状态', value: row => (row.active ? '使用中' : '已停用') },
])
