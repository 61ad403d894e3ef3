import { defineTexts } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'

const useRevealTexts = defineTexts({
  'zh-CN': {
    title: '查看 {name} 的完整信息',
    reason: '查看原因',
    hint: '会和您的姓名、时间一起写入审计日志',
    missing: '请填写原因',
    submit: '查看',
    cancel: '取消',
  },
  en: {
    title: 'Show the details of {name} in full',
    reason: 'Reason',
    hint: 'Kept in the audit log with your name and the time',
    missing: 'Give a reason',
    submit: 'Show',
    cancel: 'Cancel',
  },
})

interface RevealDialogProps {
  /** Whose details. */
  name: string
  /** Asks the server with the reason, and takes the answer into the view that shows it. */
  ask: (reason: string) => Promise<void>
  open: boolean
  close: () => void
}

/** Asks why something sealed must be seen in full; the reason goes to the audit log. */
export function RevealDialog({ name, ask, open, close }: RevealDialogProps) {
  const t = useRevealTexts()
  const [form] = Form.useForm<{ reason: string }>()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ reason }: { reason: string }) => ask(reason),
    // Nothing of it stays in any cache once the dialog has handed it over.
    gcTime: 0,
    onSuccess: () => {
      reset()
      close()
    },
  })
  return (
    <Modal
      open={open}
      title={t('title', { name })}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('submit')}
      cancelText={t('cancel')}
      confirmLoading={isPending}
      width={480}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={values => mutate(values)} preserve={false}>
        <FailureAlert error={error} />
        <Form.Item
          name="reason"
          label={t('reason')}
          extra={t('hint')}
          rules={[{ required: true, whitespace: true, message: t('missing') }]}
        >
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
