import { AutoComplete } from 'antd'
import { useItems } from '../items/useItems.ts'
import { useRuleTexts } from './texts.ts'

interface ItemFieldProps {
  value?: string
  onChange?: (name: string) => void
  id?: string
}

/** The charge item: one that is in use, or a new one. */
export function ItemField(props: ItemFieldProps) {
  const t = useRuleTexts()
  const { data: items = [] } = useItems()
  const names = items.map(item => item.name)
  return (
    <AutoComplete
      {...props}
      options={names.map(value => ({ value }))}
      showSearch={{ filterOption: (text, option) => String(option?.value ?? '').includes(text) }}
      placeholder={t('itemPlaceholder')}
    />
  )
}
