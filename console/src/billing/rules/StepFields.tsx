import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import type { Rule as FieldRule } from 'antd/es/form'
import { Minus, Plus } from 'lucide-react'
import { METER_KINDS } from '../../metering/meter.ts'
import { useMeterTexts } from '../../metering/texts.ts'
import { priceRules } from './price-rules.ts'
import type { RuleValues } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'

const QUANTITY = /^\d{1,12}(\.\d{1,4})?$/

/** How a meter's usage is priced: one price, steps, or prices by the part of the day. */
export function StepFields() {
  const t = useRuleTexts()
  const pricing: RuleValues['pricing'] = Form.useWatch('pricing', Form.useFormInstance()) ?? 'single'
  return (
    <>
      <MeterKindField />
      <Form.Item name="pricing" label={t('pricing')} required>
        <Radio.Group
          optionType="button"
          options={(['single', 'tiers', 'bands'] as const).map(value => ({ value, label: t(`pricing.${value}`) }))}
        />
      </Form.Item>
      {pricing === 'single' ? (
        <Form.Item name="unitPrice" label={t('usagePrice')} rules={priceRules(t, 4, t('unitPriceMissing'))}>
          <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={13} />
        </Form.Item>
      ) : null}
      {pricing === 'tiers' ? <Tiers /> : null}
      {pricing === 'bands' ? <Bands /> : null}
      <Form.Item name="fixedAmount" label={t('basicFee')} rules={priceRules(t, 2, null)} extra={t('basicFeeHint')}>
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
      </Form.Item>
    </>
  )
}

/** Only where the rule is made, not where a price is added: `kind` stands in that form alone. */
function MeterKindField() {
  const t = useRuleTexts()
  const meters = useMeterTexts()
  const kind = Form.useWatch('kind', { form: Form.useFormInstance(), preserve: true })
  if (kind !== 'metered') return null
  return (
    <Form.Item
      name="meterKind"
      label={t('meterKind')}
      extra={t('meterKindHint')}
      rules={[{ required: true, message: t('meterKindMissing') }]}
    >
      <Select options={METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) }))} />
    </Form.Item>
  )
}

/** A limit is a quantity above the one before. */
function limitRules(message: string, name: number): FieldRule[] {
  return [
    { required: true, pattern: QUANTITY, message },
    ({ getFieldValue }) => ({
      validator: async (_, limit: string | undefined) => {
        const before: string | undefined = name > 0 ? getFieldValue(['tiers', name - 1, 'upTo']) : '0'
        if (limit && before && Number(limit) <= Number(before)) throw new Error(message)
      },
    }),
  ]
}

function Tiers() {
  const t = useRuleTexts()
  return (
    <>
      <Form.List name="tiers">
        {(fields, { add, remove }) => (
          <div className="c-steps">
            {fields.map(({ key, name }, index) => (
              <div key={key} className="c-steps__row">
                <Form.Item
                  name={[name, 'upTo']}
                  label={t('tierUpTo', { number: index + 1 })}
                  dependencies={index === 0 ? [] : [['tiers', name - 1, 'upTo']]}
                  rules={index === fields.length - 1 ? [] : limitRules(t('tierUpToMissing'), name)}
                >
                  {index === fields.length - 1 ? (
                    <Input disabled placeholder={t('tierLast')} value="" />
                  ) : (
                    <Input inputMode="decimal" autoComplete="off" className="c-price" />
                  )}
                </Form.Item>
                <Form.Item
                  name={[name, 'unitPrice']}
                  label={t('stepPrice')}
                  rules={priceRules(t, 4, t('unitPriceMissing'))}
                >
                  <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={13} />
                </Form.Item>
                <Button
                  icon={<Minus size={14} aria-hidden />}
                  aria-label={t('removeStep')}
                  disabled={fields.length <= 2}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<Plus size={14} aria-hidden />} disabled={fields.length >= 10} onClick={() => add({})}>
              {t('addStep')}
            </Button>
          </div>
        )}
      </Form.List>
      <Form.Item name="tierSpan" label={t('tierSpan')} required>
        <Select options={(['month', 'year'] as const).map(value => ({ value, label: t(`tierSpan.${value}`) }))} />
      </Form.Item>
      <div className="c-form__pair">
        <Form.Item name="personsAbove" label={t('personsAbove')} extra={t('personsHint')}>
          <InputNumber min={1} max={20} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="personsEach"
          label={t('personsEach')}
          rules={[{ pattern: QUANTITY, message: t('quantityWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" />
        </Form.Item>
      </div>
    </>
  )
}

function Bands() {
  const t = useRuleTexts()
  return (
    <Form.List name="bands">
      {(fields, { add, remove }) => (
        <div className="c-steps">
          {fields.map(({ key, name }) => (
            <div key={key} className="c-steps__row">
              <Form.Item
                name={[name, 'name']}
                label={t('bandName')}
                rules={[{ required: true, whitespace: true, message: t('bandMissing') }]}
              >
                <Input maxLength={20} autoComplete="off" placeholder={t('bandPlaceholder')} />
              </Form.Item>
              <Form.Item
                name={[name, 'unitPrice']}
                label={t('stepPrice')}
                rules={priceRules(t, 4, t('unitPriceMissing'))}
              >
                <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={13} />
              </Form.Item>
              <Button
                icon={<Minus size={14} aria-hidden />}
                aria-label={t('removeStep')}
                disabled={fields.length <= 1}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<Plus size={14} aria-hidden />} disabled={fields.length >= 8} onClick={() => add({})}>
            {t('addBand')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
