import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listAccrualPostings } from './accruals/accrual-postings-view.ts'
import { listAccruals } from './accruals/accruals-view.ts'
import { listConsumption } from './consumption/consumption-view.ts'
import { groupName } from './group-words.ts'
import { listPenalties } from './penalties/penalties-view.ts'
import { reportFace } from './report-face.ts'
import { listStaffResults } from './staff/staff-view.ts'

/** The accrual report as a file, as on the screen. */
export const exportAccruals = defineExport(
  contract.exportAccruals,
  '权责发生制',
  listAccruals,
  [
    { title: '分组', value: row => row.name, width: 18 },
    { title: '期初应收', value: row => row.openingFen, format: 'money' },
    { title: '本期计提', value: row => row.accruedFen, format: 'money' },
    { title: '减免核销', value: row => row.waivedFen, format: 'money' },
    { title: '收款与冲抵', value: row => row.settledFen, format: 'money' },
    { title: '其他', value: row => row.otherFen, format: 'money' },
    { title: '期末应收', value: row => row.closingFen, format: 'money' },
    { title: '收入（不含税）', value: row => row.revenueFen, format: 'money' },
    { title: '销项税', value: row => row.taxFen, format: 'money' },
    { title: '结转以后月份', value: row => row.deferredFen, format: 'money' },
    { title: '现金口径', value: row => row.cashFen, format: 'money' },
    { title: '渠道手续费', value: row => row.feeFen, format: 'money' },
    { title: '长短款与渠道差异', value: row => row.differenceFen, format: 'money' },
    { title: '钱箱备用金', value: row => row.floatFen, format: 'money' },
    { title: '代管资金收付', value: row => row.fundFen, format: 'money' },
    { title: '货币资金净增', value: row => row.moneyFen, format: 'money' },
  ],
  reportFace('权责发生制', 'accruals', { months: 'moved' }),
)

const ACCRUAL_WORDS: Record<string, string> = {
  ...{ opening: '期初应收', accrued: '本期计提', waived: '减免核销', settled: '收款与冲抵', other: '其他' },
  ...{ closing: '期末应收', revenue: '收入（不含税）', tax: '销项税', deferred: '结转以后月份', cash: '现金口径' },
  ...{
    fee: '渠道手续费',
    difference: '长短款与渠道差异',
    float: '钱箱备用金',
    fund: '代管资金收付',
    money: '货币资金净增',
  },
}

/** The postings behind a number of it as a file. */
export const exportAccrualPostings = defineExport(
  contract.exportAccrualPostings,
  '权责明细',
  listAccrualPostings,
  [
    { title: '记账日', value: row => row.postedOn, format: 'date' },
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '科目编码', value: row => row.accountCode },
    { title: '业务', value: row => row.sourceKind, width: 22 },
    { title: '房产', value: row => row.premisesLabel, width: 22 },
    { title: '金额', value: row => row.amountFen, format: 'money' },
  ],
  reportFace('权责明细', 'postings', {
    months: 'moved',
    more: ({ number }) => [`哪个数：${ACCRUAL_WORDS[String(number)] ?? number}`],
  }),
)

/** The report of penalties as a file. */
export const exportPenalties = defineExport(
  contract.exportPenalties,
  '违约金',
  listPenalties,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '计收', value: row => row.billedFen, format: 'money' },
    { title: '实收', value: row => row.collectedFen, format: 'money' },
    { title: '减免', value: row => row.waivedFen, format: 'money' },
    { title: '明细行数', value: row => row.lineCount, format: 'integer' },
  ],
  reportFace('违约金', 'penalties', { months: 'moved' }),
)

/** The report of staff as a file. */
export const exportStaffResults = defineExport(
  contract.exportStaffResults,
  '员工收款与催缴',
  listStaffResults,
  [
    { title: '员工', value: row => row.name, width: 18 },
    { title: '收款笔数', value: row => row.paymentCount, format: 'integer' },
    { title: '收款', value: row => row.collectedFen, format: 'money' },
    { title: '催缴次数', value: row => row.visitCount, format: 'integer' },
    { title: '催缴户数', value: row => row.visitedCount, format: 'integer' },
    { title: '分管户数', value: row => row.assignedCount, format: 'integer' },
    { title: '催回', value: row => row.recoveredFen, format: 'money' },
    { title: '仍逾期', value: row => row.overdueFen, format: 'money' },
    { title: '催回率（%）', value: row => row.rate, format: 'decimal' },
  ],
  reportFace('员工收款与催缴', 'staff', { months: 'moved' }),
)

/** What is metered, in the words of files. */
export const KIND_WORDS: Record<string, string> = {
  ...{
    'water-cold': '冷水',
    'water-hot': '热水',
    'water-reclaimed': '中水',
    electricity: '电',
    gas: '燃气',
    heat: '热力',
  },
}

/** The report of consumption as a file. */
export const exportConsumption = defineExport(
  contract.exportConsumption,
  '用量与损耗',
  listConsumption,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: row => row.name, width: 24 },
    { title: '户表用量', value: row => row.householdUsed, format: 'decimal' },
    { title: '公摊表用量', value: row => row.sharedUsed, format: 'decimal' },
    { title: '总表用量', value: row => row.masterUsed, format: 'decimal' },
    { title: '上级表用量', value: row => row.parentUsed, format: 'decimal' },
    { title: '下级表合计', value: row => row.belowUsed, format: 'decimal' },
    { title: '损耗', value: row => row.loss, format: 'decimal' },
    { title: '损耗率（%）', value: row => row.lossRate, format: 'decimal' },
    { title: '抄表次数', value: row => row.readingCount, format: 'integer' },
    { title: '其中估抄', value: row => row.estimatedCount, format: 'integer' },
  ],
  reportFace('用量与损耗', 'consumption', {
    months: 'moved',
    more: ({ kind }) => [`表种：${KIND_WORDS[String(kind)] ?? kind}`],
  }),
)
