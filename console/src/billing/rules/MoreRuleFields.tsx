import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { ChevronRight, Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { DateField } from '../DateField.tsx'
import { priceRules } from './price-rules.ts'
import { isFor, type Optional, type RuleValues } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'

const GRAINS = ['contract-month', 'natural-month'] as const
const PRORATIONS = ['ACTUAL', 'DAYS30', 'YEAR365', 'HALF_MONTH', 'WHOLE_MONTH'] as const
const ROUNDINGS = [
  'HALF_UP/fen',
  'HALF_UP/jiao',
  'HALF_UP/yuan',
  'UP/fen',
  'UP/jiao',
  'UP/yuan',
  'DOWN/fen',
  'DOWN/jiao',
  'DOWN/yuan',
] as const
const PERCENT = /^\d{1,3}(\.\d{1,6})?$/

/** Terms that most companies leave as they are: those that the kind reads. They are always part of the form, folded away or not. */
export function MoreRuleFields({ billed }: { billed: boolean }) {
  const t = useRuleTexts()
  const [open, setOpen] = useState(false)
  const kind = Form.useWatch('kind', Form.useFormInstance<RuleValues>()) ?? 'area-price'
  const has = (setting: Optional) => isFor(kind, setting)
  return (
    <section className="c-rule__more">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden />
        {t('moreSettings')}
      </button>
      <div hidden={!open}>
        <Form.Item name="lineGrain" label={t('lineGrain')} required>
          <Select disabled={billed} options={GRAINS.map(value => ({ value, label: t(`lineGrain.${value}`) }))} />
        </Form.Item>
        <Form.Item name="proration" label={t('proration')} required hidden={!has('proration')}>
          <Select disabled={billed} options={PRORATIONS.map(value => ({ value, label: t(`proration.${value}`) }))} />
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
        <div className="c-form__pair">
          {has('minimum') ? (
            <Form.Item
              name="minimum"
              label={t('minimum')}
              extra={t(kind === 'metered' ? 'minimumReadHint' : 'minimumHint')}
              rules={priceRules(t, 2, null)}
            >
              <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
            </Form.Item>
          ) : null}
          {has('freeMonths') ? (
            <Form.Item name="freeMonths" label={t('freeMonths')} extra={t('freeMonthsHint')}>
              <InputNumber min={0} max={120} precision={0} style={{ width: '100%' }} />
            </Form.Item>
          ) : null}
        </div>
        {has('freeSpans') ? <FreeSpans /> : null}
        {has('rounding') ? (
          <Form.Item name="rounding" label={t('rounding')}>
            <Select options={ROUNDINGS.map(value => ({ value, label: t(`rounding.${value}`) }))} />
          </Form.Item>
        ) : null}
        {has('zeroIsFree') ? (
          <Form.Item name="zeroIsFree" label={t('zeroIsFree')} extra={t('zeroIsFreeHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
        ) : null}
        <PenaltyFields />
      </div>
    </section>
  )
}

const MOST_SPANS = 20

/** Days nobody pays for: rent-free days, a promise of the developer. */
function FreeSpans() {
  const t = useRuleTexts()
  const missing = [{ required: true, message: t('freeDayMissing') }]
  return (
    <Form.List name="freeSpans">
      {(fields, { add, remove }) => (
        <div className="c-steps">
          {fields.map(({ key, name }) => (
            <div key={key} className="c-steps__row">
              <Form.Item name={[name, 'from']} label={t('freeFrom')} rules={missing} validateTrigger="onChange">
                <DateField />
              </Form.Item>
              <Form.Item
                name={[name, 'to']}
                label={t('freeTo')}
                dependencies={[['freeSpans', name, 'from']]}
                validateTrigger="onChange"
                rules={[
                  ...missing,
                  ({ getFieldValue }) => ({
                    validator: async (_, to: string | null | undefined) => {
                      if (to && to < getFieldValue(['freeSpans', name, 'from'])) throw new Error(t('endBeforeStart'))
                    },
                  }),
                ]}
              >
                <DateField />
              </Form.Item>
              <Button
                icon={<Minus size={14} aria-hidden />}
                aria-label={t('removeStep')}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<Plus size={14} aria-hidden />} disabled={fields.length >= MOST_SPANS} onClick={() => add({})}>
            {t('addFreeSpan')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

function PenaltyFields() {
  const t = useRuleTexts()
  const form = Form.useFormInstance<RuleValues>()
  const penalized = Form.useWatch('penalized', form)
  const by = Form.useWatch('penaltyBy', form)
  return (
    <>
      <Form.Item name="penalized" label={t('penalized')} extra={t('penalizedHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {penalized ? (
        <>
          <div className="c-form__pair">
            <Form.Item name="penaltyBy" label={t('penaltyBy')} required>
              <Select options={(['day', 'lpr'] as const).map(value => ({ value, label: t(`penaltyBy.${value}`) }))} />
            </Form.Item>
            {by === 'lpr' ? (
              <Form.Item
                name="penaltyTimes"
                label={t('penaltyTimes')}
                rules={[{ required: true, pattern: PERCENT, message: t('percentWrong') }]}
              >
                <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="×" />
              </Form.Item>
            ) : (
              <Form.Item
                name="penaltyPercent"
                label={t('penaltyPercent')}
                extra={t('penaltyPercentHint')}
                rules={[{ required: true, pattern: PERCENT, message: t('percentWrong') }]}
              >
                <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="%" />
              </Form.Item>
            )}
          </div>
          {by === 'lpr' ? <LprRates /> : null}
          <div className="c-form__triple">
            <Form.Item name="penaltyGrace" label={t('penaltyGrace')} required>
              <InputNumber min={0} max={365} precision={0} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name="penaltyFrom" label={t('penaltyFrom')} required>
              <Select
                options={(['end-of-grace', 'due-date'] as const).map(value => ({
                  value,
                  label: t(`penaltyFrom.${value}`),
                }))}
              />
            </Form.Item>
            <Form.Item
              name="penaltyCap"
              label={t('penaltyCap')}
              rules={[{ pattern: PERCENT, message: t('percentWrong') }]}
            >
              <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="%" />
            </Form.Item>
          </div>
        </>
      ) : null}
    </>
  )
}

function LprRates() {
  const t = useRuleTexts()
  return (
    <Form.List name="penaltyRates">
      {(fields, { add, remove }) => (
        <div className="c-steps">
          {fields.map(({ key, name }) => (
            <div key={key} className="c-steps__row">
              <Form.Item
                name={[name, 'effectiveFrom']}
                label={t('lprFrom')}
                rules={[{ required: true, message: t('effectiveFromMissing') }]}
              >
                <DateField />
              </Form.Item>
              <Form.Item
                name={[name, 'percent']}
                label={t('lprPercent')}
                rules={[{ required: true, pattern: PERCENT, message: t('percentWrong') }]}
              >
                <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="%" />
              </Form.Item>
              <Button
                icon={<Minus size={14} aria-hidden />}
                aria-label={t('removeStep')}
                disabled={fields.length <= 1}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<Plus size={14} aria-hidden />} onClick={() => add({})}>
            {t('addLpr')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
