import { Form, Select } from 'antd'
import { useItems } from './useItems.ts'

interface ItemsFieldProps {
  label: string
  /** What none chosen means. */
  all: string
}

/** Which charge items something is about, as `itemIds`. */
export function ItemsField({ label, all }: ItemsFieldProps) {
  const { data: items = [] } = useItems()
  return (
    <Form.Item name="itemIds" label={label}>
      <Select
        mode="multiple"
        allowClear
        placeholder={all}
        options={items.map(item => ({ value: item.id, label: item.name }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
    </Form.Item>
  )
}
