import { registry as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listPlaceDocuments, type PlaceDocument } from './place-document-view.ts'

const KIND_WORDS: Record<PlaceDocument['kind'], string> = {
  title: '房产证',
  handover: '交付验收单',
  decoration: '装修资料',
  contract: '合同',
  drawing: '图纸',
  acceptance: '承接查验',
  photo: '照片',
  other: '其他',
}

/** The list of papers as a file, with the same filters. Errors: platform.export_too_large. */
export const exportPlaceDocuments = defineExport(contract.exportPlaceDocuments, '房产资料', listPlaceDocuments, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.premisesLabel ?? '小区', width: 22 },
  { title: '类型', value: row => KIND_WORDS[row.kind] },
  { title: '名称', value: row => row.title, width: 24 },
  { title: '编号', value: row => row.number, width: 18 },
  { title: '日期', value: row => row.datedOn },
  { title: '有效期至', value: row => row.validUntil },
  { title: '备注', value: row => row.note, width: 24 },
  { title: '文件', value: row => row.file?.name ?? '', width: 24 },
  { title: '登记人', value: row => row.addedByName },
  { title: '移除原因', value: row => row.removedReason ?? '' },
])
