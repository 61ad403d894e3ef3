import { ApiError, identity, type WireResponseOf } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Button, Form, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { call } from '../../api.ts'
import { type Actor, beginSession } from '../../session.tsx'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureAlert } from '../states/FailureAlert.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import { SignInFrame } from './SignInFrame.tsx'
import { safeReturn } from './safe-return.ts'
import { TotpForm } from './TotpForm.tsx'

type Credentials = { account: string; password: string }
type Options = WireResponseOf<typeof identity.signInOptions>

/** So often a page asks whether the demo is whole. */
const GROWTH_MS = 3_000

/** User name or phone and password, then the second factor where there is one; in demo mode also its accounts, one click each. */
export function SignInPage() {
  const t = useConsoleTexts()
  const router = useRouter()
  const { next } = useSearch({ strict: false })
  const [ticket, setTicket] = useState<string>()
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => call(identity.signInOptions),
    staleTime: 60_000,
    refetchInterval: query => (query.state.data?.growing ? GROWTH_MS : false),
  })
  const enter = (actor: Actor) => {
    beginSession(actor)
    router.history.replace(safeReturn(next))
  }
  const signIn = useMutation({
    mutationFn: ({ account, password }: Credentials) =>
      call(identity.signIn, { body: { app: 'console', account, password } }),
    onSuccess: step => (step.kind === 'totp-needed' ? setTicket(step.ticket) : enter(step)),
  })
  if (ticket !== undefined) {
    return (
      <SignInFrame title={t('signIn.totpTitle')}>
        <TotpForm ticket={ticket} onDone={enter} back={() => setTicket(undefined)} />
      </SignInFrame>
    )
  }
  const accounts: Options['accounts'] = options.data?.demo ? options.data.accounts : []
  const pending = signIn.isPending ? signIn.variables.account : null
  const growing = options.data?.growing ?? false
  const demo =
    accounts.length > 0 ? <DemoAccounts {...{ accounts, growing, pending }} signIn={signIn.mutate} /> : undefined
  return (
    <SignInFrame title={t('signIn.title')} aside={demo}>
      <SignInForm pending={signIn.isPending} error={signIn.error} submit={signIn.mutate} />
      {options.error ? <p className="c-sign-in__offline">{t('signIn.loadFailed')}</p> : null}
    </SignInFrame>
  )
}

const codeOf = (error: Error | null) => (error instanceof ApiError ? error.code : null)

interface SignInFormProps {
  pending: boolean
  error: Error | null
  submit: (credentials: Credentials) => void
}

function SignInForm({ pending, error, submit }: SignInFormProps) {
  const t = useConsoleTexts()
  const [form] = Form.useForm<Credentials>()
  const [capsLock, setCapsLock] = useState(false)
  const password = useRef<InputRef>(null)
  // After a refusal the next thing to do is to type the password again.
  useEffect(() => {
    if (error instanceof ApiError && error.code === 'identity.wrong_credentials')
      password.current?.focus({ cursor: 'all' })
  }, [error])
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} validateTrigger="onSubmit">
      {/* A wrong password is a correction to make; a locked account is a warning to read. */}
      <FailureAlert error={error} type={codeOf(error) === 'identity.locked_out' ? 'warning' : 'error'} />
      <Form.Item
        name="account"
        label={t('signIn.account')}
        rules={[{ required: true, whitespace: true, message: t('signIn.accountMissing') }]}
      >
        <Input
          size="large"
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordMissing') }]}
        extra={capsLock ? <span className="c-sign-in__caps">{t('signIn.capsLock')}</span> : null}
      >
        <Input.Password
          size="large"
          ref={password}
          autoComplete="current-password"
          maxLength={200}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
        />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={pending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  )
}
