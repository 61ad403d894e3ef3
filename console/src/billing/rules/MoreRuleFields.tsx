import { Form, Select } from 'antd'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { DateField } from '../DateField.tsx'
import { useRuleTexts } from './texts.ts'

const GRAINS = ['contract-month', 'natural-month'] as const
const PRORATIONS = ['ACTUAL', 'DAYS30', 'YEAR365', 'HALF_MONTH', 'WHOLE_MONTH'] as const

/** Terms that most companies leave as they are. They are always part of the form, folded away or not. */
export function MoreRuleFields() {
  const t = useRuleTexts()
  const [open, setOpen] = useState(false)
  return (
    <section className="c-rule__more">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden />
        {t('moreSettings')}
      </button>
      <div hidden={!open}>
        <Form.Item name="lineGrain" label={t('lineGrain')} required>
          <Select options={GRAINS.map(value => ({ value, label: t(`lineGrain.${value}`) }))} />
        </Form.Item>
        <Form.Item name="proration" label={t('proration')} required>
          <Select options={PRORATIONS.map(value => ({ value, label: t(`proration.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="effectiveTo"
          label={t('effectiveTo')}
          extra={t('effectiveToHint')}
          dependencies={['effectiveFrom']}
          validateTrigger="onChange"
          rules={[
            ({ getFieldValue }) => ({
              validator: async (_, to: string | null | undefined) => {
                if (to && to < getFieldValue('effectiveFrom')) throw new Error(t('endBeforeStart'))
              },
            }),
          ]}
        >
          <DateField />
        </Form.Item>
      </div>
    </section>
  )
}
