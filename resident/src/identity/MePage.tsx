import {
  ConfirmRow,
  ElderModeRow,
  LanguageRow,
  List,
  ListRow,
  Loaded,
  Page,
  Profile,
  Section,
  Skeleton,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import {
  BadgePercent,
  Bell,
  Car,
  Gauge,
  House,
  HousePlus,
  LogOut,
  Megaphone,
  PiggyBank,
  ReceiptText,
  ShieldCheck,
} from 'lucide-react'
import { useAccountTexts } from '../billing/account-texts.ts'
import { useDisclosureTexts } from '../billing/disclosure-texts.ts'
import { useMeteringTexts } from '../metering/texts.ts'
import { Link } from '../navigation.ts'
import { myHomeQuery } from '../portal/my-home.ts'
import { endSession, useMe, useOpenModules } from '../session.tsx'
import { useIdentityTexts } from './texts.ts'

/** Me: who I am, my homes, how the app should look, and the way out. */
export function MePage() {
  const t = useIdentityTexts()
  const me = useMe()
  return (
    <Page title={t('me.title')} look="root" tabs>
      <Profile name={me?.name ?? ''} note={me?.company.name} />
      <Section title={t('me.households')}>
        <MyHouseholds />
      </Section>
      <Mine />
      <Section title={t('me.settings')}>
        <List label={t('me.settings')}>
          <ElderModeRow />
          <LanguageRow />
          <ListRow
            lead={<ShieldCheck aria-hidden="true" />}
            title={t('me.privacy')}
            render={row => <Link to="/privacy" {...row} />}
          />
        </List>
      </Section>
      <List>
        <ConfirmRow
          tone="danger"
          lead={<LogOut aria-hidden="true" />}
          title={t('me.signOut')}
          question={t('me.signOutAsk')}
          text={t('me.signOutText')}
          onConfirm={endSession}
        />
      </List>
    </Page>
  )
}

/** What is mine beside my homes; what belongs to a module that the company has not opened is not there. */
function Mine() {
  const t = useIdentityTexts()
  const account = useAccountTexts()
  const meters = useMeteringTexts()
  const disclosures = useDisclosureTexts()
  const open = useOpenModules()
  return (
    <List>
      <ListRow
        lead={<Car aria-hidden="true" />}
        title={t('me.vehicles')}
        render={row => <Link to="/vehicles" {...row} />}
      />
      {open('billing') ? (
        <ListRow
          lead={<PiggyBank aria-hidden="true" />}
          title={account('title')}
          render={row => <Link to="/account" {...row} />}
        />
      ) : null}
      {open('metering') ? (
        <ListRow
          lead={<Gauge aria-hidden="true" />}
          title={meters('title')}
          render={row => <Link to="/meters" {...row} />}
        />
      ) : null}
      {open('billing') ? (
        <ListRow
          lead={<BadgePercent aria-hidden="true" />}
          title={t('me.discounts')}
          render={row => <Link to="/discounts" {...row} />}
        />
      ) : null}
      {open('billing') ? (
        <ListRow
          lead={<Megaphone aria-hidden="true" />}
          title={disclosures('title')}
          render={row => <Link to="/disclosures" {...row} />}
        />
      ) : null}
      <ListRow
        lead={<Bell aria-hidden="true" />}
        title={t('me.notices')}
        render={row => <Link to="/notices" {...row} />}
      />
      <ListRow
        lead={<ReceiptText aria-hidden="true" />}
        title={t('me.receipts')}
        render={row => <Link to="/receipts" {...row} />}
      />
    </List>
  )
}

function MyHouseholds() {
  const t = useIdentityTexts()
  const home = useQuery(myHomeQuery)
  return (
    <Loaded query={home} skeleton={<Skeleton height="4rem" />}>
      {({ households }) => (
        <List>
          {households.map(household => (
            <ListRow
              key={household.premisesId}
              lead={<House aria-hidden="true" />}
              title={household.label}
              description={[
                household.communityName,
                household.areaM2 === null ? null : t('me.area', { area: household.areaM2 }),
              ]
                .filter(Boolean)
                .join(' · ')}
              value={t(`me.${household.kind}`)}
              render={row => <Link to="/homes/$premisesId" params={{ premisesId: household.premisesId }} {...row} />}
            />
          ))}
          <ListRow
            lead={<HousePlus aria-hidden="true" />}
            title={t('me.addHousehold')}
            render={row => <Link to="/join" {...row} />}
          />
        </List>
      )}
    </Loaded>
  )
}
