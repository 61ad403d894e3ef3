import { billing, type WireResponseOf } from '@anju/contract'
import { Alert, Form, Input } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import type { Rule } from '../useRules.ts'
import { editedQuantity, quantityNow, quantityTexts, quantityUse } from './quantity-text.ts'
import { type Share, ShareRows, sharesOf } from './ShareRows.tsx'
import { useRuleTexts } from './texts.ts'

export type Assignment = WireResponseOf<typeof billing.listAssignments>['items'][number]

interface DrawerProps {
  rule: Rule
  assignment: Assignment
  open: boolean
  close: () => void
  done: () => void
}

interface EndValues {
  endsOn?: string | null
  quantity?: string | null
  quantityFrom?: string | null
}

/** Ends an assignment, lets it go on, or changes its quantity. */
export function EndDrawer({ rule, assignment, open, close, done }: DrawerProps) {
  const t = useRuleTexts()
  const isShown = quantityUse(rule) !== 'never'
  return (
    <FormDrawer<EndValues, unknown>
      open={open}
      onClose={close}
      title={t('endTitle', { premises: assignment.premisesLabel })}
      intro={t('endIntro', { from: assignment.startsOn })}
      initialValues={{ endsOn: assignment.endsOn, quantity: quantityNow(assignment) }}
      submit={({ endsOn, quantity, quantityFrom }, idempotencyKey) =>
        call(billing.editAssignment, {
          params: { assignmentId: assignment.id },
          body: {
            version: assignment.version,
            endsOn: endsOn ?? null,
            ...editedQuantity(assignment, isShown, quantity, quantityFrom),
          },
          idempotencyKey,
        })
      }
      onDone={done}
    >
      <Form.Item
        name="endsOn"
        label={t('endsOn')}
        extra={assignment.followsLease ? t('followsLeaseHint') : t('endsOnHint')}
        validateTrigger="onChange"
        rules={[
          {
            validator: async (_, endsOn: string | null | undefined) => {
              if (endsOn && endsOn < assignment.startsOn) throw new Error(t('endBeforeStart'))
            },
          },
        ]}
      >
        <DateField />
      </Form.Item>
      {isShown ? <QuantityOverTime assignment={assignment} /> : null}
    </FormDrawer>
  )
}

/** How many are charged, and from which day; what it was before stays. */
function QuantityOverTime({ assignment }: { assignment: Assignment }) {
  const t = useRuleTexts()
  const history = quantityTexts(assignment, t)
  return (
    <>
      {assignment.countedBy ? <Alert type="info" showIcon title={t(`countedBy.${assignment.countedBy}`)} /> : null}
      {history.length > 1 ? <p className="c-form__note">{history.join(' → ')}</p> : null}
      <div className="c-form__pair">
        <Form.Item
          name="quantity"
          label={t('quantity')}
          rules={[{ pattern: /^\d{1,12}(\.\d{1,4})?$/, message: t('quantityWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" />
        </Form.Item>
        <Form.Item
          name="quantityFrom"
          label={t('quantityFrom')}
          extra={t('quantityFromHint')}
          rules={[
            {
              validator: async (_, from: string | null | undefined) => {
                if (from && from < assignment.startsOn)
                  throw new Error(t('quantityBeforeStart', { from: assignment.startsOn }))
              },
            },
          ]}
        >
          <DateField />
        </Form.Item>
      </div>
    </>
  )
}

interface PayerValues {
  fromOn: string
  toOn?: string | null
  shares: Share[]
}

/** Who pays from a day on, wholly or in parts. */
export function PayersDrawer({ assignment, open, close, done }: DrawerProps) {
  const t = useRuleTexts()
  return (
    <FormDrawer<PayerValues, unknown>
      open={open}
      onClose={close}
      title={t('payersTitle', { premises: assignment.premisesLabel })}
      intro={t('payersIntro')}
      initialValues={{ shares: [{ kind: 'owner', percent: '100' }] }}
      submit={({ fromOn, toOn, shares }, idempotencyKey) =>
        call(billing.arrangePayers, {
          params: { assignmentId: assignment.id },
          body: {
            ...{ id: idempotencyKey, fromOn, toOn: toOn ?? null },
            shares: sharesOf(shares),
          },
          idempotencyKey,
        })
      }
      onDone={done}
    >
      <div className="c-form__pair">
        <Form.Item
          name="fromOn"
          label={t('startsOn')}
          rules={[{ required: true, message: t('startMissing') }]}
          validateTrigger="onChange"
        >
          <DateField />
        </Form.Item>
        <Form.Item name="toOn" label={t('endsOn')}>
          <DateField />
        </Form.Item>
      </div>
      <ShareRows />
    </FormDrawer>
  )
}
