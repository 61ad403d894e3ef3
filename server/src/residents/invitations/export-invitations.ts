import { residents as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listInvitations } from './invitation-view.ts'

const STATE_WORDS = { open: '未使用', accepted: '已使用', revoked: '已撤回', expired: '已过期' }
const KIND_WORDS = { owner: '业主', family: '家属', tenant: '租户', temporary: '临时' }

/** The invitations as a file, with the same filters; the codes are known to nobody. */
export const exportInvitations = defineExport(contract.exportInvitations, '邀请码', listInvitations, [
  { title: '房产', value: row => row.label, width: 22 },
  { title: '被邀请人', value: row => row.invitedName },
  { title: '住户类型', value: row => KIND_WORDS[row.kind] },
  { title: '住到', value: row => row.untilOn, format: 'date' },
  { title: '邀请人', value: row => row.invitedByName },
  { title: '邀请时间', value: row => row.createdAt, format: 'instant', width: 18 },
  { title: '有效至', value: row => row.expiresAt, format: 'instant', width: 18 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '使用人', value: row => row.acceptedByName },
  { title: '使用时间', value: row => row.acceptedAt, format: 'instant', width: 18 },
])
