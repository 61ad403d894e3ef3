import { billing } from '@anju/contract'
import { Form, Input } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import type { Rule } from '../useRules.ts'
import { PremisesSelect } from './PremisesSelect.tsx'
import { quantityUse } from './quantity-text.ts'
import { useRuleTexts } from './texts.ts'

interface AssignValues {
  premisesId: string
  startsOn: string
  endsOn?: string | null
  quantity?: string
}

interface AssignDrawerProps {
  rule: Rule
  open: boolean
  close: () => void
  done: (premisesLabel: string) => void
}

/** Lays a rule on premises from a day on. */
export function AssignDrawer({ rule, open, close, done }: AssignDrawerProps) {
  const t = useRuleTexts()
  const use = quantityUse(rule)
  return (
    <FormDrawer<AssignValues, { premisesLabel: string }>
      open={open}
      onClose={close}
      title={t('assignTitle', { name: rule.name })}
      intro={t('assignIntro')}
      submitText={t('assignSubmit')}
      submit={({ premisesId, startsOn, endsOn, quantity }, idempotencyKey) =>
        call(billing.assignRule, {
          body: {
            ...{ id: idempotencyKey, ruleId: rule.id, premisesId, startsOn },
            ...{ endsOn: endsOn ?? null, quantity: quantity || null },
          },
          idempotencyKey,
        })
      }
      onDone={assignment => done(assignment.premisesLabel)}
    >
      <Form.Item
        name="premisesId"
        label={t('premises')}
        rules={[{ required: true, message: t('premisesMissing') }]}
        validateTrigger="onChange"
      >
        <PremisesSelect communityId={rule.communityId} />
      </Form.Item>
      <Form.Item
        name="startsOn"
        label={t('startsOn')}
        rules={[{ required: true, message: t('startMissing') }]}
        validateTrigger="onChange"
      >
        <DateField />
      </Form.Item>
      <Form.Item
        name="endsOn"
        label={t('endsOn')}
        dependencies={['startsOn']}
        validateTrigger="onChange"
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, endsOn: string | null | undefined) => {
              if (endsOn && endsOn < getFieldValue('startsOn')) throw new Error(t('endBeforeStart'))
            },
          }),
        ]}
      >
        <DateField />
      </Form.Item>
      {use !== 'never' ? (
        <Form.Item
          name="quantity"
          label={t('quantity')}
          extra={use === 'perhaps' ? t('quantityOfPool') : undefined}
          rules={[{ required: use === 'always', pattern: /^\d{1,12}(\.\d{1,4})?$/, message: t('quantityWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}
