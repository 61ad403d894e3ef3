import { identity } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'
import { type Actor, beginSession } from '../session.tsx'
import { SignInFrame } from '../shell/sign-in/SignInFrame.tsx'
import { TotpForm } from '../shell/sign-in/TotpForm.tsx'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { NewPasswordItems, useFaultText } from './security/PasswordForm.tsx'
import { useSecurityTexts } from './security/security-texts.ts'
import './identity.css'

/** Accepts an invitation: the code out of the link or typed, then a password of one's own. */
export function InvitationPage() {
  const t = useSecurityTexts()
  const router = useRouter()
  const [code, setCode] = useState(() => decodeURIComponent(window.location.hash.slice(1)))
  const [ticket, setTicket] = useState<string>()
  const enter = (actor: Actor) => {
    beginSession(actor)
    router.history.replace('/')
  }
  return (
    <SignInFrame title={t('invitation.title')}>
      {ticket ? <TotpForm ticket={ticket} onDone={enter} back={() => setTicket(undefined)} /> : null}
      {!ticket && code ? <Accept code={code} onTicket={setTicket} onDone={enter} other={() => setCode('')} /> : null}
      {!ticket && !code ? <AskCode onCode={setCode} /> : null}
    </SignInFrame>
  )
}

function AskCode({ onCode }: { onCode: (code: string) => void }) {
  const t = useSecurityTexts()
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={values => onCode(values.code.trim())}>
      <Form.Item
        name="code"
        label={t('invitation.code')}
        extra={t('invitation.codeHint')}
        rules={[{ required: true, whitespace: true, min: 20, message: t('invitation.codeMissing') }]}
        validateTrigger="onSubmit"
      >
        <Input
          size="large"
          autoFocus
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
        />
      </Form.Item>
      <Button type="primary" size="large" block htmlType="submit">
        {t('invitation.next')}
      </Button>
      <p className="id-links">
        <Link to="/sign-in">{t('invitation.toSignIn')}</Link>
      </p>
    </Form>
  )
}

interface AcceptProps {
  code: string
  onTicket: (ticket: string) => void
  onDone: (actor: Actor) => void
  other: () => void
}

function Accept({ code, onTicket, onDone, other }: AcceptProps) {
  const t = useSecurityTexts()
  const faultText = useFaultText()
  const [touched, setTouched] = useState(true)
  const invitation = useQuery({
    queryKey: [identity.readInvitation.path, code],
    queryFn: () => call(identity.readInvitation, { body: { code } }),
    retry: false,
    gcTime: 0,
  })
  const accept = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      call(identity.acceptInvitation, { body: { app: 'console', code, password } }),
    onSuccess: step => (step.kind === 'totp-needed' ? onTicket(step.ticket) : onDone(step)),
    onSettled: () => setTouched(false),
  })
  const another = (
    <p className="id-links">
      <Button type="link" onClick={other}>
        {t('invitation.other')}
      </Button>
      <Link to="/sign-in">{t('invitation.toSignIn')}</Link>
    </p>
  )
  if (invitation.error) {
    return (
      <>
        <FailureAlert error={invitation.error} type="warning" />
        {another}
      </>
    )
  }
  if (!invitation.data) return <div className="c-bone" style={{ height: 200 }} />
  const { name, company, account, expiresAt, passwordRules } = invitation.data
  return (
    <Form<{ password: string }>
      layout="vertical"
      requiredMark={false}
      validateTrigger="onBlur"
      onValuesChange={() => setTouched(true)}
      onFinish={values => accept.mutate(values)}
    >
      <p className="c-sign-in__note">{t('invitation.hello', { name, company })}</p>
      <p className="id-account">
        {t('invitation.account')} <strong>{account}</strong>
        <br />
        <span className="id-quiet">{t('invitation.expires', { time: formatDateTime(expiresAt) })}</span>
      </p>
      <FailureAlert error={faultText(accept.error) ? null : accept.error} />
      <NewPasswordItems rules={passwordRules} fault={touched ? null : faultText(accept.error)} />
      <Button type="primary" size="large" block htmlType="submit" loading={accept.isPending}>
        {t('invitation.accept')}
      </Button>
      {another}
    </Form>
  )
}
