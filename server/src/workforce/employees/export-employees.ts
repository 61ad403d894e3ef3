import { workforce as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { type EmployeeRow, listEmployees } from './employee-view.ts'

const STATE_WORDS: Record<EmployeeRow['state'], string> = {
  coming: '待入职',
  employed: '在职',
  leaving: '待离职',
  left: '已离职',
}

/** The employee list as a file, with the same filters, masked. Errors: platform.export_too_large. */
export const exportEmployees = defineExport(contract.exportEmployees, '员工', listEmployees, [
  { title: '工号', value: row => row.number },
  { title: '姓名', value: row => row.name },
  { title: '性别', value: row => (row.sex === null ? null : row.sex === 'male' ? '男' : '女') },
  { title: '手机号', value: row => row.phoneMasked, width: 16 },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '岗位', value: row => row.postName },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '入职日期', value: row => row.employedFrom, format: 'date' },
  { title: '离职日期', value: row => row.employedTo, format: 'date' },
  { title: '登录账号', value: row => row.accountName },
])
