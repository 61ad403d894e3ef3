import { ApiError, identity } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal } from 'antd'
import { useRef } from 'react'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import type { Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

export type StateChange = 'disable' | 'enable' | 'unlock'

interface StaffStateDialogProps {
  staff: Staff
  /** undefined: closed. */
  change: StateChange | undefined
  close: () => void
}

/** Says what will happen to the account and asks why. */
export function StaffStateDialog({ staff, change, close }: StaffStateDialogProps) {
  const t = useIdentityTexts()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  // The words stay while the dialog fades out.
  const last = useRef<StateChange>('disable')
  if (change) last.current = change
  const shown = change ?? last.current
  const { name } = staff
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ reason }: { reason: string }) => {
      const state = shown === 'disable' ? ('disabled' as const) : ('active' as const)
      return call(identity.setStaffState, {
        params: { staffId: staff.id },
        body: { state, reason, version: staff.version },
      })
    },
    // What somebody else changed meanwhile is shown behind the dialog; asking again is about the account as it is then.
    onError: async refused => {
      if (refused instanceof ApiError && refused.code === 'platform.changed_meanwhile')
        await queryClient.invalidateQueries({ queryKey: listKey(identity.listStaff) })
    },
    onSuccess: async changed => {
      await queryClient.invalidateQueries({ queryKey: listKey(identity.listStaff) })
      void message.success(t(`done.${changed.state}`, { name }))
      leave()
    },
  })
  const leave = () => {
    reset()
    close()
  }
  return (
    <Modal
      open={change !== undefined}
      title={t(`${shown}.title`, { name })}
      onCancel={leave}
      onOk={() => form.submit()}
      okText={shown === 'unlock' ? t('unlock.submit') : t(`${shown}.submit`, { name })}
      okButtonProps={{ danger: shown === 'disable' }}
      cancelText={t('cancel')}
      confirmLoading={isPending}
      width={480}
      destroyOnHidden
    >
      <p className="id-quiet">{t(`${shown}.text`)}</p>
      <Form form={form} layout="vertical" onFinish={values => mutate(values)} preserve={false}>
        <FailureAlert error={error} />
        <Form.Item
          name="reason"
          label={t('reason')}
          extra={t('reason.hint')}
          rules={[{ required: true, whitespace: true, message: t('reason.missing') }]}
        >
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
