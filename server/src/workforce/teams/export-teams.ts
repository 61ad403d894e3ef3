import { workforce as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listTeams } from './team-view.ts'

const KIND_WORDS = { company: '公司', department: '部门', project: '项目部', team: '班组' }

/** The organisation as a file, each unit with the one above it. Errors: platform.export_too_large. */
export const exportTeams = defineExport(
  contract.exportTeams,
  '组织架构',
  wholeList(async (tx, actor, input: Parameters<typeof listTeams>[2]) => {
    const { items } = await listTeams(tx, actor, input)
    const names = new Map(items.map(({ id, name }) => [id, name]))
    return { items: items.map(team => ({ ...team, parentName: names.get(team.parentId ?? '') ?? null })) }
  }),
  [
    { title: '名称', value: row => row.name, width: 20 },
    { title: '类型', value: row => KIND_WORDS[row.kind] },
    { title: '上级', value: row => row.parentName, width: 20 },
    { title: '负责人', value: row => row.headName },
    { title: '在职人数', value: row => row.employeeCount, format: 'integer' },
    { title: '撤销日期', value: row => row.closedOn, format: 'date' },
  ],
)
