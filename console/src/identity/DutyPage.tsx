import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type Actor, endSession } from '../session.tsx'
import { lazyPart } from '../shell/lazy-part.tsx'
import { SignInFrame } from '../shell/sign-in/SignInFrame.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { refreshSecurity, securityQuery } from './security/queries.ts'
import { useSecurityTexts } from './security/security-texts.ts'
import './identity.css'

const EnrolTotp = lazyPart(async () => (await import('./security/EnrolTotp.tsx')).EnrolTotp)
const PasswordForm = lazyPart(async () => (await import('./security/PasswordForm.tsx')).PasswordForm)

/** What has to be done before anything else opens: a password of one's own, a second factor. */
export function DutyPage({ actor }: { actor: Actor }) {
  const t = useSecurityTexts()
  const duty = actor.duties[0] ?? 'change-password'
  const { data, error, refetch } = useQuery(securityQuery)
  return (
    <SignInFrame title={t(`duty.${duty}`)} wide>
      <p className="c-sign-in__note">{t(`duty.${duty}.text`)}</p>
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {data && duty === 'change-password' ? (
        <PasswordForm rules={data.passwordRules} oneTime onDone={() => undefined} />
      ) : null}
      {duty === 'enrol-totp' ? <EnrolTotp onDone={() => void refreshSecurity()} /> : null}
      <Button type="text" block onClick={() => void endSession()}>
        {t('duty.signOut')}
      </Button>
    </SignInFrame>
  )
}
