import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listPurseMovements } from './purse-view.ts'

const KIND_WORDS = {
  ...{ 'top-up': '存入', offset: '抵扣', refund: '退款', 'transfer-out': '转出', 'transfer-in': '转入' },
  ...{ credit: '转入预存', opening: '期初', reversal: '冲正' },
}

/** What came into a purse and went out of it, as a file. Errors: platform.not_found, platform.export_too_large. */
export const exportPurseMovements = defineExport(contract.exportPurseMovements, '预存明细', listPurseMovements, [
  { title: '日期', value: row => row.movedOn, format: 'date' },
  { title: '种类', value: row => KIND_WORDS[row.kind] },
  { title: '金额', value: row => row.amountFen, format: 'money', width: 14 },
  { title: '余额', value: row => row.balanceAfterFen, format: 'money', width: 14 },
  { title: '操作人', value: row => row.actorName },
  { title: '时间', value: row => row.at, format: 'instant', width: 18 },
])
