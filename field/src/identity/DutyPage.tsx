import { Button, EntryPage, Stack } from '@anju/ui'
import { queryClient, sessionKey } from '../api.ts'
import { endSession, type Me } from '../session.tsx'
import { mark } from '../shell/mark.ts'
import { ChangePassword } from './ChangePassword.tsx'
import { EnrolTotp } from './EnrolTotp.tsx'
import { useSecurityTexts } from './security-texts.ts'

/** What has to be done before anything else opens: a password of one's own, a second factor. */
export function DutyPage({ me }: { me: Me }) {
  const t = useSecurityTexts()
  const password = me.duties[0] === 'change-password'
  const refresh = () => void queryClient.invalidateQueries({ queryKey: sessionKey })
  return (
    <EntryPage
      mark={mark}
      title={t(password ? 'password.first' : 'enrol.title')}
      intro={t(password ? 'password.firstIntro' : 'enrol.intro')}
    >
      <Stack gap="wide">
        {password ? <ChangePassword onDone={refresh} /> : <EnrolTotp onDone={refresh} />}
        <Button look="ghost" wide onClick={() => void endSession()}>
          {t('signOut')}
        </Button>
      </Stack>
    </EntryPage>
  )
}
