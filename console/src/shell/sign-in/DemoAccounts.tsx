import type { identity, WireResponseOf } from '@anju/contract'
import { ArrowRight, ArrowUpRight, LoaderCircle } from 'lucide-react'
import { useConsoleTexts } from '../../texts/texts.ts'

type Account = WireResponseOf<typeof identity.signInOptions>['accounts'][number]

interface DemoAccountsProps {
  accounts: Account[]
  /** The demo is still being made. */
  growing: boolean
  /** The account that is signing in at the moment. */
  pending: string | null
  signIn: (credentials: { account: string; password: string }) => void
}

/** The accounts of the demo by company: one click signs in; those of the other apps open the app. */
export function DemoAccounts({ accounts, growing, pending, signIn }: DemoAccountsProps) {
  const t = useConsoleTexts()
  const own = accounts.filter(account => account.app === 'console')
  const others = accounts.filter(account => account.app !== 'console')
  const companies = [...new Set(own.map(account => account.company))]
  return (
    <section className="c-demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('signIn.demo')}</h2>
      <p>{t('signIn.demoNote')}</p>
      <div role="status">{growing ? <p className="c-demo__growing">{t('signIn.demoGrowing')}</p> : null}</div>
      {companies.map(company => (
        <div key={company} className="c-demo__group">
          <h3>{company}</h3>
          <ul>
            {own
              .filter(account => account.company === company)
              .map(account => (
                <li key={account.account}>
                  <OwnAccount account={account} pending={pending} signIn={signIn} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {others.length > 0 ? (
        <div className="c-demo__group">
          <h3>{t('signIn.otherApps')}</h3>
          <ul>
            {others.map(account => (
              <li key={`${account.app}:${account.account}`}>
                <a href={`/${account.app}/`} target="_blank" rel="noreferrer" className="c-demo__row">
                  <span>
                    {account.label}
                    <small>{account.company}</small>
                    <code>
                      {account.phone ?? account.account}
                      {account.password ? ` / ${account.password}` : ''}
                    </code>
                  </span>
                  <ArrowUpRight
                    size={16}
                    aria-label={account.app === 'field' ? t('signIn.openApp.field') : t('signIn.openApp.resident')}
                  />
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  )
}

function OwnAccount({
  account,
  pending,
  signIn,
}: {
  account: Account
  pending: string | null
  signIn: DemoAccountsProps['signIn']
}) {
  const t = useConsoleTexts()
  const { password } = account
  return (
    <button
      type="button"
      className="c-demo__row"
      disabled={pending !== null || password === null}
      aria-label={t('signIn.demoSignIn', { label: account.label })}
      onClick={() => password !== null && signIn({ account: account.account, password })}
    >
      <span>
        {account.label}
        <code>
          {account.account} / {password}
        </code>
      </span>
      {pending === account.account ? (
        <LoaderCircle size={16} className="c-turning" aria-hidden />
      ) : (
        <ArrowRight size={16} aria-hidden />
      )}
    </button>
  )
}
