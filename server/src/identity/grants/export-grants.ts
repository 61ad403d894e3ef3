import { identity as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listRoleGrants } from './grant-view.ts'

const STATE_WORDS = { asked: '待批准', approved: '已同意', refused: '已拒绝', withdrawn: '已撤回' }

/** The roles asked for as a file, with the same filters. */
export const exportRoleGrants = defineExport(contract.exportRoleGrants, '授权申请', listRoleGrants, [
  { title: '员工', value: row => row.staff.name },
  { title: '账号', value: row => row.staff.userName, width: 16 },
  { title: '角色', value: row => row.roleName, width: 16 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '申请人', value: row => row.askedBy },
  { title: '申请时间', value: row => row.askedAt, format: 'instant', width: 18 },
  { title: '审批人', value: row => row.decidedBy },
  { title: '审批时间', value: row => row.decidedAt, format: 'instant', width: 18 },
  { title: '意见', value: row => row.note, width: 24 },
])
