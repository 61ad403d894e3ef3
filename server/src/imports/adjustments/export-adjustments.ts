import { imports as contract } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listAdjustments } from './adjustment-view.ts'

/** More than any file has: the screen shows the first of them only. */
const ALL = 1_000_000
const listAll = (tx: Tx, actor: Actor, input: { importId: string }) => listAdjustments(tx, actor, input, ALL)

const TAKE_WORDS = { down: '取小', up: '取大', leave: '不导入这一行' }

/** Amounts of a file that are no whole fen and what was decided about them, as a file. Errors: platform.not_found, platform.export_too_large. */
export const exportAdjustments = defineExport(contract.exportAdjustments, '尾差', wholeList(listAll), [
  { title: '工作表', value: row => row.sheet, width: 18 },
  { title: '行', value: row => row.row, format: 'integer' },
  { title: '列', value: row => row.column },
  { title: '列名', value: row => row.heading, width: 18 },
  { title: '文件中的值', value: row => row.value, width: 18 },
  { title: '处理', value: row => row.take && TAKE_WORDS[row.take], width: 16 },
  { title: '处理人', value: row => row.decided?.by ?? null },
  { title: '处理时间', value: row => row.decided?.at ?? null, format: 'instant', width: 18 },
])
