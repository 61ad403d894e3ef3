import { Form, Input, Select } from 'antd'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { METHODS } from './requests.ts'
import { useRequestTexts } from './texts.ts'

export interface PayeeValues {
  method: (typeof METHODS)[number]
  payeeName?: string
  payeeAccount?: string
  reason?: string
}

/** How money goes out, to whom, and why. */
export function PayeeFields({ original }: { original?: PayeeValues['method'] }) {
  const t = useRequestTexts()
  const options = METHODS.map(value => ({
    value,
    label: value === original ? t('method.original', { method: t(`method.${value}`) }) : t(`method.${value}`),
  }))
  return (
    <>
      <Form.Item name="method" label={t('method')} required>
        <Select options={options} />
      </Form.Item>
      <Form.Item
        name="payeeName"
        label={t('payeeName')}
        rules={[{ required: true, whitespace: true, message: t('payeeMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(one, two) => one.method !== two.method}>
        {({ getFieldValue }) =>
          getFieldValue('method') === 'transfer' ? (
            <Form.Item
              name="payeeAccount"
              label={t('payeeAccount')}
              extra={t('payeeAccount.hint')}
              rules={[{ required: true, whitespace: true, message: t('refund.account.missing') }]}
            >
              <Input maxLength={40} autoComplete="off" inputMode="numeric" />
            </Form.Item>
          ) : null
        }
      </Form.Item>
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </>
  )
}

/** The same as the body of a request takes it. */
export function payeeOf({ method, payeeName = '', payeeAccount = '', reason = '' }: PayeeValues) {
  return { method, payeeName, payeeAccount: method === 'transfer' ? payeeAccount.trim() : '', reason }
}
