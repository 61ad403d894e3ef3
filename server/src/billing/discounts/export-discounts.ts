import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listDiscounts } from './discount-view.ts'

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
