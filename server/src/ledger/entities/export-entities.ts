import { ledger as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listLegalEntities } from './legal-entities.ts'

/** The legal entities as a file. Errors: platform.export_too_large. */
export const exportLegalEntities = defineExport(
  contract.exportLegalEntities,
  '收费主体',
  wholeList(listLegalEntities),
  [
    { title: '名称', value: row => row.name, width: 30 },
    { title: '税号', value: row => row.taxNumber, width: 24 },
    { title: '纳税人', value: row => (row.taxpayer === 'general' ? '一般纳税人' : '小规模纳税人') },
  ],
)
