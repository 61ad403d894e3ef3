import { useLocale } from '@anju/ui'
import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { atWords } from '../measure-words.ts'
import { useBillingTexts } from '../texts.ts'
import { PriceFields } from './PriceFields.tsx'
import type { Kind, RuleValues } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'

const KINDS = [
  'area-price',
  'fixed',
  'count-price',
  'metered',
  'pool',
  'rent',
  'formula',
  'one-off',
  'deposit',
] as const
const COUNTED = ['households', 'persons', 'spaces', 'quantity', 'coefficient', 'innerArea'] as const
const ONCE = ['none', 'area', 'quantity'] as const

/** What was counted before, where the kind can count it; else what it mostly counts. */
function measureFor(kind: Kind, measure: string | null | undefined): string {
  const values: readonly string[] = kind === 'one-off' ? ONCE : COUNTED
  return measure && values.includes(measure) ? measure : (values[0] ?? 'none')
}

interface KindFieldsProps {
  /** Bills were made by the rule: what would cut their cycles anew stays. */
  billed: boolean
  /** Prices are changed by versions of their own. */
  withPrices: boolean
}

/** How the charge comes about, and what its kind needs. */
export function KindFields({ billed, withPrices }: KindFieldsProps) {
  const t = useRuleTexts()
  const words = useBillingTexts()
  const form = Form.useFormInstance<RuleValues>()
  const kind = Form.useWatch('kind', form) ?? 'area-price'
  const measure = Form.useWatch('measure', form)
  return (
    <>
      <Form.Item name="kind" label={t('kind')} required extra={t(`kindHint.${kind}`)}>
        <Select
          disabled={billed}
          options={KINDS.map(value => ({ value, label: words(`kind.${value}`) }))}
          onChange={chosen => form.setFieldValue('measure', measureFor(chosen, form.getFieldValue('measure')))}
        />
      </Form.Item>
      {kind === 'count-price' || kind === 'one-off' ? <MeasureField once={kind === 'one-off'} billed={billed} /> : null}
      {kind === 'rent' ? <RentFields /> : null}
      {withPrices ? <PriceFields kind={kind} measure={measure} /> : null}
    </>
  )
}

function MeasureField({ once, billed }: { once: boolean; billed: boolean }) {
  const t = useRuleTexts()
  const { locale } = useLocale()
  const values = once ? ONCE : COUNTED
  return (
    <Form.Item
      name="measure"
      label={t('measure')}
      rules={[{ required: true }]}
      extra={once ? undefined : t('measureHint')}
    >
      <Select
        disabled={billed}
        options={values.map(value => ({
          value,
          label: value === 'none' ? t('measureNone') : atWords(value, locale),
        }))}
      />
    </Form.Item>
  )
}

function RentFields() {
  const t = useRuleTexts()
  const escalates = Form.useWatch('escalates', Form.useFormInstance<RuleValues>())
  return (
    <>
      <Form.Item name="rentBasis" label={t('rentBasis')} required>
        <Select
          options={(['month', 'day', 'year'] as const).map(value => ({ value, label: t(`rentBasis.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="escalates" label={t('escalates')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {escalates ? (
        <div className="c-form__triple">
          <Form.Item
            name="escalationPercent"
            label={t('escalationPercent')}
            rules={[{ required: true, pattern: /^\d{1,3}(\.\d{1,4})?$/, message: t('percentWrong') }]}
          >
            <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="%" />
          </Form.Item>
          <Form.Item name="escalationMonths" label={t('escalationMonths')} required>
            <InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="escalationMode" label={t('escalationMode')} required>
            <Select
              options={(['compound', 'simple'] as const).map(value => ({ value, label: t(`escalation.${value}`) }))}
            />
          </Form.Item>
        </div>
      ) : null}
    </>
  )
}
