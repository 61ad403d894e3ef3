import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listPurchases } from './purchase-view.ts'

/** The invoices of suppliers as a file, with the same filters. Errors: platform.export_too_large. */
export const exportPurchases = defineExport(contract.exportPurchases, '转售购进', listPurchases, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '收费项目', value: row => row.itemName, width: 16 },
  { title: '月份', value: row => row.month },
  { title: '供应商', value: row => row.supplier, width: 24 },
  { title: '发票号码', value: row => row.reference, width: 24 },
  { title: '金额（含税）', value: row => row.amountFen, format: 'money' },
  { title: '备注', value: row => row.note, width: 20 },
  { title: '录入人', value: row => row.createdByName },
  { title: '作废原因', value: row => row.voidReason, width: 20 },
])
