import { billing } from '@anju/contract'
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import { useBillingTexts } from '../texts.ts'
import type { Rule } from '../useRules.ts'
import { ItemField } from './ItemField.tsx'
import { KindFields } from './KindFields.tsx'
import { MoreRuleFields } from './MoreRuleFields.tsx'
import { RuleTrial } from './RuleTrial.tsx'
import { NEW_RULE, type RuleValues, termsOf, valuesOf, versionOf } from './rule-form.ts'
import { withFields } from './rule-problems.ts'
import { useRuleTexts } from './texts.ts'
import { useRuleConflicts } from './useRuleConflicts.ts'
import './rules.css'

interface CreateRuleDrawerProps {
  /** The rule to edit; a new one without. */
  rule?: Rule
  open: boolean
  close: () => void
  done: (rule: Rule) => void
}

/** What is charged, at what price, how often: a new rule, or what of one may be changed. */
export function CreateRuleDrawer({ rule, open, close, done }: CreateRuleDrawerProps) {
  const t = useRuleTexts()
  const community = useCommunity()
  const submit = async (values: RuleValues, idempotencyKey: string, version: number) => {
    const { code, name, itemName, effectiveFrom } = values
    const body = { ...termsOf(values), code, name, itemName, effectiveFrom }
    try {
      if (rule) {
        return await call(billing.editRule, {
          params: { ruleId: rule.id },
          body: { ...body, version },
          idempotencyKey,
        })
      }
      const communityId = community.id ?? values.communityId
      return await call(billing.createRule, {
        body: { ...body, ...versionOf(values), communityId, id: idempotencyKey },
        idempotencyKey,
      })
    } catch (error) {
      throw withFields(error)
    }
  }
  const intro = community.current ? t('introIn', { community: community.current.name }) : t('intro')
  return (
    <FormDrawer<RuleValues, Rule>
      open={open}
      onClose={close}
      title={rule ? t('editTitle', { name: rule.name }) : t('create')}
      intro={rule ? t(rule.billed ? 'editBilledIntro' : 'editIntro') : intro}
      initialValues={rule ? valuesOf(rule) : NEW_RULE}
      submitText={rule ? undefined : t('create')}
      submit={submit}
      conflicts={useRuleConflicts(rule)}
      refusedAt={{ 'billing.rule_code_taken': 'code' }}
      onDone={done}
    >
      <NameFields chosen={rule !== undefined} />
      <KindFields billed={rule?.billed ?? false} withPrices={rule === undefined} />
      <TimeFields billed={rule?.billed ?? false} />
      <MoreRuleFields billed={rule?.billed ?? false} />
      <RuleTrial />
    </FormDrawer>
  )
}

function NameFields({ chosen }: { chosen: boolean }) {
  const t = useRuleTexts()
  const { id, all } = useCommunity()
  return (
    <>
      {id === undefined && !chosen ? (
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

function TimeFields({ billed }: { billed: boolean }) {
  const t = useRuleTexts()
  const words = useBillingTexts()
  const kind = Form.useWatch('kind', Form.useFormInstance<RuleValues>())
  const once = kind === 'one-off' || kind === 'deposit'
  return (
    <>
      <div className="c-form__pair" hidden={once}>
        <Form.Item
          name="cycleMonths"
          label={t('cycleMonths')}
          rules={[{ required: true, type: 'integer', min: 1, max: 36, message: t('cycleMonthsWrong') }]}
          extra={t('cycleMonthsHint')}
        >
          <InputNumber disabled={billed} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="timing" label={t('timing')} required>
          <Radio.Group
            disabled={billed}
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
