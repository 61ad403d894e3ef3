import { devices as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listMessages } from './message-view.ts'

const STATE_WORDS = { waiting: '待处理', taken: '已处理', refused: '未采用' }

/** The list of messages as a file, with the same filters. */
export const exportMessages = defineExport(contract.exportMessages, '设备上报', listMessages, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '网关', value: row => row.gatewayName, width: 20 },
  { title: '消息号', value: row => row.number, width: 24 },
  { title: '类型', value: row => row.kind, width: 16 },
  { title: '采集时间', value: row => row.saidAt, format: 'instant', width: 18 },
  { title: '收到时间', value: row => row.receivedAt, format: 'instant', width: 18 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '原因', value: row => row.reason, width: 26 },
  { title: '内容', value: row => row.body, width: 50 },
])
