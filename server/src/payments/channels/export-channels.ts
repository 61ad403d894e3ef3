import { payments as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listChannelRows } from './channel-rows-view.ts'
import { listChannels } from './channel-view.ts'

/** The channels as a file, with the same filter. Errors: platform.export_too_large. */
export const exportChannels = defineExport(contract.exportChannels, '收款渠道', wholeList(listChannels), [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '渠道', value: row => row.name, width: 20 },
  { title: '费率（%）', value: row => row.ratePercent, format: 'decimal' },
  { title: '状态', value: row => (row.retired ? '已停用' : '使用中') },
])

const OUTCOME_WORDS = {
  ...{ matched: '一致', 'channel-only': '渠道有我方无', 'ours-only': '我方有渠道无' },
  ...{ amount: '金额不符', state: '状态不符' },
}
const DECISION_WORDS = { book: '入账', dismiss: '不处理' }

/** The rows of a statement beside what we know, as a file, with the same filters. Errors: platform.not_found, platform.export_too_large. */
export const exportChannelRows = defineExport(contract.exportChannelRows, '渠道对账明细', listChannelRows, [
  { title: '文件行', value: row => row.place, format: 'integer' },
  { title: '流水号', value: row => row.reference, width: 24 },
  { title: '时间', value: row => row.at, width: 18 },
  { title: '种类', value: row => (row.kind === 'payment' ? '收款' : '退款') },
  { title: '结果', value: row => OUTCOME_WORDS[row.outcome], width: 16 },
  { title: '渠道金额', value: row => row.amountFen, format: 'money', width: 14 },
  { title: '我方金额', value: row => row.oursFen, format: 'money', width: 14 },
  { title: '手续费', value: row => row.feeFen, format: 'money', width: 12 },
  { title: '应收手续费', value: row => row.expectedFeeFen, format: 'money', width: 12 },
  { title: '到账', value: row => row.netFen, format: 'money', width: 14 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '收据', value: row => row.receiptNumber, width: 20 },
  { title: '差异处理', value: row => row.difference && DECISION_WORDS[row.difference.decision] },
  { title: '处理原因', value: row => row.difference?.reason ?? null, width: 24 },
  { title: '提出人', value: row => row.difference?.askedByName ?? null },
  { title: '确认人', value: row => row.difference?.confirmedByName ?? null },
])
