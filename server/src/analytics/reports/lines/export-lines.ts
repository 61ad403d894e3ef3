import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { listReportLines } from './lines-view.ts'

/** The lines behind a number as a file. */
export const exportReportLines = defineExport(contract.exportReportLines, '收费明细', listReportLines, [
  { title: '账单编号', value: row => row.billNumber },
  { title: '小区', value: row => row.communityName, width: 18 },
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '缴费人', value: row => row.payerName },
  { title: '收费项目', value: row => row.itemName },
  { title: '费用起', value: row => row.segmentStart, format: 'date' },
  { title: '费用止', value: row => row.segmentEnd, format: 'date' },
  { title: '应缴日', value: row => row.dueOn, format: 'date' },
  { title: '应收', value: row => row.amountFen, format: 'money' },
  { title: '减免', value: row => row.waivedFen, format: 'money' },
  { title: '实收', value: row => row.collectedFen, format: 'money' },
  { title: '欠费', value: row => row.outstandingFen, format: 'money' },
  { title: '计入所选的数', value: row => row.numberFen, format: 'money' },
  { title: '税率（%）', value: row => (row.taxBasis === 'margin' ? '差额' : row.taxRatePercent) },
  { title: '税额', value: row => row.taxFen, format: 'money' },
])
