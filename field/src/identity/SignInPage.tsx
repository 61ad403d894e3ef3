import { identity } from '@anju/contract'
import {
  Button,
  ButtonLink,
  EntryPage,
  List,
  ListRow,
  Notice,
  PasswordField,
  Section,
  Stack,
  TextField,
  useRefusalText,
} from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { HardHat } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { call } from '../api.ts'
import { Link, openPath, useSearch } from '../navigation.ts'
import { beginSession, type Me } from '../session.tsx'
import { mark } from '../shell/mark.ts'
import { useSecurityTexts } from './security-texts.ts'
import { TotpStep } from './TotpStep.tsx'
import { useIdentityTexts } from './texts.ts'

/** Staff sign in by user name and password. */
export function SignInPage() {
  const t = useIdentityTexts()
  const security = useSecurityTexts()
  const explain = useRefusalText()
  const { to } = useSearch('/sign-in')
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [ticket, setTicket] = useState<string>()
  const enter = (me: Me) => {
    beginSession(me)
    openPath(to ?? '/')
  }
  const signIn = useMutation({
    mutationFn: () => call(identity.signIn, { body: { app: 'field', account: account.trim(), password } }),
    onSuccess: step => (step.kind === 'totp-needed' ? setTicket(step.ticket) : enter(step)),
  })
  if (ticket) return <TotpStep ticket={ticket} onDone={enter} back={() => setTicket(undefined)} />

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (account.trim() && password) signIn.mutate()
  }

  function fill(demo: { account: string; password: string | null }): void {
    setAccount(demo.account)
    setPassword(demo.password ?? '')
    signIn.reset()
  }

  return (
    <EntryPage mark={mark} title={t('signIn.title')} intro={t('signIn.intro')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="wide">
          {signIn.error ? (
            <Notice tone="danger" announce>
              {explain(signIn.error)}
            </Notice>
          ) : null}
          <TextField
            label={t('signIn.account')}
            name="account"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            value={account}
            onChange={setAccount}
            error={tried && !account.trim() && t('signIn.accountMissing')}
          />
          <PasswordField
            label={t('signIn.password')}
            name="password"
            value={password}
            onChange={setPassword}
            error={tried && !password && t('signIn.passwordMissing')}
          />
          <Button type="submit" wide loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
      <ButtonLink look="ghost" wide render={link => <Link to="/invitation" {...link} />}>
        {security('invitation.have')}
      </ButtonLink>
      <DemoAccounts onChoose={fill} />
    </EntryPage>
  )
}

/** Demo mode only: accounts that fill the form. */
function DemoAccounts({ onChoose }: { onChoose: (account: { account: string; password: string | null }) => void }) {
  const t = useIdentityTexts()
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => call(identity.signInOptions),
    staleTime: Infinity,
    refetchInterval: query => (query.state.data?.growing ? 3_000 : false),
  })
  const accounts = options.data?.accounts.filter(account => account.app === 'field') ?? []
  if (accounts.length === 0) return null
  return (
    <Section title={t('signIn.demo')} note={t(options.data?.growing ? 'signIn.demoGrowing' : 'signIn.demoText')}>
      <List label={t('signIn.demo')}>
        {accounts.map(account => (
          <ListRow
            key={`${account.company} ${account.account}`}
            lead={<HardHat aria-hidden="true" />}
            title={account.label}
            description={`${account.company} · ${account.account}`}
            onClick={() => onChoose(account)}
          />
        ))}
      </List>
    </Section>
  )
}
