import { identity, type WireResponseOf } from '@anju/contract'
import { Button, isPhone, List, ListRow, PhoneField, Section, spacedPhone, useRefusalText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { UserRound } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import { useIdentityTexts } from './texts.ts'

type Account = WireResponseOf<typeof identity.signInOptions>['accounts'][number]

interface PhoneStepProps {
  phone: string
  onPhone: (phone: string) => void
  /** Demo residents; none outside of demo mode. */
  accounts: readonly Account[]
  /** The demo is still being made. */
  growing: boolean
  onSent: (sent: { resendAfterSeconds: number }) => void
}

export function PhoneStep({ phone, onPhone, accounts, growing, onSent }: PhoneStepProps) {
  const t = useIdentityTexts()
  const explain = useRefusalText()
  const [wrong, setWrong] = useState(false)
  const send = useMutation({
    mutationFn: () => call(identity.requestSignInCode, { body: { phone } }),
    onSuccess: onSent,
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setWrong(!isPhone(phone))
    if (isPhone(phone)) send.mutate()
  }

  function change(next: string): void {
    onPhone(next)
    setWrong(false)
    send.reset()
  }

  return (
    <>
      <form className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
        <PhoneField
          label={t('signIn.phone')}
          hint={t('signIn.phoneHint')}
          value={phone}
          onChange={change}
          error={wrong ? t('signIn.phoneWrong') : send.error && explain(send.error)}
        />
        <Button type="submit" wide loading={send.isPending}>
          {t('signIn.sendCode')}
        </Button>
      </form>
      {accounts.length > 0 ? (
        <Section title={t('signIn.demo')} note={t(growing ? 'signIn.demoGrowing' : 'signIn.demoText')}>
          <List label={t('signIn.demo')}>
            {accounts.map(account => (
              <ListRow
                key={`${account.company} ${account.account}`}
                lead={<UserRound aria-hidden="true" />}
                title={account.label}
                description={
                  <>
                    {account.company} · <span className="aj-keep">{spacedPhone(account.phone ?? '')}</span>
                  </>
                }
                onClick={() => change(account.phone ?? '')}
              />
            ))}
          </List>
        </Section>
      ) : null}
    </>
  )
}
