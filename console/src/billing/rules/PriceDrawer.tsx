import { billing } from '@anju/contract'
import { Form } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import type { Rule } from '../useRules.ts'
import { PriceFields } from './PriceFields.tsx'
import { priceText } from './price-text.ts'
import { withFields } from './rule-problems.ts'
import { useRuleTexts } from './texts.ts'

interface PriceValues {
  effectiveFrom: string
  unitPrice?: string
  fixedAmount?: string
}

interface PriceDrawerProps {
  rule: Rule
  open: boolean
  close: () => void
  done: (effectiveFrom: string) => void
}

/** A new price of a rule from a day on. */
export function PriceDrawer({ rule, open, close, done }: PriceDrawerProps) {
  const t = useRuleTexts()
  const last = rule.versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)).at(-1)
  const submit = async ({ effectiveFrom, unitPrice, fixedAmount }: PriceValues, idempotencyKey: string) => {
    // What else the last version holds (tiers, a formula) stays as well.
    const { id: _, effectiveFrom: __, ...terms } = last ?? {}
    const price = { ...terms, effectiveFrom, unitPrice: unitPrice || '0', fixedAmount: fixedAmount || '0' }
    await call(billing.addRuleVersion, {
      params: { ruleId: rule.id },
      body: { id: idempotencyKey, ...price },
      idempotencyKey,
    }).catch(error => {
      throw withFields(error)
    })
    return effectiveFrom
  }
  // What is not changed stays: a surcharge must not be lost with a new price.
  const initialValues = last && {
    unitPrice: priceText(last.unitPrice),
    fixedAmount: /^[0.]+$/.test(last.fixedAmount) ? undefined : priceText(last.fixedAmount),
  }
  return (
    <FormDrawer<PriceValues, string>
      open={open}
      onClose={close}
      title={t('addPriceTitle', { name: rule.name })}
      intro={t('addPriceIntro')}
      initialValues={initialValues}
      submitText={t('addPriceSubmit')}
      submit={submit}
      onDone={done}
    >
      <PriceFields kind={rule.kind} />
      <Form.Item
        name="effectiveFrom"
        label={t('priceFrom')}
        rules={[{ required: true, message: t('effectiveFromMissing') }]}
        validateTrigger="onChange"
      >
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}
