import { type FieldShape, parseValue } from './parse-value.ts'

export interface AskedField extends FieldShape {
  id: string
  label: string
}

export interface Told {
  answers: { fieldId: string; value: string }[]
  /** What stands before the colon where no field is called so. */
  unknown: string[]
  /** Fields whose value is none of their type. */
  wrong: string[]
}

/** What `tellFields` writes into a file, read again: 学区：南山实验小学；产权证：已办理. A yes-or-no field says 是 or 否. */
export function parseTold(fields: readonly AskedField[], text: string): Told {
  const told: Told = { answers: [], unknown: [], wrong: [] }
  for (const part of text.split(/[；;\n]/)) {
    const [, label = part, said = ''] = /^([^：:]*)[：:](.*)$/.exec(part.trim()) ?? []
    if (label.trim() === '') continue
    const field = fields.find(one => one.label === label.trim())
    const plain = said.trim()
    const yes = { 是: 'yes', 否: 'no' }[plain] ?? plain
    const value = field && parseValue(field, field.type === 'yes-no' ? yes : plain)
    if (!field) told.unknown.push(label.trim())
    else if (!value) told.wrong.push(field.label)
    else told.answers.push({ fieldId: field.id, value })
  }
  return told
}
