import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { ListVerb } from '../../platform/exports/define-export.ts'
import { listCustomFields, type Subject } from './field-view.ts'

interface Answered {
  fields: { fieldId: string; value: string }[]
}

/** A list with what is said in the company's own fields, in words, as `told`: 学区：南山实验小学；产权证：已办理. For files. */
export function tellFields<Filters, Row extends Answered>(
  subject: Subject['subject'],
  list: ListVerb<Filters, Row>,
): ListVerb<Filters, Row & { told: string }> {
  return async (tx: Tx, actor: Actor, input) => {
    const page = await list(tx, actor, input)
    const { items } = await listCustomFields(tx, actor, { subject })
    const fields = new Map(items.map(field => [field.id, field]))
    const words = ({ fieldId, value }: Answered['fields'][number]) => {
      const field = fields.get(fieldId)
      return `${field?.label ?? ''}：${field?.type !== 'yes-no' ? value : value === 'yes' ? '是' : '否'}`
    }
    return { ...page, items: page.items.map(item => ({ ...item, told: item.fields.map(words).join('；') })) }
  }
}
