import { AutoComplete } from 'antd'
import { useRules } from '../useRules.ts'
import { useRuleTexts } from './texts.ts'

interface ItemFieldProps {
  value?: string
  onChange?: (name: string) => void
  id?: string
}

/** The charge item: one that is in use, or a new one. */
export function ItemField(props: ItemFieldProps) {
  const t = useRuleTexts()
  const { data: rules = [] } = useRules()
  const names = [...new Set(rules.map(rule => rule.itemName))].toSorted((a, b) => a.localeCompare(b, 'zh-CN'))
  return (
    <AutoComplete
      {...props}
      options={names.map(value => ({ value }))}
      showSearch={{ filterOption: (text, option) => String(option?.value ?? '').includes(text) }}
      placeholder={t('itemPlaceholder')}
    />
  )
}
