import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { type Security, securityQuery } from './queries.ts'
import { SessionsCard } from './SessionsCard.tsx'
import { useSecurityTexts } from './security-texts.ts'
import '../identity.css'

const TotpCard = lazyPart(async () => (await import('./TotpCard.tsx')).TotpCard)

const CompaniesCard = lazyPart(async () => (await import('./CompaniesCard.tsx')).CompaniesCard)

const PasswordForm = lazy(async () => ({ default: (await import('./PasswordForm.tsx')).PasswordForm }))

/** One's own account: how one signs in, the password, the second factor, other companies, and open sessions. */
export function SecurityPage() {
  const t = useSecurityTexts()
  const { data, error, refetch } = useQuery(securityQuery)
  return (
    <div className="c-page">
      <PageHeader title={t('title')} facts={t('facts')} />
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {data ? (
        <div className="id-security">
          <AccountCard security={data} />
          <TotpCard security={data} />
          <CompaniesCard />
        </div>
      ) : null}
      <SessionsCard />
    </div>
  )
}

function AccountCard({ security }: { security: Security }) {
  const t = useSecurityTexts()
  const [changing, setChanging] = useState(false)
  return (
    <section className="c-card id-card" aria-label={t('password')}>
      <header>
        <h2>{t('password')}</h2>
        <Button onClick={() => setChanging(true)}>{t('password.change')}</Button>
      </header>
      <dl className="c-facts">
        <div>
          <dt>{t('account.signIn')}</dt>
          <dd>
            <CopyId id={security.account} what={t('account')} />
          </dd>
        </div>
        <div>
          <dt>{t('account.phone')}</dt>
          <dd>{security.phoneMasked ?? <span className="id-quiet">{t('account.noPhone')}</span>}</dd>
        </div>
        <div>
          <dt>{t('password')}</dt>
          <dd>
            {t('password.changed', { time: formatDateTime(security.passwordChangedAt) })}
            {security.passwordExpiresAt
              ? ` · ${t('password.expires', { time: formatDateTime(security.passwordExpiresAt) })}`
              : ''}
          </dd>
        </div>
      </dl>
      <Modal
        open={changing}
        title={t('password.change')}
        onCancel={() => setChanging(false)}
        footer={null}
        width={440}
        destroyOnHidden
      >
        <Suspense fallback={null}>
          <PasswordForm rules={security.passwordRules} onDone={() => setChanging(false)} />
        </Suspense>
      </Modal>
    </section>
  )
}
