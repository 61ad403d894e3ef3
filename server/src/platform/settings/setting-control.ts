import { z } from 'zod'

export interface Words {
  'zh-CN': string
  en: string
}

export type ChoiceWords = Readonly<Record<string, Words>>

/** How a setting is drawn and what it may be; the schema is asked again when it is changed. */
export type SettingControl =
  | { kind: 'boolean' }
  | { kind: 'number'; integer: boolean; min: number | null; max: number | null; unit: Words | null }
  | { kind: 'text'; maxLength: number | null }
  | { kind: 'choice'; choices: { value: string; label: Words }[] }
  | { kind: 'list'; maxItems: number | null; choices: { value: string; label: Words }[] | null }

interface Json {
  type?: string
  enum?: string[]
  items?: Json
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
}

/** Reads from a zod schema how a setting is drawn; a schema that no screen could draw is a programmer's error, found at the start. */
export function controlOf(
  key: string,
  schema: z.ZodType,
  words: { unit?: Words; choices?: ChoiceWords },
): SettingControl {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Json
  const labelled = (values: string[]) =>
    values.map(value => ({ value, label: words.choices?.[value] ?? { 'zh-CN': value, en: value } }))
  if (json.type === 'boolean') return { kind: 'boolean' }
  if (json.type === 'integer' || json.type === 'number') {
    return {
      kind: 'number',
      integer: json.type === 'integer',
      min: bound(json.minimum),
      max: bound(json.maximum),
      unit: words.unit ?? null,
    }
  }
  if (json.enum) return { kind: 'choice', choices: labelled(json.enum) }
  if (json.type === 'string') return { kind: 'text', maxLength: json.maxLength ?? null }
  if (json.type === 'array' && json.items?.type === 'string') {
    return {
      kind: 'list',
      maxItems: json.maxItems ?? null,
      choices: json.items.enum ? labelled(json.items.enum) : null,
    }
  }
  throw new Error(`No screen can draw the setting ${key}: use a boolean, number, text, enum or list.`)
}

/** A safe integer at its very end is no bound. */
function bound(value: number | undefined): number | null {
  return value === undefined || Math.abs(value) === Number.MAX_SAFE_INTEGER ? null : value
}
