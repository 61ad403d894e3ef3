import { Button, Form, Input, InputNumber, Select } from 'antd'
import { Minus, Plus } from 'lucide-react'
import { DateField } from '../DateField.tsx'
import { lengthRules, timeRules, yuanRules } from './field-rules.ts'
import type { ParkingValues } from './parking-form.ts'
import { useParkingTexts } from './texts.ts'

const MOST = 20
const MOST_MINUTES = 44_640

/** Coupons by time, by money, or for everything. */
export function CouponFields() {
  const t = useParkingTexts()
  return (
    <fieldset>
      <legend>{t('coupons')}</legend>
      <Form.List name="coupons">
        {(fields, { add, remove }) => (
          <div className="c-steps">
            {fields.map(({ key, name }) => (
              <div key={key} className="c-steps__row">
                <Form.Item name={[name, 'kind']} label={t('couponKind')}>
                  <Select
                    options={(['minutes', 'money', 'whole'] as const).map(value => ({
                      value,
                      label: t(`coupon.${value}`),
                    }))}
                  />
                </Form.Item>
                <CouponWorth index={name} />
                <Button icon={<Minus size={14} aria-hidden />} aria-label={t('remove')} onClick={() => remove(name)} />
              </div>
            ))}
            <Button
              icon={<Plus size={14} aria-hidden />}
              disabled={fields.length >= MOST}
              onClick={() => add({ kind: 'minutes', minutes: 120, yuan: '' })}
            >
              {t('addCoupon')}
            </Button>
          </div>
        )}
      </Form.List>
    </fieldset>
  )
}

function CouponWorth({ index }: { index: number }) {
  const t = useParkingTexts()
  const kind = Form.useWatch(['coupons', index, 'kind'], Form.useFormInstance<ParkingValues>()) ?? 'minutes'
  if (kind === 'whole') return <span />
  return kind === 'minutes' ? (
    <Form.Item name={[index, 'minutes']} label={t('couponMinutes')} rules={lengthRules(t, MOST_MINUTES)}>
      <InputNumber precision={0} style={{ width: '100%' }} />
    </Form.Item>
  ) : (
    <Form.Item name={[index, 'yuan']} label={t('couponYuan')} rules={yuanRules(t)} required>
      <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
    </Form.Item>
  )
}

/** What was paid before driving out: the grace counts from it. */
export function PaymentFields() {
  const t = useParkingTexts()
  const form = Form.useFormInstance<ParkingValues>()
  const paidNow = () => ({ on: form.getFieldValue('exitOn'), at: form.getFieldValue('exitAt'), yuan: '' })
  return (
    <fieldset>
      <legend>{t('payments')}</legend>
      <Form.List name="payments">
        {(fields, { add, remove }) => (
          <div className="c-steps">
            {fields.map(({ key, name }) => (
              <div key={key} className="c-steps__row c-steps__row--three">
                <Form.Item name={[name, 'on']} label={t('paidOn')} rules={[{ required: true, message: t('required') }]}>
                  <DateField />
                </Form.Item>
                <Form.Item name={[name, 'at']} label={t('paidAt')} rules={timeRules(t)} required>
                  <Input maxLength={8} placeholder={t('timeHint')} autoComplete="off" className="c-price" />
                </Form.Item>
                <Form.Item name={[name, 'yuan']} label={t('paidYuan')} rules={yuanRules(t)} required>
                  <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
                </Form.Item>
                <Button icon={<Minus size={14} aria-hidden />} aria-label={t('remove')} onClick={() => remove(name)} />
              </div>
            ))}
            <Button
              icon={<Plus size={14} aria-hidden />}
              disabled={fields.length >= MOST}
              onClick={() => add(paidNow())}
            >
              {t('addPayment')}
            </Button>
          </div>
        )}
      </Form.List>
    </fieldset>
  )
}
