import { identity } from '@anju/contract'
import { Button, CodeField, List, ListRow, Section, spacedPhone, useCountdown, useRefusalText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import { WhereStep } from '../residents/WhereStep.tsx'
import type { Me } from '../session.tsx'
import { DemoMessage } from './DemoMessage.tsx'
import { useIdentityTexts } from './texts.ts'

const CODE_LENGTH = 6

interface CodeStepProps {
  phone: string
  resendAfterSeconds: number
  demo: boolean
  /** `to`: where a newcomer goes on. */
  onSignedIn: (me: Me, to?: string) => void
  /** The code is right, and no company knows the phone. */
  onUnknown: () => void
  onOtherPhone: () => void
}

/** Signing in by the code; `unknown` once the code was right and nobody knows the phone. */
function useSignIn({ phone, onSignedIn, onUnknown }: CodeStepProps) {
  const [unknown, setUnknown] = useState(false)
  const signIn = useMutation({
    mutationFn: ({ to: _, ...input }: { code: string; companyId?: string; to?: string }) =>
      call(identity.signInByCode, { body: { phone, ...input } }),
    onSuccess: (answer, { to }) => {
      if (answer.kind === 'signed-in') onSignedIn(answer.me, to)
      else if (answer.kind === 'unknown-phone') {
        setUnknown(true)
        onUnknown()
      }
    },
  })
  return { signIn, unknown }
}

export function CodeStep(props: CodeStepProps) {
  const { phone, resendAfterSeconds, demo, onOtherPhone } = props
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
  const { signIn, unknown } = useSignIn(props)

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
  if (unknown) {
    return (
      <WhereStep
        busy={signIn.isPending}
        problem={signIn.error !== null && explain(signIn.error)}
        onChosen={(companyId, to) => signIn.mutate({ code, companyId, to })}
      />
    )
  }
  const choose = (companyId: string) => signIn.mutate({ code, companyId })
  if (signIn.data?.kind === 'choose-company') return <Companies companies={signIn.data.companies} onChoose={choose} />
  return (
    <form className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      <CodeField
        label={t('signIn.codeSent', { phone: spacedPhone(phone) })}
        value={code}
        onChange={change}
        onComplete={fill}
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
        <Resend waitSeconds={countdown.seconds} busy={resend.isPending} onResend={() => resend.mutate()} />
        <Button look="ghost" wide onClick={onOtherPhone}>
          {t('signIn.otherPhone')}
        </Button>
      </div>
    </form>
  )
}

interface CompaniesProps {
  companies: { id: string; name: string }[]
  onChoose: (companyId: string) => void
}

/** The phone is known to several companies: which one is meant. */
function Companies({ companies, onChoose }: CompaniesProps) {
  const t = useIdentityTexts()
  return (
    <Section title={t('signIn.companyText')}>
      <List label={t('signIn.companyTitle')}>
        {companies.map(company => (
          <ListRow key={company.id} title={company.name} onClick={() => onChoose(company.id)} />
        ))}
      </List>
    </Section>
  )
}

/** Another code, once the wait is over. */
function Resend({ waitSeconds, busy, onResend }: { waitSeconds: number; busy: boolean; onResend: () => void }) {
  const t = useIdentityTexts()
  if (waitSeconds > 0) return <p className="re-sign-in__wait">{t('signIn.resendIn', { seconds: waitSeconds })}</p>
  return (
    <Button look="ghost" wide loading={busy} onClick={onResend}>
      {t('signIn.resend')}
    </Button>
  )
}
