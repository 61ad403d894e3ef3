import { Form, Input } from 'antd'
import type { Rule } from '../useRules.ts'
import { priceRules } from './price-rules.ts'
import { useRuleTexts } from './texts.ts'

/** Price per area with its surcharge, or the fixed amount: whatever the kind of rule is charged by. */
export function PriceFields({ kind }: { kind: Rule['kind'] }) {
  const t = useRuleTexts()
  if (kind === 'fixed' || kind === 'deposit')
    return (
      <Form.Item name="fixedAmount" label={t('fixedAmount')} rules={priceRules(t, 2, t('fixedMissing'))}>
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
      </Form.Item>
    )
  return (
    <>
      <Form.Item name="unitPrice" label={t('unitPrice')} rules={priceRules(t, 4, t('unitPriceMissing'))}>
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={13} />
      </Form.Item>
      <Form.Item name="fixedAmount" label={t('surcharge')} rules={priceRules(t, 2, null)} extra={t('surchargeHint')}>
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
      </Form.Item>
    </>
  )
}
