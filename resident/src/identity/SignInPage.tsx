import { identity } from '@anju/contract'
import { ElderModeButton, LanguageButton } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api.ts'
import { beginSession, type Me } from '../session.tsx'
import { useTexts } from '../texts/texts.ts'
import { CodeStep } from './CodeStep.tsx'
import { PhoneStep } from './PhoneStep.tsx'

/** Residents sign in by phone and code: first the number, then the six digits. */
export function SignInPage() {
  const t = useTexts()
  const router = useRouter()
  const { to } = useSearch({ from: '/sign-in' })
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<{ resendAfterSeconds: number } | null>(null)
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => call(identity.signInOptions),
    staleTime: Infinity,
  })

  function enter(me: Me): void {
    beginSession(me)
    router.history.replace(router.history.createHref(`/resident${to ?? '/'}`))
  }

  return (
    <div className="aj-page re-sign-in">
      <div className="re-sign-in__preferences">
        <ElderModeButton />
        <LanguageButton />
      </div>
      <main className="re-sign-in__main">
        <header className="re-sign-in__head">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="56" height="56" />
          <h1 className="re-sign-in__title">{t(sent ? 'signIn.codeTitle' : 'signIn.title')}</h1>
          {sent ? null : <p className="re-sign-in__intro">{t('signIn.intro')}</p>}
        </header>
        {sent ? (
          <CodeStep
            phone={phone}
            resendAfterSeconds={sent.resendAfterSeconds}
            demo={options.data?.demo ?? false}
            onSignedIn={enter}
            onOtherPhone={() => setSent(null)}
          />
        ) : (
          <PhoneStep
            phone={phone}
            onPhone={setPhone}
            accounts={options.data?.accounts.filter(account => account.app === 'resident') ?? []}
            onSent={setSent}
          />
        )}
      </main>
    </div>
  )
}
