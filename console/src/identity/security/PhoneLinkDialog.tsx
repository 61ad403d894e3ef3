import { identity } from '@anju/contract'
import { comma, useCountdown } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { call, queryClient } from '../../api.ts'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { companiesQuery } from './queries.ts'
import { useSecurityTexts } from './security-texts.ts'

interface Values {
  code: string
}

/** Links the accounts of one's phone in other companies by a code that is sent to it. */
export function PhoneLinkDialog({ close }: { close: () => void }) {
  const t = useSecurityTexts()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const wait = useCountdown()
  const send = useMutation({
    mutationFn: () => call(identity.sendLinkCode),
    onSuccess: ({ resendAfterSeconds }) => wait.start(resendAfterSeconds),
  })
  const link = useMutation({
    mutationFn: ({ code }: Values) => call(identity.linkByPhone, { body: { code } }),
    onSuccess: async ({ linked }) => {
      await queryClient.invalidateQueries({ queryKey: companiesQuery.queryKey })
      void message.success(t('companies.linkedTo', { names: linked.join(comma()) }))
      close()
    },
  })
  return (
    <Modal
      open
      title={t('companies.byPhoneTitle')}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('companies.link')}
      okButtonProps={{ disabled: !send.data }}
      cancelText={t('cancel')}
      confirmLoading={link.isPending}
      width={460}
      mask={{ closable: false }}
    >
      <p className="id-quiet">{t('companies.byPhoneText')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={values => link.mutate(values)}>
        <FailureAlert error={link.error ?? send.error} />
        <p>
          <Button loading={send.isPending} disabled={wait.seconds > 0} onClick={() => send.mutate()}>
            {wait.seconds > 0 ? t('companies.resend', { seconds: wait.seconds }) : t('companies.send')}
          </Button>
        </p>
        {send.data ? (
          <Form.Item
            name="code"
            label={t('companies.smsCode')}
            extra={t('companies.sentTo', { phone: send.data.phoneMasked })}
            rules={[{ required: true, pattern: /^\d{6}$/, message: t('companies.smsCodeMissing') }]}
          >
            <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ width: 160 }} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  )
}
