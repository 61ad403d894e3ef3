import { registry as contract, type ResponseOf } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listDuplicates } from './duplicate-view.ts'

type Pair = ResponseOf<typeof contract.listDuplicates>['items'][number]

const REASON_WORDS: Record<Pair['reasons'][number], string> = {
  'same-id': '证件号相同',
  'same-phone': '手机号相同',
  'same-premises': '同一房产',
}
const STATE_WORDS: Record<Pair['state'], string> = { open: '待处理', dismissed: '不是同一人', merged: '已合并' }

const homesOf = (twin: Pair['one']) => twin.premises.map(({ label }) => label).join('、')

/** Pairs of people who may be one, as a file; phones as masked as on the screen. Errors: platform.export_too_large. */
export const exportDuplicates = defineExport(contract.exportDuplicates, '疑似重复人员', listDuplicates, [
  { title: '一方', value: pair => pair.one.name },
  { title: '一方手机', value: pair => pair.one.phoneMasked },
  { title: '一方房产', value: pair => homesOf(pair.one), width: 24 },
  { title: '另一方', value: pair => pair.other.name },
  { title: '另一方手机', value: pair => pair.other.phoneMasked },
  { title: '另一方房产', value: pair => homesOf(pair.other), width: 24 },
  { title: '依据', value: pair => pair.reasons.map(reason => REASON_WORDS[reason]).join('、'), width: 24 },
  { title: '把握', value: pair => pair.score, format: 'integer' },
  { title: '状态', value: pair => STATE_WORDS[pair.state] },
  { title: '处理人', value: pair => pair.decidedByName },
  { title: '处理时间', value: pair => pair.decidedAt, format: 'instant', width: 18 },
])
