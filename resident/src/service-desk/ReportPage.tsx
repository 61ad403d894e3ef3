import { ButtonLink, EmptyState, Loaded, Page } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { HousePlus } from 'lucide-react'
import { Link } from '../navigation.ts'
import { type MyHome, myHomeQuery } from '../portal/my-home.ts'
import { usePortalTexts } from '../portal/texts.ts'
import { useMe } from '../session.tsx'
import { useBack } from '../shell/back.ts'
import { ReportForm } from './ReportForm.tsx'
import { useReportTexts } from './report-texts.ts'

/** Report a repair: category, photos, a few words, done within a minute. */
export function ReportPage() {
  const t = useReportTexts()
  const me = useMe()
  const back = useBack('/orders')
  const home = useQuery(myHomeQuery)
  const [first] = home.data?.households ?? []
  if (me && home.data && first) return <ReportForm accountId={me.accountId} households={home.data.households} />
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={home}>{data => <NoHousehold home={data} />}</Loaded>
    </Page>
  )
}

function NoHousehold({ home }: { home: MyHome }) {
  const t = usePortalTexts()
  if (home.households.length > 0) return null
  return (
    <EmptyState
      icon={<HousePlus aria-hidden="true" />}
      title={t('noHousehold')}
      text={t('noHouseholdText')}
      action={<ButtonLink render={link => <Link to="/join" {...link} />}>{t('addHousehold')}</ButtonLink>}
    />
  )
}
