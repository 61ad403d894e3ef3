import { Form, Input } from 'antd'
import { DateField } from '../DateField.tsx'
import { timeRules } from './field-rules.ts'
import { useParkingTexts } from './texts.ts'

/** When the car came and when it left, to the second. */
export function StayFields() {
  const t = useParkingTexts()
  return (
    <fieldset>
      <legend>{t('stay')}</legend>
      {(['entry', 'exit'] as const).map(end => (
        <div key={end} className="c-form__pair">
          <Form.Item name={`${end}On`} label={t(`${end}On`)} rules={[{ required: true, message: t('required') }]}>
            <DateField />
          </Form.Item>
          <Form.Item name={`${end}At`} label={t(`${end}At`)} rules={timeRules(t)} required>
            <Input maxLength={8} placeholder={t('timeHint')} autoComplete="off" className="c-price" />
          </Form.Item>
        </div>
      ))}
    </fieldset>
  )
}
