import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Page } from '../../platform/page.ts'
import { listCustomFields, type Subject } from './field-view.ts'

interface Answered {
  fields: { fieldId: string; value: string }[]
}

type List<Input, Row> = (tx: Tx, actor: Actor, input: Input) => Promise<Page<Row>>

/** A list with what is said in the company's own fields, in words, as `told`: 学区：南山实验小学；产权证：已办理. For files. */
export function tellFields<Input, Row extends Answered>(
  subject: Subject['subject'],
  list: List<Input, Row>,
): List<Input, Row & { told: string }> {
  return async (tx, actor, input) => {
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
