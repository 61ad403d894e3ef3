import { ElderModeButton, Loaded, Page } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { NoticesButton } from '../messaging/NoticesButton.tsx'
import { useMe } from '../session.tsx'
import { useChosenHousehold } from './chosen-household.ts'
import { HomeActions } from './HomeActions.tsx'
import { HomeSkeleton } from './HomeSkeleton.tsx'
import { HouseholdCard } from './HouseholdCard.tsx'
import { type MyHome, myHomeQuery } from './my-home.ts'
import { NoHome } from './NoHome.tsx'
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
  const { household, choose } = useChosenHousehold(home.households)
  if (!household) return <NoHome />
  return (
    <>
      <HouseholdCard household={household} households={home.households} onChoose={choose} />
      <HomeActions household={household} />
      <OpenOrders orders={home.openOrders} />
    </>
  )
}
