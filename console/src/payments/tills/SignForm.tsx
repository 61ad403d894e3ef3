import { payments, type WireResponseOf } from '@anju/contract'
import { Form, Input } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { useTillTexts } from './texts.ts'

interface SignFormProps {
  close: WireResponseOf<typeof payments.readDayClose>
  open: boolean
  onClose: () => void
  done: () => void
}

/** Signs a closed day off. */
export function SignForm({ close, open, onClose, done }: SignFormProps) {
  const t = useTillTexts()
  const submit = ({ note }: { note?: string }, idempotencyKey: string) =>
    call(payments.signDayClose, {
      params: { dayCloseId: close.id },
      body: { note: note?.trim() || undefined },
      idempotencyKey,
    })
  return (
    <FormDrawer<{ note?: string }, unknown>
      open={open}
      onClose={onClose}
      title={t('signTitle', { name: close.cashierName, day: close.day })}
      intro={t('signIntro')}
      submitText={t('signSubmit')}
      submit={submit}
      onDone={done}
    >
      <Form.Item name="note" label={t('signNote')}>
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  )
}
