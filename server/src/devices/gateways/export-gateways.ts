import { devices as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listGateways } from './gateway-view.ts'

/** The list of gateways as a file, with the same filters. */
export const exportGateways = defineExport(contract.exportGateways, '设备网关', listGateways, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '网关', value: row => row.name, width: 20 },
  { title: '备注', value: row => row.notes, width: 30 },
  { title: '密钥尾号', value: row => row.keyHint },
  { title: '状态', value: row => (row.state === 'active' ? '启用' : '已停用') },
  { title: '最近上报', value: row => row.lastHeardAt, format: 'instant', width: 18 },
  { title: '待处理', value: row => row.waiting, format: 'integer' },
  { title: '未采用', value: row => row.refused, format: 'integer' },
  { title: '登记人', value: row => row.createdByName },
  { title: '登记时间', value: row => row.createdAt, format: 'instant', width: 18 },
])
