import { serviceDesk as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listFullOrders, type OrderRow } from './order-view.ts'

const STATE_WORDS: Record<OrderRow['state'], string> = {
  reported: '待派单',
  assigned: '待接单',
  working: '处理中',
  done: '待确认',
  closed: '已关闭',
  void: '已作废',
}

const CATEGORY_WORDS: Record<OrderRow['category'], string> = {
  water: '水',
  power: '电',
  'door-lock': '门锁',
  lift: '电梯',
  'public-area': '公共区域',
  appliance: '家电',
  other: '其他',
}

/** The order list with the same filters as a file. Errors: platform.export_too_large. */
export const exportOrders = defineExport(contract.exportOrders, '工单', listFullOrders, [
  { title: '工单号', value: row => row.number, width: 18 },
  { title: '位置', value: row => row.place, width: 22 },
  { title: '类别', value: row => CATEGORY_WORDS[row.category] },
  { title: '紧急程度', value: row => (row.urgency === 'urgent' ? '紧急' : '一般') },
  { title: '描述', value: row => row.description, width: 40 },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '超时', value: row => (row.late ? '是' : '否') },
  { title: '轮次', value: row => row.round, format: 'integer' },
  { title: '报修人', value: row => row.reporterName },
  { title: '维修人员', value: row => row.assigneeName },
  { title: '报修时间', value: row => row.reportedAt, format: 'instant' },
  { title: '响应时限', value: row => row.respondBy, format: 'instant' },
  { title: '完成时限', value: row => row.finishBy, format: 'instant' },
  { title: '完成时间', value: row => row.doneAt, format: 'instant' },
  { title: '关闭时间', value: row => row.closedAt, format: 'instant' },
  { title: '评分', value: row => row.score, format: 'integer' },
])
