import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { App, Form, Radio } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { type Refundable, renewRequests } from './requests.ts'
import { useRequestTexts } from './texts.ts'
import { Evidence } from './WaiverForm.tsx'

const CAUSES = ['mistake', 'bounced'] as const
type Cause = (typeof CAUSES)[number]

interface ReversalFormProps {
  of: Refundable
  /** Of today and one's own: at once; else it is asked for. */
  atOnce: boolean
  close: () => void
}

/** Takes a payment back as a whole, or asks for it. */
export function ReversalForm({ of, atOnce, close }: ReversalFormProps) {
  const t = useRequestTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const amount = formatFen(of.amountFen)
  return (
    <FormDrawer<{ cause?: Cause; reason?: string; photos?: Photos }, unknown>
      open
      danger
      onClose={close}
      title={t('reverse.title', { number: of.receiptNumber })}
      intro={t(atOnce ? 'reverse.same' : 'reverse.ask')}
      submitText={t(atOnce ? 'reverse.submit' : 'reverse.submitAsk', { amount })}
      initialValues={{ cause: 'mistake' }}
      submit={({ cause, reason = '', photos = noPhotos }, idempotencyKey) => {
        const params = { paymentId: of.paymentId }
        const body = { id: id.current, reason }
        return atOnce
          ? call(billing.reversePayment, { params, body, idempotencyKey })
          : call(billing.askReversal, { params, body: { ...body, cause, photoIds: photos.ids }, idempotencyKey })
      }}
      onDone={() => {
        id.current = newId()
        renewRequests(atOnce)
        void message.success(t(atOnce ? 'reverse.done' : 'reverse.doneAsk'))
        close()
      }}
    >
      {atOnce ? null : (
        <Form.Item name="cause" label={t('cause')} extra={t('cause.hint')} rules={[{ required: true }]}>
          <Radio.Group options={CAUSES.map(value => ({ value, label: t(`cause.${value}`) }))} />
        </Form.Item>
      )}
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
      {atOnce ? null : <Evidence />}
    </FormDrawer>
  )
}
