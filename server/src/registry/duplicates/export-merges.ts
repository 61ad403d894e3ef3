import { registry as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listMerges } from './merge-view.ts'

/** People who were merged, as a file. */
export const exportMerges = defineExport(contract.exportMerges, '合并记录', listMerges, [
  { title: '保留', value: row => row.personName },
  { title: '并入', value: row => row.mergedName },
  { title: '合并人', value: row => row.mergedByName },
  { title: '合并时间', value: row => row.at, format: 'instant', width: 18 },
  { title: '拆回人', value: row => row.undoneByName },
  { title: '拆回时间', value: row => row.undoneAt, format: 'instant', width: 18 },
])
