import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listRatedHomes } from './collection/rated-homes-view.ts'
import { listUsedReadings } from './consumption/used-readings-view.ts'
import { KIND_WORDS } from './export-books.ts'
import { reportFace } from './report-face.ts'
import { listStaffVisits } from './staff/visits-view.ts'

const HOME_WORDS: Record<string, string> = {
  ...{ billed: '出账户数', clear: '结清户数', owing: '未结清', full: '饱和应收', unbilled: '其中未出账' },
  unpriced: '无法计价户数',
}

/** The homes behind a number of 户数与饱和收缴率 as a file. */
export const exportRatedHomes = defineExport(
  contract.exportRatedHomes,
  '户数明细',
  listRatedHomes,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '房产', value: row => row.premisesLabel, width: 22 },
    { title: '金额', value: row => row.amountFen, format: 'money' },
    { title: '收费标准', value: row => (row.isCharged ? '在用' : '没有'), width: 12 },
  ],
  reportFace('户数明细', 'homes', { more: ({ number }) => [`哪个数：${HOME_WORDS[String(number)] ?? number}`] }),
)

const CHANNEL_WORDS = { visit: '上门', call: '电话', message: '短信微信', letter: '催缴函' } as const
const RESULT_WORDS = {
  ...({ promised: '承诺缴费', absent: '未联系上', refused: '拒绝缴费' } as const),
  ...({ disputed: '对账单有异议', paid: '称已缴费', told: '已告知' } as const),
} as const

/** The visits behind the report of staff as a file. */
export const exportStaffVisits = defineExport(
  contract.exportStaffVisits,
  '催缴明细',
  listStaffVisits,
  [
    { title: '日期', value: row => row.visitedOn, format: 'date' },
    { title: '员工', value: row => row.staffName, width: 14 },
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '房产', value: row => row.premisesLabel, width: 22 },
    { title: '方式', value: row => CHANNEL_WORDS[row.channel] },
    { title: '结果', value: row => RESULT_WORDS[row.result], width: 14 },
    { title: '当时逾期', value: row => row.overdueFen, format: 'money' },
    { title: '次数', value: row => row.visitCount, format: 'integer' },
  ],
  reportFace('催缴明细', 'visits', { months: 'moved', more: ({ each }) => (each === 'home' ? ['一户一行'] : []) }),
)

const USED_WORDS: Record<string, string> = {
  ...{ household: '户表', shared: '公摊表', master: '总表', parent: '上级表用量', below: '下级表合计', loss: '损耗' },
}

/** The readings behind a number of 用量与损耗 as a file. */
export const exportUsedReadings = defineExport(
  contract.exportUsedReadings,
  '用量明细',
  listUsedReadings,
  [
    { title: '抄表日', value: row => row.toOn, format: 'date' },
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '表', value: row => row.meterName, width: 24 },
    { title: '级别', value: row => USED_WORDS[row.level] ?? row.level },
    { title: '估抄', value: row => (row.estimated ? '是' : '') },
    { title: '用量', value: row => row.quantity, format: 'decimal', width: 14 },
  ],
  reportFace('用量明细', 'usedReadings', {
    months: 'moved',
    more: ({ kind, number }) => [
      `表种：${KIND_WORDS[String(kind)] ?? kind}`,
      `哪个数：${USED_WORDS[String(number)] ?? number}`,
    ],
  }),
)
