import { Form, Select } from 'antd'
import type { Item } from './item.ts'
import { useItems } from './useItems.ts'

interface ItemsFieldProps {
  label: string
  /** What none chosen means. */
  all: string
  /** Said below. */
  extra?: string
  /** Which items can be chosen; all when absent. */
  only?: (item: Item) => boolean
}

/** Which charge items something is about, as `itemIds`. */
export function ItemsField({ label, all, extra, only = () => true }: ItemsFieldProps) {
  const { data: items = [] } = useItems()
  return (
    <Form.Item name="itemIds" label={label} extra={extra}>
      <Select
        mode="multiple"
        allowClear
        placeholder={all}
        options={items.filter(only).map(item => ({ value: item.id, label: item.name }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
    </Form.Item>
  )
}
