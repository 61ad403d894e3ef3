import { registry as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import type { LeaseRow } from './lease-rows.ts'
import { listLeases } from './lease-view.ts'

/** The words of GLOSSARY.md, for files that people read. */
const STATUS_WORDS: Record<LeaseRow['status'], string> = {
  draft: '草稿',
  upcoming: '未开始',
  active: '履行中',
  ending: '即将到期',
  ended: '已到期',
  terminated: '提前终止',
  cancelled: '已撤销',
}
const PERIOD_WORDS: Record<LeaseRow['rentPeriod'], string> = { month: '月', quarter: '季', year: '年' }
const KIND_WORDS: Record<LeaseRow['rentKind'], string> = { fixed: '固定租金', 'area-day': '按面积每天' }

/** The lease list as a file, with the same filters. */
export const exportLeases = defineExport(contract.exportLeases, '房屋租约', listLeases, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '合同编号', value: row => row.number, width: 18 },
  { title: '房屋', value: row => row.premises.map(one => one.label).join('、'), width: 26 },
  { title: '出租方', value: row => row.landlords.map(one => one.name).join('、'), width: 20 },
  { title: '承租方', value: row => row.tenants.map(one => one.name).join('、'), width: 20 },
  { title: '状态', value: row => STATUS_WORDS[row.status] },
  { title: '签订日期', value: row => row.signedOn },
  { title: '起租日', value: row => row.fromOn },
  { title: '到期日', value: row => row.toOn },
  { title: '提前终止日', value: row => row.endedOn },
  { title: '计租方式', value: row => KIND_WORDS[row.rentKind] },
  { title: '租金（元）', value: row => row.rentFen, format: 'money' },
  { title: '租金单位', value: row => (row.rentKind === 'fixed' ? PERIOD_WORDS[row.rentPeriod] : '㎡·天') },
  { title: '单价（元/㎡·天）', value: row => row.unitPrice },
  { title: '计租面积（㎡）', value: row => row.areaM2 },
  { title: '年租金（元）', value: row => row.yearRentFen, format: 'money' },
  { title: '几个月一付', value: row => row.payEveryMonths, format: 'integer' },
  { title: '付款日', value: row => row.paymentDay, format: 'integer' },
  { title: '押金（元）', value: row => row.depositFen, format: 'money' },
  { title: '用途', value: row => row.purpose, width: 16 },
  { title: '经办人', value: row => row.staffName },
])
