import { lazy, Suspense } from 'react'
import { useCan } from '../session.tsx'
import { PageSkeleton } from '../shell/states/PageSkeleton.tsx'
import { LaunchPage } from './LaunchPage.tsx'

const DashboardPage = lazy(() =>
  import('../analytics/DashboardPage.tsx').then(({ DashboardPage }) => ({ default: DashboardPage })),
)

/** The first page: the numbers for who runs the place, the way to their work for everybody else. */
export function WorkspacePage() {
  const mayReadDashboard = useCan('analytics.dashboard.read')
  if (!mayReadDashboard) return <LaunchPage />
  return (
    <Suspense fallback={<PageSkeleton />}>
      <DashboardPage />
    </Suspense>
  )
}
