import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { reportFace } from '../report-face.ts'
import { listReportLines } from './lines-view.ts'

const NUMBER_WORDS: Record<string, string> = {
  ...{ openingArrears: '期初欠费', billed: '应收', reversed: '红冲', waived: '减免', net: '净应收' },
  ...{ collectedCurrent: '当期实收', collectedAhead: '提前缴', fromPurse: '预存冲抵', collectedOld: '清欠' },
  ...{ adjustedOld: '往期调整', writtenOff: '核销', outstanding: '欠费', closingArrears: '期末欠费' },
  accruing: '应计未收的违约金',
}
const STANDING_WORDS: Record<string, string> = { open: '未结清', overdue: '逾期', settled: '已结清' }
const AGE_WORDS: Record<string, string> = {
  ...{ all: '全部欠费', notDue: '未到期', days0to30: '0–30 天', days31to90: '31–90 天', days91to180: '91–180 天' },
  ...{ days181to365: '181–365 天', years1to2: '1–2 年', years2to3: '2–3 年', over3years: '3 年以上' },
}
const HAPPENED_WORDS: Record<string, string> = { any: '出账或结清的月份', issued: '出账的月份' }

function filtersOf({ number, rated, standing, age, happened, taxRate }: Record<string, unknown>): string[] {
  const said = (label: string, words: Record<string, string>, value: unknown) =>
    value === undefined ? [] : [`${label}：${words[String(value)] ?? value}`]
  return [
    ...said('哪个数', NUMBER_WORDS, number),
    ...said('范围', { true: '收缴率口径（不含押金）' }, rated),
    ...said('结清', STANDING_WORDS, standing),
    ...said('账龄', AGE_WORDS, age),
    ...said('月份指', HAPPENED_WORDS, happened),
    ...said('税率（%）', { none: '未设税率', margin: '差额征税' }, taxRate),
  ]
}

/** The lines behind a number as a file. */
export const exportReportLines = defineExport(
  contract.exportReportLines,
  '收费明细',
  listReportLines,
  [
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
  ],
  reportFace('收费明细', 'lines', { more: filtersOf }),
)
