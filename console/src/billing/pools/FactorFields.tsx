import { Button, Form, Input, InputNumber } from 'antd'
import { Minus, Plus } from 'lucide-react'
import type { PoolValues } from './PoolForm.tsx'
import { usePoolTexts } from './texts.ts'

const FACTOR = /^\d{1,6}(\.\d{1,4})?$/

/** Factors by the floor, from below; the last is for all floors above. */
export function FactorFields() {
  const t = usePoolTexts()
  const form = Form.useFormInstance<PoolValues>()
  const rising = (index: number) => ({
    validator: async (_: unknown, upTo: number | null | undefined) => {
      if (typeof upTo !== 'number') throw new Error(t('upToMissing'))
      const below = form.getFieldValue(['factors', index - 1, 'upTo']) as number | undefined
      if (below !== undefined && upTo <= below) throw new Error(t('upToOrder'))
    },
  })
  return (
    <Form.List name="factors">
      {(fields, { add, remove }) => (
        <fieldset className="c-steps" aria-label={t('factors')}>
          {fields.map(({ key, name }, index) => {
            const isLast = index === fields.length - 1
            return (
              <div key={key} className="c-steps__row">
                <Form.Item
                  name={[name, 'upTo']}
                  label={isLast ? t('upToLast') : t('upTo')}
                  rules={isLast ? [] : [rising(index)]}
                >
                  {isLast ? (
                    <Input disabled placeholder={t('upToLast')} value="" />
                  ) : (
                    <InputNumber min={-20} max={200} precision={0} style={{ width: '100%' }} />
                  )}
                </Form.Item>
                <Form.Item
                  name={[name, 'factor']}
                  label={t('factor')}
                  rules={[{ required: true, pattern: FACTOR, message: t('factorWrong') }]}
                >
                  <Input inputMode="decimal" autoComplete="off" className="c-price" />
                </Form.Item>
                <Button
                  icon={<Minus size={14} aria-hidden />}
                  aria-label={t('removeFactor')}
                  disabled={fields.length <= 1}
                  onClick={() => remove(name)}
                />
              </div>
            )
          })}
          <Button
            icon={<Plus size={14} aria-hidden />}
            disabled={fields.length >= 20}
            onClick={() => add({ factor: '1' }, Math.max(0, fields.length - 1))}
          >
            {t('addFactor')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  )
}
