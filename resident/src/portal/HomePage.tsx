import { ButtonLink, ElderModeButton, EmptyState, Loaded, Page } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { HousePlus } from 'lucide-react'
import { NoticesButton } from '../messaging/NoticesButton.tsx'
import { Link } from '../navigation.ts'
import { useMe } from '../session.tsx'
import { useChosenHousehold } from './chosen-household.ts'
import { HomeActions } from './HomeActions.tsx'
import { HomeSkeleton } from './HomeSkeleton.tsx'
import { HouseholdCard } from './HouseholdCard.tsx'
import { type MyHome, myHomeQuery } from './my-home.ts'
import { OpenOrders } from './OpenOrders.tsx'
import { usePortalTexts } from './texts.ts'

/** Home: what I owe, what I can do, what is going on. */
export function HomePage() {
  const t = usePortalTexts()
  const me = useMe()
  const home = useQuery(myHomeQuery)
  const name = me?.name ?? ''
  return (
    <Page
      title={t('greeting', { name })}
      look="root"
      tabs
      action={
        <>
          <NoticesButton />
          <ElderModeButton />
        </>
      }
    >
      <Loaded query={home} skeleton={<HomeSkeleton />}>
        {data => <HomeContent home={data} />}
      </Loaded>
    </Page>
  )
}

function HomeContent({ home }: { home: MyHome }) {
  const t = usePortalTexts()
  const { household, choose } = useChosenHousehold(home.households)
  if (!household) {
    return (
      <EmptyState
        icon={<HousePlus aria-hidden="true" />}
        title={t('noHousehold')}
        text={t('noHouseholdText')}
        action={<ButtonLink render={link => <Link to="/join" {...link} />}>{t('addHousehold')}</ButtonLink>}
      />
    )
  }
  return (
    <>
      <HouseholdCard household={household} households={home.households} onChoose={choose} />
      <HomeActions premisesId={household.premisesId} />
      <OpenOrders orders={home.openOrders} />
    </>
  )
}
