import { billing } from '@anju/contract'
import { Form } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import type { Rule } from '../useRules.ts'
import { PriceFields } from './PriceFields.tsx'
import { type PriceValues, priceValuesOf, versionOf } from './rule-form.ts'
import { withFields } from './rule-problems.ts'
import { useRuleTexts } from './texts.ts'

interface PriceDrawerProps {
  rule: Rule
  open: boolean
  close: () => void
  done: (effectiveFrom: string) => void
}

/** A new price of a rule from a day on. */
export function PriceDrawer({ rule, open, close, done }: PriceDrawerProps) {
  const t = useRuleTexts()
  const submit = async (values: PriceValues, idempotencyKey: string) => {
    const { kind, measure } = rule
    await call(billing.addRuleVersion, {
      params: { ruleId: rule.id },
      body: { id: idempotencyKey, ...versionOf({ ...values, kind, measure }) },
      idempotencyKey,
    }).catch(error => {
      throw withFields(error)
    })
    return values.effectiveFrom
  }
  return (
    <FormDrawer<PriceValues, string>
      open={open}
      onClose={close}
      title={t('addPriceTitle', { name: rule.name })}
      intro={t('addPriceIntro')}
      // What is not changed stays: a surcharge must not be lost with a new price.
      initialValues={priceValuesOf(rule)}
      submitText={t('addPriceSubmit')}
      submit={submit}
      refusedAt={{ 'billing.rule_version_taken': 'effectiveFrom' }}
      onDone={done}
    >
      <PriceFields kind={rule.kind} measure={rule.measure} />
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
