import { identity } from '@anju/contract'
import { Button, CodeField, List, ListRow, Section, spacedPhone, useCountdown, useRefusalText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import type { Me } from '../session.tsx'
import { DemoMessage } from './DemoMessage.tsx'
import { useIdentityTexts } from './texts.ts'

const CODE_LENGTH = 6

interface CodeStepProps {
  phone: string
  resendAfterSeconds: number
  demo: boolean
  onSignedIn: (me: Me) => void
  onOtherPhone: () => void
}

export function CodeStep({ phone, resendAfterSeconds, demo, onSignedIn, onOtherPhone }: CodeStepProps) {
  const t = useIdentityTexts()
  const explain = useRefusalText()
  const [code, setCode] = useState('')
  const countdown = useCountdown(resendAfterSeconds)

  const resend = useMutation({
    mutationFn: () => call(identity.requestSignInCode, { body: { phone } }),
    onSuccess: sent => {
      change('')
      countdown.start(sent.resendAfterSeconds)
    },
  })
  const signIn = useMutation({
    mutationFn: (input: { code: string; companyId?: string }) =>
      call(identity.signInByCode, { body: { phone, ...input } }),
    onSuccess: answer => {
      if (answer.kind === 'signed-in') onSignedIn(answer.me)
    },
  })

  function change(next: string): void {
    setCode(next)
    if (signIn.isError) signIn.reset()
  }

  function fill(arrived: string): void {
    change(arrived)
    signIn.mutate({ code: arrived })
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    if (code.length === CODE_LENGTH) signIn.mutate({ code })
  }

  if (signIn.data?.kind === 'choose-company') {
    return (
      <Section title={t('signIn.companyText')}>
        <List label={t('signIn.companyTitle')}>
          {signIn.data.companies.map(company => (
            <ListRow
              key={company.id}
              title={company.name}
              onClick={() => signIn.mutate({ code, companyId: company.id })}
            />
          ))}
        </List>
      </Section>
    )
  }

  return (
    <form className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      <CodeField
        label={t('signIn.codeSent', { phone: spacedPhone(phone) })}
        value={code}
        onChange={change}
        onComplete={complete => signIn.mutate({ code: complete })}
        disabled={signIn.isPending}
        autoFocus
        error={(signIn.error && explain(signIn.error)) || (resend.error && explain(resend.error))}
      />
      {demo ? <DemoMessage phone={phone} askedAt={resend.submittedAt} onFill={fill} /> : null}
      <div className="aj-stack aj-stack--tight">
        <Button
          type="submit"
          wide
          loading={signIn.isPending}
          disabledReason={code.length < CODE_LENGTH && t('signIn.codeMissing')}
        >
          {t('signIn.submit')}
        </Button>
        {countdown.seconds > 0 ? (
          <p className="re-sign-in__wait">{t('signIn.resendIn', { seconds: countdown.seconds })}</p>
        ) : (
          <Button look="ghost" wide loading={resend.isPending} onClick={() => resend.mutate()}>
            {t('signIn.resend')}
          </Button>
        )}
        <Button look="ghost" wide onClick={onOtherPhone}>
          {t('signIn.otherPhone')}
        </Button>
      </div>
    </form>
  )
}
