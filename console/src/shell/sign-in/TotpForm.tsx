import { ApiError, identity } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { call } from '../../api.ts'
import type { Actor } from '../../session.tsx'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureAlert } from '../states/FailureAlert.tsx'

interface TotpFormProps {
  ticket: string
  onDone: (actor: Actor) => void
  /** Back to the password, also when the ticket is too old. */
  back: () => void
}

/** The second step of signing in: a code of the authenticator app, or a recovery code. */
export function TotpForm({ ticket, onDone, back }: TotpFormProps) {
  const t = useConsoleTexts()
  const prove = useMutation({
    mutationFn: ({ code }: { code: string }) => call(identity.signInByTotp, { body: { ticket, code: code.trim() } }),
    onSuccess: onDone,
  })
  const over = prove.error instanceof ApiError && prove.error.code !== 'identity.wrong_totp'
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={values => prove.mutate(values)}>
      <p className="c-sign-in__note">{t('signIn.totpNote')}</p>
      <FailureAlert error={prove.error} />
      <Form.Item
        name="code"
        label={t('signIn.totp')}
        extra={t('signIn.totpHint')}
        rules={[{ required: true, whitespace: true, min: 6, message: t('signIn.totpMissing') }]}
        validateTrigger="onSubmit"
      >
        <Input size="large" autoFocus autoComplete="one-time-code" maxLength={20} spellCheck={false} />
      </Form.Item>
      <div className="c-sign-in__buttons">
        <Button type="primary" size="large" htmlType="submit" block loading={prove.isPending} disabled={over}>
          {t('signIn.submit')}
        </Button>
        <Button type="text" block onClick={back}>
          {t('signIn.back')}
        </Button>
      </div>
    </Form>
  )
}
