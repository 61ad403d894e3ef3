import { billing, type WireRequestOf } from '@anju/contract'
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import { useBillingTexts } from '../texts.ts'
import type { Rule } from '../useRules.ts'
import { ItemField } from './ItemField.tsx'
import { MoreRuleFields } from './MoreRuleFields.tsx'
import { PriceFields } from './PriceFields.tsx'
import { RuleTrial } from './RuleTrial.tsx'
import { withFields } from './rule-problems.ts'
import { useRuleTexts } from './texts.ts'
import './rules.css'

type Body = WireRequestOf<typeof billing.createRule>['body']

/** The form's values: the body, with prices that may be left empty. */
export type RuleValues = Omit<Body, 'id' | 'unitPrice' | 'fixedAmount'> & { unitPrice?: string; fixedAmount?: string }

interface CreateRuleDrawerProps {
  open: boolean
  close: () => void
  done: (rule: Rule) => void
}

/** What is charged, at what price, how often: a new rule. */
export function CreateRuleDrawer({ open, close, done }: CreateRuleDrawerProps) {
  const t = useRuleTexts()
  const community = useCommunity()
  const submit = async ({ unitPrice, fixedAmount, ...terms }: RuleValues, idempotencyKey: string) => {
    const price = {
      unitPrice: (terms.kind === 'area-price' && unitPrice) || '0',
      fixedAmount: fixedAmount || '0',
    }
    try {
      return await call(billing.createRule, {
        body: {
          ...terms,
          ...price,
          communityId: community.id ?? terms.communityId,
          id: idempotencyKey,
          effectiveTo: terms.effectiveTo ?? null,
        },
        idempotencyKey,
      })
    } catch (error) {
      throw withFields(error)
    }
  }
  return (
    <FormDrawer<RuleValues, Rule>
      open={open}
      onClose={close}
      title={t('create')}
      intro={community.current ? t('introIn', { community: community.current.name }) : t('intro')}
      initialValues={{
        kind: 'area-price',
        cycleMonths: 1,
        timing: 'advance',
        lineGrain: 'contract-month',
        proration: 'ACTUAL',
        dueDays: 15,
      }}
      submitText={t('create')}
      submit={submit}
      onDone={done}
    >
      <NameFields />
      <MoneyFields />
      <TimeFields />
      <MoreRuleFields />
      <RuleTrial />
    </FormDrawer>
  )
}

function NameFields() {
  const t = useRuleTexts()
  const { id, all } = useCommunity()
  return (
    <>
      {id === undefined ? (
        <Form.Item
          name="communityId"
          label={t('community')}
          rules={[{ required: true, message: t('communityMissing') }]}
        >
          <Select options={all.map(one => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} placeholder={t('namePlaceholder')} autoComplete="off" />
      </Form.Item>
      <div className="c-form__pair">
        <Form.Item
          name="code"
          label={t('code')}
          rules={[{ required: true, whitespace: true, message: t('codeMissing') }]}
          extra={t('codeHint')}
        >
          <Input maxLength={20} placeholder={t('codePlaceholder')} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="itemName"
          label={t('item')}
          rules={[{ required: true, whitespace: true, message: t('itemMissing') }]}
          extra={t('itemHint')}
        >
          <ItemField />
        </Form.Item>
      </div>
    </>
  )
}

function MoneyFields() {
  const t = useRuleTexts()
  const words = useBillingTexts()
  const kind = Form.useWatch('kind') ?? 'area-price'
  return (
    <>
      <Form.Item name="kind" label={t('kind')} required>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'area-price', label: words('kind.area-price') },
            { value: 'fixed', label: words('kind.fixed') },
          ]}
        />
      </Form.Item>
      <div className="c-form__pair">
        <PriceFields kind={kind} />
      </div>
    </>
  )
}

function TimeFields() {
  const t = useRuleTexts()
  const words = useBillingTexts()
  return (
    <>
      <div className="c-form__pair">
        <Form.Item name="cycleMonths" label={t('cycleMonths')} required>
          <Select options={([1, 3, 6, 12] as const).map(value => ({ value, label: t(`cycle.${value}`) }))} />
        </Form.Item>
        <Form.Item name="timing" label={t('timing')} required>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'advance', label: words('timing.advance') },
              { value: 'arrears', label: words('timing.arrears') },
            ]}
          />
        </Form.Item>
      </div>
      <div className="c-form__pair">
        <Form.Item
          name="effectiveFrom"
          label={t('effectiveFrom')}
          rules={[{ required: true, message: t('effectiveFromMissing') }]}
          validateTrigger="onChange"
        >
          <DateField />
        </Form.Item>
        <Form.Item
          name="dueDays"
          label={t('dueDays')}
          rules={[{ required: true, type: 'integer', min: 0, max: 365, message: t('dueDaysWrong') }]}
          extra={t('dueDaysHint')}
        >
          <InputNumber precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </>
  )
}
