import { identity } from '@anju/contract'
import { Button, EntryPage, Notice, Stack, TextField, useRefusalText } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import { openPath } from '../navigation.ts'
import { beginSession, type Me } from '../session.tsx'
import { mark } from '../shell/mark.ts'
import { NewPassword, useFaultText } from './NewPassword.tsx'
import { useSecurityTexts } from './security-texts.ts'
import { TotpStep } from './TotpStep.tsx'

/** Accepts an invitation: the code out of the link's fragment or typed, then a password of one's own. */
export function InvitationPage() {
  const t = useSecurityTexts()
  const [code, setCode] = useState(() => decodeURIComponent(window.location.hash.slice(1)))
  const [ticket, setTicket] = useState<string>()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const enter = (me: Me) => {
    beginSession(me)
    openPath('/')
  }
  if (ticket) return <TotpStep ticket={ticket} onDone={enter} back={() => setTicket(undefined)} />
  if (code) return <Accept code={code} onDone={enter} onTicket={setTicket} other={() => setCode('')} />
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (typed.trim().length >= 20) setCode(typed.trim())
  }
  return (
    <EntryPage mark={mark} title={t('invitation.title')} intro={t('invitation.intro')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="wide">
          <TextField
            label={t('invitation.code')}
            name="code"
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={typed}
            onChange={setTyped}
            error={tried && typed.trim().length < 20 && t('invitation.missing')}
          />
          <Button type="submit" wide>
            {t('invitation.next')}
          </Button>
        </Stack>
      </form>
    </EntryPage>
  )
}

interface AcceptProps {
  code: string
  onDone: (me: Me) => void
  onTicket: (ticket: string) => void
  other: () => void
}

function Accept({ code, onDone, onTicket, other }: AcceptProps) {
  const t = useSecurityTexts()
  const explain = useRefusalText()
  const faultText = useFaultText()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const invitation = useQuery({
    queryKey: [identity.readInvitation.path, code],
    queryFn: () => call(identity.readInvitation, { body: { code } }),
    retry: false,
    gcTime: 0,
  })
  const accept = useMutation({
    mutationFn: () => call(identity.acceptInvitation, { body: { app: 'field', code, password } }),
    onSuccess: step => (step.kind === 'totp-needed' ? onTicket(step.ticket) : onDone(step)),
  })
  const { data } = invitation
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (data && password === again && password.length >= data.passwordRules.minLength) accept.mutate()
  }
  const fault = faultText(accept.error)
  const error = invitation.error ?? (fault ? null : accept.error)
  const change = (set: (text: string) => void) => (text: string) => {
    set(text)
    accept.reset()
  }
  return (
    <EntryPage
      mark={mark}
      title={t('invitation.title')}
      intro={
        data ? t('invitation.hello', { name: data.name, company: data.company, account: data.account }) : undefined
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="wide">
          {error ? (
            <Notice tone="danger" announce>
              {explain(error)}
            </Notice>
          ) : null}
          {data ? (
            <>
              <NewPassword
                rules={data.passwordRules}
                password={password}
                again={again}
                onPassword={change(setPassword)}
                onAgain={change(setAgain)}
                tried={tried}
                fault={fault}
              />
              <Button type="submit" wide loading={accept.isPending}>
                {t('invitation.accept')}
              </Button>
            </>
          ) : null}
          <Button look="ghost" wide onClick={other}>
            {t('back')}
          </Button>
        </Stack>
      </form>
    </EntryPage>
  )
}
