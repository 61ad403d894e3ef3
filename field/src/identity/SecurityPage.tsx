import { Button, List, ListRow, Page, Stack } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useBack } from '../shell/useBack.ts'
import { ChangePassword, securityQuery } from './ChangePassword.tsx'
import { EnrolTotp } from './EnrolTotp.tsx'
import { useSecurityTexts } from './security-texts.ts'

/** The own account on the phone: a new password, and the second factor. */
export function SecurityPage() {
  const t = useSecurityTexts()
  const back = useBack('/me')
  const { data, refetch } = useQuery(securityQuery)
  const [doing, setDoing] = useState<'password' | 'totp'>()
  const done = () => {
    setDoing(undefined)
    void refetch()
  }
  const enrolled = Boolean(data?.totp.enrolledAt)
  return (
    <Page title={t('me.security')} onBack={doing ? () => setDoing(undefined) : back}>
      {doing === 'password' ? <ChangePassword onDone={done} /> : null}
      {doing === 'totp' ? <EnrolTotp onDone={done} /> : null}
      {doing === undefined ? (
        <Stack gap="wide">
          <List label={t('me.security')}>
            <ListRow
              lead={<KeyRound aria-hidden="true" />}
              title={t('me.password')}
              description={data?.account}
              onClick={() => setDoing('password')}
            />
            <ListRow
              lead={<ShieldCheck aria-hidden="true" />}
              title={t('me.totp')}
              value={data ? t(enrolled ? 'me.totpOn' : 'me.totpOff') : undefined}
            />
          </List>
          {data && !enrolled ? (
            <Button look="ghost" wide onClick={() => setDoing('totp')}>
              {t('me.totpStart')}
            </Button>
          ) : null}
        </Stack>
      ) : null}
    </Page>
  )
}
