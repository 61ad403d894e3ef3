import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { groupName } from '../group-words.ts'
import { reportFace } from '../report-face.ts'
import { listReceivables } from './receivables-view.ts'

/** The report as a file, as on the screen. */
export const exportReceivables = defineExport(
  contract.exportReceivables,
  '应收实收欠费',
  listReceivables,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '应收', value: row => row.billedFen, format: 'money' },
    { title: '红冲', value: row => row.reversedFen, format: 'money' },
    { title: '减免', value: row => row.waivedFen, format: 'money' },
    { title: '净应收（应收−红冲−减免）', value: row => row.netFen, format: 'money', width: 24 },
    { title: '实收', value: row => row.collectedFen, format: 'money' },
    { title: '核销', value: row => row.writtenOffFen, format: 'money' },
    { title: '欠费（净应收−实收−核销）', value: row => row.outstandingFen, format: 'money', width: 24 },
    { title: '收缴率（实收÷净应收，%）', value: row => row.rate, format: 'decimal', width: 24 },
    { title: '明细行数', value: row => row.lineCount, format: 'integer' },
  ],
  reportFace('应收实收', 'receivables'),
)
