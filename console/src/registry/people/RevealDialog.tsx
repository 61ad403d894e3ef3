import { registry, type WireResponseOf } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'
import { call } from '../../api.ts'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import type { PersonDetail } from '../registry.ts'
import { usePeopleTexts } from './texts.ts'

export type Revealed = WireResponseOf<typeof registry.revealPerson>

interface RevealDialogProps {
  of: PersonDetail
  open: boolean
  close: () => void
  onRevealed: (revealed: Revealed) => void
}

/** Asks why phone and ID number must be seen in full; the reason goes to the audit log. */
export function RevealDialog({ of, open, close, onRevealed }: RevealDialogProps) {
  const t = usePeopleTexts()
  const [form] = Form.useForm<{ reason: string }>()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      call(registry.revealPerson, { params: { personId: of.id }, body: { reason } }),
    // Nothing of it stays in any cache once the dialog has handed it over.
    gcTime: 0,
    onSuccess: revealed => {
      onRevealed(revealed)
      reset()
      close()
    },
  })
  return (
    <Modal
      open={open}
      title={t('reveal.title', { name: of.name })}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('reveal.submit')}
      cancelText={t('reveal.cancel')}
      confirmLoading={isPending}
      width={480}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={values => mutate(values)} preserve={false}>
        <FailureAlert error={error} />
        <Form.Item
          name="reason"
          label={t('reveal.reason')}
          extra={t('reveal.reasonHint')}
          rules={[{ required: true, whitespace: true, message: t('reveal.reasonMissing') }]}
        >
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
