import { Form } from 'antd'
import { MonthsField } from '../DateField.tsx'
import { useFundTexts } from './texts.ts'

/** From month to month, as a field of a form. */
export function MonthsItem({ label, missing }: { label: string; missing: string }) {
  return (
    <Form.Item name="months" label={label} rules={[{ required: true, message: missing }]}>
      <Months />
    </Form.Item>
  )
}

interface MonthsProps {
  id?: string
  value?: [string, string]
  onChange?: (months: [string, string]) => void
}

function Months({ id, value = ['', ''], onChange }: MonthsProps) {
  const t = useFundTexts()
  return <MonthsField id={id} value={value} onChange={months => onChange?.(months)} labels={[t('from'), t('to')]} />
}
