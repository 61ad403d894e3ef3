import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { groupName } from '../group-words.ts'
import { reportFace } from '../report-face.ts'
import { listCollection } from './collection-view.ts'
import { listHouseholdRates } from './household-rates-view.ts'

/** The report as a file, as on the screen. */
export const exportCollection = defineExport(
  contract.exportCollection,
  '收缴率',
  listCollection,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '期初欠费', value: row => row.openingArrearsFen, format: 'money' },
    { title: '应收', value: row => row.billedFen, format: 'money' },
    { title: '红冲', value: row => row.reversedFen, format: 'money' },
    { title: '减免', value: row => row.waivedFen, format: 'money' },
    { title: '净应收', value: row => row.netFen, format: 'money' },
    { title: '当期实收', value: row => row.collectedCurrentFen, format: 'money' },
    { title: '其中预存冲抵', value: row => row.fromPurseFen, format: 'money' },
    { title: '其中提前缴', value: row => row.collectedAheadFen, format: 'money' },
    { title: '清欠', value: row => row.collectedOldFen, format: 'money' },
    { title: '往期调整', value: row => row.adjustedOldFen, format: 'money' },
    { title: '核销', value: row => row.writtenOffFen, format: 'money' },
    { title: '期末欠费', value: row => row.closingArrearsFen, format: 'money' },
    { title: '当期收缴率A（%）', value: row => row.rateA, format: 'decimal', width: 16 },
    { title: '当期收缴率B（%）', value: row => row.rateB, format: 'decimal', width: 16 },
    { title: '清欠率（%）', value: row => row.oldRate, format: 'decimal' },
    { title: '综合收缴率（%）', value: row => row.overallRate, format: 'decimal', width: 16 },
  ],
  reportFace('收缴率', 'collection'),
)

/** The rates of households and of saturation as a file. */
export const exportHouseholdRates = defineExport(
  contract.exportHouseholdRates,
  '户数与饱和收缴率',
  listHouseholdRates,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '出账户数', value: row => row.householdsBilled, format: 'integer' },
    { title: '结清户数', value: row => row.householdsClear, format: 'integer' },
    { title: '户数收缴率（%）', value: row => row.householdRate, format: 'decimal', width: 16 },
    { title: '饱和应收', value: row => row.fullFen, format: 'money' },
    { title: '其中未出账', value: row => row.unbilledFullFen, format: 'money' },
    { title: '实收', value: row => row.collectedFen, format: 'money' },
    { title: '饱和收缴率（%）', value: row => row.saturationRate, format: 'decimal', width: 16 },
    { title: '无法计价户数', value: row => row.unpricedCount, format: 'integer' },
  ],
  reportFace('户数与饱和收缴率', 'households'),
)
