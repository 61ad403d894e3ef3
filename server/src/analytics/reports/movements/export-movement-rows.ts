import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { reportFace } from '../report-face.ts'
import { METHOD_WORDS } from './export-movements.ts'
import { listMovementRows } from './movement-rows-view.ts'

const KIND_WORDS: Record<string, string> = {
  ...{ current: '当期', old: '清欠', ahead: '提前缴', deposit: '押金', prepaid: '新预存', refunded: '退款' },
  ...{ 'top-up': '新预存', credit: '退入', opening: '期初', 'transfer-in': '转入', offset: '冲抵', refund: '退款' },
  ...{ 'transfer-out': '转出', reversal: '冲正', received: '收取', deducted: '扣除' },
  ...{ waiver: '减免', discount: '预缴优惠', rounding: '抹零', 'write-off': '核销', paid: '收款' },
  ...{ credits: '退入与转入', others: '转出与冲正', receipts: '收取', waivers: '减免' },
}

const REPORT_WORDS: Record<string, string> = {
  ...{ cash: '收款', prepayment: '预存变动', deposit: '押金变动', waiver: '减免核销', recovered: '催回' },
}

function filtersOf({ of, day, kind, method, balance }: Record<string, unknown>): string[] {
  return [
    `报表：${REPORT_WORDS[String(of)] ?? of}`,
    ...(day === undefined ? [] : [`日期：${day}`]),
    ...(balance === undefined
      ? []
      : [balance === 'opening' ? '期初余额：此前的全部变动' : '期末余额：到期末的全部变动']),
    ...(kind === undefined ? [] : [`类别：${KIND_WORDS[String(kind)] ?? kind}`]),
    ...(method === undefined ? [] : [`收款方式：${METHOD_WORDS[String(method)] ?? method}`]),
  ]
}

/** The facts behind a number as a file. */
export const exportMovementRows = defineExport(
  contract.exportMovementRows,
  '变动明细',
  listMovementRows,
  [
    { title: '日期', value: row => row.movedOn, format: 'date' },
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '房产', value: row => row.premisesLabel, width: 22 },
    { title: '类别', value: row => KIND_WORDS[row.kind] ?? row.kind },
    { title: '收费项目', value: row => row.itemName },
    { title: '账单编号', value: row => row.billNumber },
    { title: '收款方式', value: row => (row.method === null ? null : (METHOD_WORDS[row.method] ?? row.method)) },
    { title: '收款渠道', value: row => row.channelName, width: 16 },
    { title: '经手人', value: row => row.byName },
    { title: '金额', value: row => row.amountFen, format: 'money' },
  ],
  reportFace('变动明细', ({ of }) => contract.FORMULAS_OF_ROWS[of as keyof typeof contract.FORMULAS_OF_ROWS], {
    months: 'moved',
    more: filtersOf,
  }),
)
