import { ConfirmRow, comma, ElderModeRow, LanguageRow, List, ListRow, Page, Profile, Section } from '@anju/ui'
import { HandCoins, KeyRound, LogOut, MapPinned, ShieldCheck } from 'lucide-react'
import { useDebtorTexts } from '../billing/texts.ts'
import { Link } from '../navigation.ts'
import { useOutbox } from '../outbox/outbox.ts'
import { useOutboxTexts } from '../outbox/texts.ts'
import { AlertsRow } from '../service-desk/AlertsRow.tsx'
import { endSession, useMe } from '../session.tsx'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useSecurityTexts } from './security-texts.ts'
import { useIdentityTexts } from './texts.ts'

/** Me: who I am, what I work as and where, how the app should look, and the way out. */
export function MePage() {
  const t = useIdentityTexts()
  const security = useSecurityTexts()
  const waitingText = useOutboxTexts()
  const debtors = useDebtorTexts()
  const me = useMe()
  const waiting = useOutbox().entries.length
  const count = me?.communityIds?.length
  return (
    <Page title={t('me.title')} look="root" tabs action={<NetworkState />}>
      <Profile name={me?.name ?? ''} note={me?.company.name} />
      <Section title={t('me.work')}>
        <List label={t('me.work')}>
          <ListRow lead={<ShieldCheck aria-hidden="true" />} title={t('me.roles')} value={me?.roles.join(comma())} />
          <ListRow
            lead={<MapPinned aria-hidden="true" />}
            title={t('me.scope')}
            value={count === undefined ? t('me.everyCommunity') : t('me.communities', { count })}
          />
          {me?.permissions.includes('billing.dunning.visit') ? (
            <ListRow
              lead={<HandCoins aria-hidden="true" />}
              title={debtors('title')}
              render={row => <Link to="/me/debtors" {...row} />}
            />
          ) : null}
        </List>
      </Section>
      <Section title={t('me.settings')}>
        <List label={t('me.settings')}>
          <ListRow
            lead={<KeyRound aria-hidden="true" />}
            title={security('me.security')}
            render={row => <Link to="/me/security" {...row} />}
          />
          <AlertsRow />
          <ElderModeRow />
          <LanguageRow />
        </List>
      </Section>
      <List>
        <ConfirmRow
          tone="danger"
          lead={<LogOut aria-hidden="true" />}
          title={t('me.signOut')}
          question={t('me.signOutAsk')}
          text={waiting > 0 ? waitingText('signOutWaiting', { count: waiting }) : t('me.signOutText')}
          onConfirm={endSession}
        />
      </List>
    </Page>
  )
}
