import type { workforce as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { EXPORT_MAX_ROWS, exportTable } from '../../platform/export-table.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { type EmployeeRow, employeeRows } from './employee-view.ts'

const STATE_WORDS: Record<EmployeeRow['state'], string> = {
  coming: '待入职',
  employed: '在职',
  leaving: '待离职',
  left: '已离职',
}

/** The employee list as a file, with the same filters, masked. Errors: platform.export_too_large. */
export async function exportEmployees(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.exportEmployees>,
): Promise<FileAnswer> {
  const { format, ...filters } = input
  const rows = await employeeRows(tx, actor, filters, EXPORT_MAX_ROWS + 1)
  return exportTable('员工', format, rows, [
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
}
