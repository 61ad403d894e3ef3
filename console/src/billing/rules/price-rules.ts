import type { Rule as FieldRule } from 'antd/es/form'
import type { useRuleTexts } from './texts.ts'

type Texts = ReturnType<typeof useRuleTexts>

/** What a price field asks for: an exact decimal as the contract takes it, with at most so many decimals. */
export function priceRules(t: Texts, digits: 2 | 4, missing: string | null): FieldRule[] {
  const pattern = digits === 4 ? /^\d{1,8}(\.\d{1,4})?$/ : /^\d{1,8}(\.\d{1,2})?$/
  const rules: FieldRule[] = [{ pattern, message: t('priceWrong', { digits }) }]
  if (missing === null) return rules
  return [
    { required: true, message: missing },
    ...rules,
    {
      validator: async (_, text: string | undefined) => {
        if (text && /^[0.]+$/.test(text)) throw new Error(t('priceZero'))
      },
    },
  ]
}
