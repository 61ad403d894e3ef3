import { analytics } from '@anju/contract'
import { formatTime } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { ChartColumnBig, FileUp } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { call, queryClient } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useRefresh } from '../service-desk/useRefresh.ts'
import { can, isOpen, useActor } from '../session.tsx'
import { listKey } from '../shell/list/index.ts'
import { StaleNotice } from '../shell/list/ListBody.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { ArrearsChart } from './ArrearsChart.tsx'
import { CashChart } from './CashChart.tsx'
import { type Dashboard, isBeginning, isUntouched } from './figures.ts'
import { MonthChart } from './MonthChart.tsx'
import { OrdersNumber, RateNumber, SatisfactionNumber, TodayNumber } from './Numbers.tsx'
import { OrdersChart } from './OrdersChart.tsx'
import { useAnalyticsTexts } from './texts.ts'
import { usePages } from './usePages.ts'
import './dashboard.css'

const FirstSteps = lazy(async () => ({ default: (await import('./first-steps/FirstSteps.tsx')).FirstSteps }))

/** A bill run says thousands of things; the numbers are asked for again at most this often. */
const CALM_MS = 250

/** The manager's page: four numbers, four charts, of the chosen community or of all; live. */
export function DashboardPage() {
  const t = useAnalyticsTexts()
  const { id: communityId, current, all } = useCommunity()
  const { data, error, refetch, dataUpdatedAt, isPlaceholderData } = useQuery({
    queryKey: [...listKey(analytics.dashboard), communityId],
    queryFn: ({ signal }) => call(analytics.dashboard, { query: { communityId }, signal }),
    placeholderData: keepPreviousData,
  })
  useRefresh(
    ['billing.*', 'payments.*', 'service-desk.*'],
    () => queryClient.invalidateQueries({ queryKey: listKey(analytics.dashboard) }),
    CALM_MS,
  )
  const beginning = useBeginning(data, communityId)
  const retry = () => void refetch()
  const everywhere = !current && all.length > 1
  const facts =
    data && dataUpdatedAt > 0 ? t(everywhere ? 'updated.all' : 'updated', { at: formatTime(dataUpdatedAt) }) : null
  if (error && !data) {
    return (
      <div className="c-page">
        <PageHeader title={t('title')} />
        <section className="c-card">
          <FailureNotice error={error} retry={retry} />
        </section>
      </div>
    )
  }
  const part = { dashboard: data, error: null, retry }
  return (
    <div className="c-page an-page" aria-busy={isPlaceholderData}>
      <PageHeader title={t('title')} facts={facts} />
      {error && data ? <StaleNotice error={error} retry={retry} /> : null}
      {data && beginning ? (
        <Suspense fallback={null}>
          <FirstSteps dashboard={data} />
        </Suspense>
      ) : null}
      {data && isUntouched(data) ? (
        beginning ? null : (
          <NothingYet several={all.length > 1 && current !== undefined} />
        )
      ) : (
        <>
          <div className="c-cards">
            <TodayNumber dashboard={data} />
            <RateNumber dashboard={data} />
            <OrdersNumber dashboard={data} />
            <SatisfactionNumber dashboard={data} />
          </div>
          <div className="an-charts">
            <MonthChart {...part} />
            <ArrearsChart {...part} />
            <CashChart {...part} />
            <OrdersChart {...part} />
          </div>
        </>
      )}
    </div>
  )
}

/** Whether somebody who may set up charges is still on the way to the first payment. */
function useBeginning(dashboard: Dashboard | undefined, communityId: string | undefined): boolean {
  const actor = useActor()
  const charges = 'billing.rules.manage'
  return dashboard !== undefined && isBeginning(dashboard) && can(actor, charges) && isOpen(actor, charges, communityId)
}

/** First use: what will be here, and where to begin. */
function NothingYet({ several }: { several: boolean }) {
  const t = useAnalyticsTexts()
  const navigate = useNavigate()
  const to = usePages()('/imports')
  return (
    <section className="c-card an-empty">
      <StatePage
        level="part"
        icon={ChartColumnBig}
        title={t('empty.title')}
        actions={
          to ? (
            <Button type="primary" icon={<FileUp size={14} aria-hidden />} onClick={() => void navigate({ to: to.to })}>
              {t('empty.import')}
            </Button>
          ) : null
        }
      >
        {several ? <p>{t('empty.other')}</p> : null}
        <p>{t('empty.text')}</p>
      </StatePage>
    </section>
  )
}
