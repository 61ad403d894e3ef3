import { identity as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listRoles } from './role-view.ts'

/** The company's roles as a file, with their permissions by code. Errors: platform.export_too_large. */
export const exportRoles = defineExport(contract.exportRoles, '角色', wholeList(listRoles), [
  { title: '角色', value: row => row.name, width: 20 },
  { title: '人数', value: row => row.staffCount, format: 'integer' },
  { title: '权限数', value: row => row.permissions.length, format: 'integer' },
  { title: '权限（代码）', value: row => row.permissions.join('、'), width: 80 },
])
