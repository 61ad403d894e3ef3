import { identity } from '@anju/contract'
import { EntryPage } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api.ts'
import { openPath, useSearch } from '../navigation.ts'
import { beginSession, type Me } from '../session.tsx'
import { mark } from '../shell/mark.ts'
import { CodeStep } from './CodeStep.tsx'
import { PhoneStep } from './PhoneStep.tsx'
import { useIdentityTexts } from './texts.ts'

/** Residents sign in by phone and code: first the number, then the six digits. */
export function SignInPage() {
  const t = useIdentityTexts()
  const { to } = useSearch('/sign-in')
  const [phone, setPhone] = useState('')
  const [unknown, setUnknown] = useState(false)
  const [sent, setSent] = useState<{ resendAfterSeconds: number } | null>(null)
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => call(identity.signInOptions),
    staleTime: Infinity,
    refetchInterval: query => (query.state.data?.growing ? 3_000 : false),
  })

  function enter(me: Me, next?: string): void {
    beginSession(me)
    openPath(next ?? to ?? '/')
  }

  return (
    <EntryPage
      mark={mark}
      title={t(unknown ? 'signIn.whereTitle' : sent ? 'signIn.codeTitle' : 'signIn.title')}
      intro={sent ? undefined : t('signIn.intro')}
    >
      {sent ? (
        <CodeStep
          phone={phone}
          resendAfterSeconds={sent.resendAfterSeconds}
          demo={options.data?.demo ?? false}
          onSignedIn={enter}
          onUnknown={() => setUnknown(true)}
          onOtherPhone={() => setSent(null)}
        />
      ) : (
        <PhoneStep
          phone={phone}
          onPhone={setPhone}
          accounts={options.data?.accounts.filter(account => account.app === 'resident') ?? []}
          growing={options.data?.growing ?? false}
          onSent={setSent}
        />
      )}
    </EntryPage>
  )
}
