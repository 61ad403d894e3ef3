import { workforce as contract, type RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listCalendarDays, listShiftPatterns, listShifts } from './shift-view.ts'

/** The days of a year that differ from the week, as a file. Errors: platform.export_too_large. */
export const exportCalendarDays = defineExport(contract.exportCalendarDays, '节假日', wholeList(listCalendarDays), [
  { title: '日期', value: row => row.day, format: 'date' },
  { title: '种类', value: row => (row.kind === 'holiday' ? '放假' : '调休上班') },
  { title: '名称', value: row => row.name, width: 20 },
])

/** Rotations with the names of their shifts, a day of the cycle after the other. */
async function listNamed(tx: Tx, actor: Actor, _: Omit<RequestOf<typeof contract.exportShiftPatterns>, 'format'>) {
  const { items: shifts } = await listShifts(tx, actor)
  const { items } = await listShiftPatterns(tx, actor)
  const nameOf = new Map(shifts.map(shift => [shift.id, shift.name]))
  return {
    items: items.map(({ shiftIds, ...pattern }) => ({
      ...pattern,
      days: shiftIds.map(id => (id === null ? '休' : (nameOf.get(id) ?? ''))),
    })),
  }
}

/** The rotations as a file. Errors: platform.export_too_large. */
export const exportShiftPatterns = defineExport(contract.exportShiftPatterns, '轮班', wholeList(listNamed), [
  { title: '轮班', value: row => row.name, width: 20 },
  { title: '周期（天）', value: row => row.days.length, format: 'integer' },
  { title: '每天的班次', value: row => row.days.join('、'), width: 60 },
  { title: '状态', value: row => (row.active ? '使用中' : '已停用') },
])
