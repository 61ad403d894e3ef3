import { lazyPage, PageView, Splash } from '@anju/ui'
import type { ReactNode } from 'react'
import { Redirect, way } from './navigation.ts'
import { readsMeters, useMe } from './session.tsx'
import { ErrorPage } from './shell/ErrorPage.tsx'
import { SignedIn, SignedOut } from './shell/guards.tsx'
import { mark } from './shell/mark.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { Shell } from './shell/Shell.tsx'
import { TabsLayout } from './shell/TabsLayout.tsx'

const PAGES = {
  '/sign-in': lazyPage(async () => (await import('./identity/SignInPage.tsx')).SignInPage),
  '/invitation': lazyPage(async () => (await import('./identity/InvitationPage.tsx')).InvitationPage),
  '/': lazyPage(async () => (await import('./service-desk/TasksPage.tsx')).TasksPage),
  '/shift': lazyPage(async () => (await import('./workforce/ShiftPage.tsx')).ShiftPage),
  '/shift/rota': lazyPage(async () => (await import('./workforce/MyRotaPage.tsx')).MyRotaPage),
  '/shift/swaps': lazyPage(async () => (await import('./workforce/SwapsPage.tsx')).SwapsPage),
  '/shift/leaves': lazyPage(async () => (await import('./workforce/LeavesPage.tsx')).LeavesPage),
  '/shift/attendance': lazyPage(async () => (await import('./workforce/AttendancePage.tsx')).AttendancePage),
  '/shift/performance': lazyPage(async () => (await import('./workforce/PerformancePage.tsx')).PerformancePage),
  '/shift/performance/$scorecardId': lazyPage(
    async () => (await import('./workforce/ScorecardPage.tsx')).ScorecardPage,
  ),
  '/notices': lazyPage(async () => (await import('./messaging/NoticesPage.tsx')).NoticesPage),
  '/me': lazyPage(async () => (await import('./identity/MePage.tsx')).MePage),
  '/me/security': lazyPage(async () => (await import('./identity/SecurityPage.tsx')).SecurityPage),
  '/me/debtors': lazyPage(async () => (await import('./billing/MyDebtorsPage.tsx')).MyDebtorsPage),
  '/me/rounds': lazyPage(async () => (await import('./metering/MyRoundsPage.tsx')).MyRoundsPage),
  '/me/rounds/$roundId': lazyPage(async () => (await import('./metering/RoundPage.tsx')).RoundPage),
  '/tasks/$orderId': lazyPage(async () => (await import('./service-desk/TaskPage.tsx')).TaskPage),
  '/tasks/$orderId/finish': lazyPage(async () => (await import('./service-desk/FinishPage.tsx')).FinishPage),
  '/queue': lazyPage(async () => (await import('./outbox/QueuePage.tsx')).QueuePage),
}

/** The app's places with the tabs below; every other page has the whole screen. */
const TABS: readonly string[] = ['/', '/me/rounds', '/shift', '/notices', '/me']

/** The page of the address. Everything but the sign-in and an invitation is behind the sign-in. */
export function AppPages() {
  return (
    <PageView
      way={way}
      pages={PAGES}
      frame={frame}
      splash={<Splash mark={mark} />}
      Failed={ErrorPage}
      NotFound={NotFoundPage}
    />
  )
}

function frame(page: keyof typeof PAGES, content: ReactNode): ReactNode {
  if (page === '/invitation') return content
  if (page === '/sign-in') return <SignedOut>{content}</SignedOut>
  const inner = page === '/' ? <WhoWorksOrders>{content}</WhoWorksOrders> : content
  return (
    <SignedIn>
      <Shell>{TABS.includes(page) ? <TabsLayout>{inner}</TabsLayout> : inner}</Shell>
    </SignedIn>
  )
}

/** Who works no orders begins elsewhere: readers with their rounds, guards and cleaners with their shift. */
function WhoWorksOrders({ children }: { children: ReactNode }) {
  const me = useMe()
  if (me?.permissions.includes('service-desk.orders.work')) return children
  return <Redirect to={me && readsMeters(me) ? '/me/rounds' : '/shift'} />
}
