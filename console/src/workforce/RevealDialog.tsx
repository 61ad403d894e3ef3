import { type WireResponseOf, workforce } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'
import { call } from '../api.ts'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { useWorkforceTexts } from './texts.ts'
import type { Employee } from './workforce.ts'

export type Revealed = WireResponseOf<typeof workforce.revealEmployee>

interface RevealDialogProps {
  of: Employee
  open: boolean
  close: () => void
  onRevealed: (revealed: Revealed) => void
}

/** Asks why the numbers must be seen in full; the reason goes to the audit log. */
export function RevealDialog({ of, open, close, onRevealed }: RevealDialogProps) {
  const t = useWorkforceTexts()
  const [form] = Form.useForm<{ reason: string }>()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      call(workforce.revealEmployee, { params: { employeeId: of.id }, body: { reason } }),
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
      cancelText={t('cancel')}
      confirmLoading={isPending}
      width={480}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={values => mutate(values)} preserve={false}>
        <FailureAlert error={error} />
        <Form.Item
          name="reason"
          label={t('reveal.reason')}
          extra={t('reveal.hint')}
          rules={[{ required: true, whitespace: true, message: t('reveal.missing') }]}
        >
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
