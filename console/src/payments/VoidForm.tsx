import { payments, type WireResponseOf } from '@anju/contract'
import { Checkbox, Form, Input } from 'antd'
import { call } from '../api.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { usePaymentTexts } from './texts.ts'

type Receipt = WireResponseOf<typeof payments.readReceipt>

interface Values {
  reason: string
  reissue: boolean
  payerName?: string
}

interface VoidFormProps {
  receipt: Receipt
  open: boolean
  close: () => void
  /** The new receipt, or the voided one. */
  done: (receipt: Receipt) => void
}

/** Voids a receipt with the reason, and writes a new one in its place where wanted. */
export function VoidForm({ receipt, open, close, done }: VoidFormProps) {
  const t = usePaymentTexts()
  const submit = ({ reason, reissue, payerName }: Values, idempotencyKey: string) =>
    call(payments.voidReceipt, {
      params: { receiptId: receipt.id },
      body: { reason, reissue, payerName: (reissue && payerName?.trim()) || undefined },
      idempotencyKey,
    })
  return (
    <FormDrawer<Values, Receipt>
      open={open}
      onClose={close}
      title={t('voidTitle', { number: receipt.number })}
      intro={t('voidIntro')}
      submitText={t('voidSubmit', { number: receipt.number })}
      danger
      initialValues={{ reissue: true, payerName: receipt.payerName }}
      submit={submit}
      onDone={done}
    >
      <Form.Item
        name="reason"
        label={t('voidReason')}
        rules={[{ required: true, whitespace: true, message: t('voidReasonMissing') }]}
      >
        <Input maxLength={100} placeholder={t('voidReasonHint')} />
      </Form.Item>
      <Form.Item name="reissue" valuePropName="checked" extra={t('reissueText')}>
        <Checkbox>{t('reissue')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle dependencies={['reissue']}>
        {({ getFieldValue }) =>
          getFieldValue('reissue') ? (
            <Form.Item name="payerName" label={t('payer')}>
              <Input maxLength={100} />
            </Form.Item>
          ) : null
        }
      </Form.Item>
    </FormDrawer>
  )
}
