import { identity } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Dropdown, Form, Input, Modal } from 'antd'
import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { useAccountTexts } from './accounts-texts.ts'
import { ReasonButton } from './ReasonButton.tsx'
import type { Staff } from './staff.ts'
import { useLetIn } from './useLetIn.tsx'

const StaffForm = lazy(async () => ({ default: (await import('./StaffForm.tsx')).StaffForm }))

interface AccessActionsProps {
  staff: Staff
  /** Why the actor may not manage the account. */
  reason: string | undefined
  /** Why not on one's own account. */
  self: string | undefined
}

/** Edit an account, invite to it, reset its password or its second factor. */
export function AccessActions({ staff, reason, self }: AccessActionsProps) {
  const t = useAccountTexts()
  const letIn = useLetIn()
  const [doing, setDoing] = useState<'edit' | 'reset' | 'totp'>()
  const entered = staff.access === 'password' || staff.access === 'one-time'
  const items = [
    ...(entered ? [] : [{ key: 'invite', label: t('invite') }]),
    { key: 'reset', label: t('reset') },
    ...(staff.totp ? [{ key: 'totp', label: t('totp.reset') }] : []),
  ]
  const choose = (key: string) => {
    if (key === 'invite') letIn.invite(staff)
    else setDoing(key as 'reset' | 'totp')
  }
  const blocked = reason ?? self ?? (staff.state === 'disabled' ? t('state.disabled') : undefined)
  return (
    <>
      <ReasonButton size="small" reason={reason} onClick={() => setDoing('edit')}>
        {t('edit')}
      </ReasonButton>
      <Dropdown trigger={['click']} disabled={Boolean(blocked)} menu={{ items, onClick: ({ key }) => choose(key) }}>
        <span>
          <ReasonButton size="small" reason={blocked} icon={<ChevronDown size={14} aria-hidden />} iconPlacement="end">
            {t('field.access')}
          </ReasonButton>
        </span>
      </Dropdown>
      {doing === 'edit' ? (
        <Suspense fallback={null}>
          <StaffForm open staff={staff} close={() => setDoing(undefined)} />
        </Suspense>
      ) : null}
      {doing === 'reset' || doing === 'totp' ? (
        <AskReason
          what={doing}
          staff={staff}
          close={() => setDoing(undefined)}
          reset={why => letIn.reset(staff, why)}
        />
      ) : null}
    </>
  )
}

interface AskReasonProps {
  what: 'reset' | 'totp'
  staff: Staff
  close: () => void
  reset: (reason: string) => void
}

function AskReason({ what, staff, close, reset }: AskReasonProps) {
  const t = useAccountTexts()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  const { name } = staff
  const totp = useMutation({
    mutationFn: (reason: string) => call(identity.resetTotp, { params: { staffId: staff.id }, body: { reason } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: listKey(identity.listStaff) })
      void message.success(t('totp.resetDone', { name }))
      close()
    },
  })
  const finish = ({ reason }: { reason: string }) => {
    if (what === 'totp') return totp.mutate(reason)
    close()
    reset(reason)
  }
  return (
    <Modal
      open
      title={t(what === 'totp' ? 'totp.resetTitle' : 'reset.title', { name })}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t(what === 'totp' ? 'totp.reset' : 'reset')}
      okButtonProps={{ danger: true }}
      cancelText={t('cancel')}
      confirmLoading={totp.isPending}
      width={480}
    >
      <p className="id-quiet">{t(what === 'totp' ? 'totp.resetText' : 'reset.text')}</p>
      <Form form={form} layout="vertical" onFinish={finish}>
        <FailureAlert error={totp.error} />
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
