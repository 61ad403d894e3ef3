import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listDiscountGrants, listDiscounts } from './discount-view.ts'

const KIND_WORDS = { vacant: '空置', hardship: '困难', prepay: '预缴', other: '其他' }

/** The discounts as a file, with the same filters and what holds last. */
export const exportDiscounts = defineExport(contract.exportDiscounts, '优惠', listDiscounts, [
  { title: '名称', value: row => row.name, width: 22 },
  { title: '种类', value: row => KIND_WORDS[row.kind] },
  { title: '按多少收（%）', value: row => row.versions.at(-1)?.percent ?? null },
  { title: '每月最多减（元）', value: row => row.versions.at(-1)?.capYuan ?? null },
  { title: '起始日期', value: row => row.versions.at(-1)?.effectiveFrom ?? null, format: 'date' },
  { title: '一次最长几个月', value: row => row.maxMonths, format: 'integer' },
  { title: '至少预缴几个月', value: row => row.minMonths, format: 'integer' },
  { title: '最晚缴费日', value: row => row.untilOn, format: 'date' },
  { title: '需要凭证', value: row => (row.needsEvidence ? '是' : '否') },
  { title: '享有中户数', value: row => row.grantCount, format: 'integer' },
  { title: '状态', value: row => (row.active ? '启用' : '停用') },
])

/** Which premises have which discount, as a file, with the same filters. Errors: platform.export_too_large. */
export const exportDiscountGrants = defineExport(contract.exportDiscountGrants, '优惠发放', listDiscountGrants, [
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '优惠', value: row => row.discountName, width: 22 },
  { title: '起始日期', value: row => row.fromOn, format: 'date' },
  { title: '结束日期', value: row => row.toOn, format: 'date' },
  { title: '原因', value: row => row.reason, width: 30 },
  { title: '凭证数', value: row => row.photos.length, format: 'integer' },
  { title: '发放人', value: row => row.grantedByName },
  {
    title: '因用量终止',
    value: row => row.endedBy && `${row.endedBy.fromOn} 至 ${row.endedBy.toOn} 用量 ${row.endedBy.used}`,
    width: 30,
  },
])
