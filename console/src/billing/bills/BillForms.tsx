import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { App, Checkbox, Form } from 'antd'
import { call } from '../../api.ts'
import { PersonSelect } from '../../registry/people/PersonSelect.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import type { Deed } from './BillActions.tsx'
import type { Bill } from './BillDrawer.tsx'
import { useBillTexts } from './texts.ts'

interface BillFormProps {
  bill: Bill
  close: () => void
  done: () => void
}

/** The form of a deed on a bill: each asks for the reason. */
export function BillForm({ deed, ...props }: BillFormProps & { deed: Deed }) {
  if (deed === 'void') return <VoidForm {...props} />
  return deed === 'readdress' ? <ReaddressForm {...props} /> : <StopForm {...props} deed={deed} />
}

function VoidForm({ bill, close, done }: BillFormProps) {
  const t = useBillTexts()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const isDraft = bill.state === 'draft'
  return (
    <FormDrawer<{ reason: string; forGood?: boolean }, { bill: Bill | null }>
      open
      danger
      onClose={close}
      title={t('voidTitle', { number: bill.number })}
      intro={isDraft ? t('voidDraftIntro') : t('voidIntro')}
      submitText={isDraft ? t('deleteDraft') : t('voidSubmit', { sum: formatFen(bill.amountFen) })}
      submit={({ reason, forGood = false }, idempotencyKey) =>
        call(billing.voidBill, { params: { billId: bill.id }, body: { reason, forGood }, idempotencyKey })
      }
      onDone={({ bill: left }) => {
        message.success(left ? t('voided') : t('deleted'))
        done()
        if (!left) void navigate({ to: '.', search: search => ({ ...search, open: undefined }) })
      }}
    >
      <Reason />
      {isDraft ? null : (
        <Form.Item name="forGood" valuePropName="checked" extra={t('forGoodHint')}>
          <Checkbox>{t('forGood')}</Checkbox>
        </Form.Item>
      )}
    </FormDrawer>
  )
}

/** What stops something until it is let go on, with the reason: the bill as a whole, or its penalty alone. */
const STOPS = {
  hold: { route: billing.holdBill, title: 'holdTitle', intro: 'holdIntro', done: 'holdDone' },
  freeze: { route: billing.freezePenalty, title: 'freezeTitle', intro: 'freezeIntro', done: 'freezeDone' },
} as const

function StopForm({ bill, close, done, deed }: BillFormProps & { deed: keyof typeof STOPS }) {
  const t = useBillTexts()
  const { message } = App.useApp()
  const stop = STOPS[deed]
  return (
    <FormDrawer<{ reason: string }, Bill>
      open
      onClose={close}
      title={t(stop.title, { number: bill.number })}
      intro={t(stop.intro)}
      submitText={t(deed)}
      submit={({ reason }, idempotencyKey) =>
        call(stop.route, { params: { billId: bill.id }, body: { reason }, idempotencyKey })
      }
      onDone={() => {
        message.success(t(stop.done))
        done()
      }}
    >
      <Reason />
    </FormDrawer>
  )
}

function ReaddressForm({ bill, close, done }: BillFormProps) {
  const t = useBillTexts()
  const { message } = App.useApp()
  const navigate = useNavigate()
  return (
    <FormDrawer<{ payerPersonId: string; reason: string }, Bill>
      open
      onClose={close}
      title={t('readdressTitle', { number: bill.number })}
      intro={t('readdressIntro')}
      submitText={t('readdress')}
      submit={(body, idempotencyKey) =>
        call(billing.readdressBill, { params: { billId: bill.id }, body, idempotencyKey })
      }
      onDone={blue => {
        message.success(t('readdressDone', { number: blue.number }))
        done()
        void navigate({ to: '.', search: search => ({ ...search, open: blue.id }) })
      }}
    >
      <Form.Item
        name="payerPersonId"
        label={t('newPayer')}
        rules={[{ required: true, message: t('newPayerMissing') }]}
        validateTrigger="onChange"
      >
        <PersonSelect />
      </Form.Item>
      <Reason />
    </FormDrawer>
  )
}

function Reason() {
  const t = useBillTexts()
  return <ReasonField label={t('reason')} missing={t('reasonMissing')} />
}
