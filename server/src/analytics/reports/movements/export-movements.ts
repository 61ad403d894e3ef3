import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { groupName } from '../group-words.ts'
import { reportFace } from '../report-face.ts'
import { listCash } from './cash-view.ts'
import { listDepositMovements } from './deposits-view.ts'
import { listPrepayments } from './prepayments-view.ts'
import { listTaxes } from './taxes-view.ts'
import { listWaivers } from './waivers-view.ts'

export const METHOD_WORDS: Record<string, string> = {
  cash: '现金',
  transfer: '转账',
  pos: '刷卡',
  cheque: '支票',
  'direct-debit': '银行代扣',
  '': '其他',
}

/** The report of money taken as a file, as on the screen. */
export const exportCash = defineExport(
  contract.exportCash,
  '收款（现金口径）',
  listCash,
  [
    { title: '分组', value: row => METHOD_WORDS[row.name] ?? row.name, width: 18 },
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '当期', value: row => row.currentFen, format: 'money' },
    { title: '清欠', value: row => row.oldFen, format: 'money' },
    { title: '提前缴', value: row => row.aheadFen, format: 'money' },
    { title: '押金', value: row => row.depositFen, format: 'money' },
    { title: '新预存', value: row => row.prepaidFen, format: 'money' },
    { title: '退款', value: row => row.refundedFen, format: 'money' },
    { title: '合计', value: row => row.totalFen, format: 'money' },
    { title: '笔数', value: row => row.paymentCount, format: 'integer' },
  ],
  reportFace('收款（现金口径）', 'cash', { months: 'moved' }),
)

/** The report of prepayments as a file. */
export const exportPrepayments = defineExport(
  contract.exportPrepayments,
  '预存变动',
  listPrepayments,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '期初预存', value: row => row.openingFen, format: 'money' },
    { title: '新预存', value: row => row.topUpFen, format: 'money' },
    { title: '退入与转入', value: row => row.creditFen, format: 'money' },
    { title: '冲抵', value: row => row.offsetFen, format: 'money' },
    { title: '退款', value: row => row.refundedFen, format: 'money' },
    { title: '转出与冲正', value: row => row.otherFen, format: 'money' },
    { title: '期末预存', value: row => row.closingFen, format: 'money' },
  ],
  reportFace('预存变动', 'prepayments', { months: 'moved' }),
)

/** The report of deposits as a file. */
export const exportDepositMovements = defineExport(
  contract.exportDepositMovements,
  '押金变动',
  listDepositMovements,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '期初在押', value: row => row.openingFen, format: 'money' },
    { title: '收取', value: row => row.receivedFen, format: 'money' },
    { title: '扣除', value: row => row.deductedFen, format: 'money' },
    { title: '退还', value: row => row.refundedFen, format: 'money' },
    { title: '冲正', value: row => row.reversedFen, format: 'money' },
    { title: '期末在押', value: row => row.closingFen, format: 'money' },
  ],
  reportFace('押金变动', 'deposits', { months: 'moved' }),
)

/** The report of waivers as a file. */
export const exportWaivers = defineExport(
  contract.exportWaivers,
  '减免核销',
  listWaivers,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '减免', value: row => row.waivedFen, format: 'money' },
    { title: '抹零', value: row => row.roundedFen, format: 'money' },
    { title: '核销', value: row => row.writtenOffFen, format: 'money' },
    { title: '合计', value: row => row.totalFen, format: 'money' },
    { title: '明细行数', value: row => row.lineCount, format: 'integer' },
  ],
  reportFace('减免核销', 'waivers', { months: 'moved' }),
)

/** The report of taxes as a file. */
export const exportTaxes = defineExport(
  contract.exportTaxes,
  '税额',
  listTaxes,
  [
    { title: '分组', value: row => (isMargin(row) ? '差额征税' : row.name || '未设税率'), width: 18 },
    { title: '含税', value: row => row.grossFen, format: 'money' },
    { title: '不含税', value: row => row.netFen, format: 'money' },
    { title: '税额', value: row => row.taxFen, format: 'money' },
    { title: '明细行数', value: row => row.lineCount, format: 'integer' },
  ],
  reportFace('税额', 'taxes', { months: 'moved' }),
)

/** The row of what is taxed by its margin, among those of rates. */
function isMargin({ name, groupId, month }: { name: string; groupId: string | null; month: string | null }): boolean {
  return name === 'margin' && groupId === null && month === null
}
