import { registry as contract, type RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listCustomFields } from '../fields/field-view.ts'
import { listPremises, type PremisesRow } from './premises-view.ts'
import { layoutWords } from './room.ts'
import { ORIENTATION_WORDS, OWNERSHIP_WORDS, STATE_WORDS, USE_WORDS } from './words.ts'

/** The premises list as a file, with the same filters, in words that people read; the company's own fields stand in the last column. Errors: platform.export_too_large. */
export const exportPremises = defineExport(contract.exportPremises, '房产', listTold, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.label, width: 22 },
  { title: '楼栋', value: row => row.buildingCode },
  { title: '单元', value: row => row.unitCode },
  { title: '楼层', value: row => row.floor, format: 'integer' },
  { title: '最高楼层', value: row => row.floorTo, format: 'integer' },
  { title: '房号', value: row => row.code },
  { title: '区域', value: row => row.areaCode },
  { title: '用途', value: row => USE_WORDS[row.use] },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '建筑面积㎡', value: row => row.areaM2, format: 'decimal' },
  { title: '户型', value: row => [row.layoutCode, layoutWords(row)].filter(Boolean).join(' ') },
  { title: '朝向', value: row => row.orientation && ORIENTATION_WORDS[row.orientation] },
  { title: '产权', value: row => row.ownership && OWNERSHIP_WORDS[row.ownership] },
  { title: '住户', value: row => row.occupants.map(occupant => occupant.name).join('、'), width: 24 },
  { title: '其他资料', value: row => row.told, width: 30 },
])

/** A page of premises with what is said of them in the company's own fields, in words: 学区：南山实验小学；产权证：已办理. */
async function listTold(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listPremises>) {
  const page = await listPremises(tx, actor, input)
  const { items } = await listCustomFields(tx, actor, { subject: 'premises' })
  const fields = new Map(items.map(field => [field.id, field]))
  const words = ({ fieldId, value }: PremisesRow['fields'][number]) => {
    const field = fields.get(fieldId)
    return `${field?.label ?? ''}：${field?.type !== 'yes-no' ? value : value === 'yes' ? '是' : '否'}`
  }
  return { ...page, items: page.items.map(item => ({ ...item, told: item.fields.map(words).join('；') })) }
}
