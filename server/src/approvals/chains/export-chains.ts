import { approvals as contract } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { KIND_WORDS } from '../requests/export-approvals.ts'
import { listChains } from './chain-view.ts'

const RIGHT_WORDS: Record<string, string> = {
  'approvals.requests.decide': '有审批权限的人',
  'approvals.requests.decide-large': '有大额审批权限的人',
}

/** Every step of every chain, a row each. */
async function listSteps(tx: Tx, actor: Actor) {
  const { items, roles } = await listChains(tx, actor)
  const roleOf = new Map(roles.map(role => [role.id, role.name]))
  return {
    items: items.flatMap(({ kind, own, steps, changedByName, changedAt }) =>
      steps.map(({ fromFen, permission, roleId }, index) => ({
        ...{ kind, own, changedByName, changedAt, fromFen, step: index + 1 },
        who: roleId === null ? (RIGHT_WORDS[permission ?? ''] ?? '') : (roleOf.get(roleId) ?? '角色已删除'),
      })),
    ),
  }
}

/** Who decides over each kind of request, step by step, as a file. Errors: platform.export_too_large. */
export const exportChains = defineExport(contract.exportChains, '审批流程', wholeList(listSteps), [
  { title: '事项', value: row => KIND_WORDS[row.kind] },
  { title: '步骤', value: row => row.step, format: 'integer' },
  { title: '金额起点', value: row => row.fromFen, format: 'money', width: 14 },
  { title: '谁审批', value: row => row.who, width: 24 },
  { title: '来源', value: row => (row.own ? '公司设置' : '系统默认') },
  { title: '修改人', value: row => row.changedByName },
  { title: '修改时间', value: row => row.changedAt, format: 'instant', width: 18 },
])
