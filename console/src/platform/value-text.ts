import { formatDateTime, formatMoney, type Locale, useLocale } from '@anju/ui'
import { useApprovalWords } from '../approvals/kind-words.ts'
import { usePermissionTexts } from '../texts/permissions.ts'
import { VALUE_WORDS } from './value-words.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/
const WHOLE = /^-?\d+$/

/** What people write by hand: a word there that looks like a code is none. */
const FREE = /^(name|title|label|note|notes|text|description|reason|comment|code|number|answer|plate|address|words)$/i

/** The code of a field in words; undefined where it is none. */
export function codeText(field: string, value: string, locale: Locale): string | undefined {
  if (field === 'permission' || field === 'permissions')
    return usePermissionTexts.has(value) ? usePermissionTexts.in(locale)(value) : undefined
  const kind = `kind.${value}`
  if (field === 'kind' && useApprovalWords.has(kind)) return useApprovalWords.in(locale)(kind)
  const words = VALUE_WORDS[`${field}.${value}`] ?? (FREE.test(field) ? undefined : VALUE_WORDS[value])
  return words?.[locale === 'en' ? 1 : 0]
}

/**
 * A stored value by what its field says it is: amounts as ¥ (their names end in `Fen`), codes in words, moments of Shanghai; anything
 * else as it is written.
 */
export function valueText(field: string, value: string | number, locale: Locale): string {
  const text = String(value)
  if (field.endsWith('Fen') && WHOLE.test(text)) return formatMoney(BigInt(text))
  if (typeof value === 'number') return text
  return codeText(field, value, locale) ?? (INSTANT.test(value) ? formatDateTime(value) : value)
}

/** `valueText` in the reader's language. */
export function useValueText(): (field: string, value: string | number) => string {
  const { locale } = useLocale()
  return (field, value) => valueText(field, value, locale)
}
