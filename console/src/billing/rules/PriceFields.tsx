import { Form, Input } from 'antd'
import { FormulaField } from './FormulaField.tsx'
import { priceRules } from './price-rules.ts'
import { hasFixedAmount, hasUnitPrice, type Kind, type RuleValues } from './rule-form.ts'
import { StepFields } from './StepFields.tsx'
import { useRuleTexts } from './texts.ts'

/** The prices of a version: whatever the kind of rule is charged by. */
export function PriceFields({ kind, measure }: { kind: Kind; measure?: string | null }) {
  const t = useRuleTexts()
  if (kind === 'pool') return <p className="c-form__note">{t('poolNote')}</p>
  if (kind === 'metered') return <StepFields />
  const byUnit = hasUnitPrice({ kind, measure })
  return (
    <>
      {kind === 'formula' ? <FormulaField /> : null}
      <div className="c-form__pair">
        {byUnit ? <UnitPrice kind={kind} /> : null}
        {hasFixedAmount(kind) ? <FixedAmount kind={kind} byUnit={byUnit} /> : null}
      </div>
      {kind === 'rent' ? (
        <Form.Item
          name="turnoverPercent"
          label={t('turnoverPercent')}
          extra={t('turnoverHint')}
          rules={[{ pattern: /^\d{1,2}(\.\d{1,4})?$/, message: t('percentWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="%" />
        </Form.Item>
      ) : null}
    </>
  )
}

function UnitPrice({ kind }: { kind: Kind }) {
  const t = useRuleTexts()
  const basis: RuleValues['rentBasis'] = Form.useWatch('rentBasis', Form.useFormInstance())
  const optional = kind === 'rent' || kind === 'formula'
  const label =
    kind === 'count-price'
      ? t('countPrice')
      : kind === 'one-off'
        ? t('oncePrice')
        : kind === 'formula'
          ? t('formulaPrice')
          : kind === 'rent' && basis && basis !== 'month'
            ? t('dayPrice')
            : t('unitPrice')
  return (
    <Form.Item name="unitPrice" label={label} rules={priceRules(t, 4, optional ? null : t('unitPriceMissing'))}>
      <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={13} />
    </Form.Item>
  )
}

function FixedAmount({ kind, byUnit }: { kind: Kind; byUnit: boolean }) {
  const t = useRuleTexts()
  const whole = kind === 'fixed' || kind === 'deposit' || (kind === 'one-off' && !byUnit)
  const label =
    kind === 'deposit'
      ? t('depositAmount')
      : kind === 'one-off'
        ? t('onceAmount')
        : kind === 'fixed'
          ? t('fixedAmount')
          : kind === 'rent'
            ? t('rentAmount')
            : kind === 'formula'
              ? t('formulaFixed')
              : t('surcharge')
  return (
    <Form.Item
      name="fixedAmount"
      label={label}
      rules={priceRules(t, 2, whole ? t('fixedMissing') : null)}
      extra={kind === 'area-price' || kind === 'count-price' ? t('surchargeHint') : undefined}
    >
      <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
    </Form.Item>
  )
}
