import { Splash } from '@anju/ui'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { queryClient } from './api.ts'
import { sessionQuery } from './session.tsx'
import { ErrorPage } from './shell/ErrorPage.tsx'
import { mark } from './shell/mark.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { Root } from './shell/Root.tsx'
import { Shell } from './shell/Shell.tsx'
import { TabsLayout } from './shell/TabsLayout.tsx'

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root })

/** `to` is where the visitor wanted to go before signing in; only a path of this app is taken. */
const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === 'string' && /^\/(?!\/)/.test(search.to) ? { to: search.to } : {},
  beforeLoad: async ({ context }) => {
    // Unreachable or not: whoever is not known to be signed in may try to.
    const me = await context.queryClient.ensureQueryData(sessionQuery).catch(() => null)
    if (me) throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./identity/SignInPage.tsx'), 'SignInPage'),
})

/** Where an invitation leads; its code is in the fragment of the address, which no server sees. */
const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./identity/InvitationPage.tsx'), 'InvitationPage'),
})

/** Everything behind a sign-in. Pages below it, but not below the tabs, have the whole screen. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(sessionQuery)
    if (!me) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
  },
  component: Shell,
})

const tabsRoute = createRoute({ getParentRoute: () => shellRoute, id: 'tabs', component: TabsLayout })

const tasksRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { show?: 'finished' } =>
    search.show === 'finished' ? { show: 'finished' } : {},
  beforeLoad: ({ context }) => {
    // Guards and cleaners work no orders: their first page is their shift.
    const me = context.queryClient.getQueryData(sessionQuery.queryKey)
    if (me && !me.permissions.includes('service-desk.orders.work')) throw redirect({ to: '/shift' })
  },
  component: lazyRouteComponent(() => import('./service-desk/TasksPage.tsx'), 'TasksPage'),
})

const shiftRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/shift',
  component: lazyRouteComponent(() => import('./workforce/ShiftPage.tsx'), 'ShiftPage'),
})

const myRotaRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/shift/rota',
  component: lazyRouteComponent(() => import('./workforce/MyRotaPage.tsx'), 'MyRotaPage'),
})

const mySwapsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/shift/swaps',
  component: lazyRouteComponent(() => import('./workforce/SwapsPage.tsx'), 'SwapsPage'),
})

const myLeavesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/shift/leaves',
  component: lazyRouteComponent(() => import('./workforce/LeavesPage.tsx'), 'LeavesPage'),
})

const myAttendanceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/shift/attendance',
  component: lazyRouteComponent(() => import('./workforce/AttendancePage.tsx'), 'AttendancePage'),
})

const myPerformanceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/shift/performance',
  component: lazyRouteComponent(() => import('./workforce/PerformancePage.tsx'), 'PerformancePage'),
})

const myScorecardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/shift/performance/$scorecardId',
  component: lazyRouteComponent(() => import('./workforce/ScorecardPage.tsx'), 'ScorecardPage'),
})

const noticesRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/notices',
  component: lazyRouteComponent(() => import('./messaging/NoticesPage.tsx'), 'NoticesPage'),
})

const meRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/me',
  component: lazyRouteComponent(() => import('./identity/MePage.tsx'), 'MePage'),
})

const securityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me/security',
  component: lazyRouteComponent(() => import('./identity/SecurityPage.tsx'), 'SecurityPage'),
})

const myDebtorsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me/debtors',
  component: lazyRouteComponent(() => import('./billing/MyDebtorsPage.tsx'), 'MyDebtorsPage'),
})

const myRoundsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me/rounds',
  component: lazyRouteComponent(() => import('./metering/MyRoundsPage.tsx'), 'MyRoundsPage'),
})

const myRoundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me/rounds/$roundId',
  component: lazyRouteComponent(() => import('./metering/RoundPage.tsx'), 'RoundPage'),
})

const taskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/$orderId',
  component: lazyRouteComponent(() => import('./service-desk/TaskPage.tsx'), 'TaskPage'),
})

const finishRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/$orderId/finish',
  component: lazyRouteComponent(() => import('./service-desk/FinishPage.tsx'), 'FinishPage'),
})

const queueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/queue',
  component: lazyRouteComponent(() => import('./outbox/QueuePage.tsx'), 'QueuePage'),
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  invitationRoute,
  shellRoute.addChildren([
    tabsRoute.addChildren([tasksRoute, shiftRoute, noticesRoute, meRoute]),
    myRotaRoute,
    mySwapsRoute,
    myLeavesRoute,
    myAttendanceRoute,
    myPerformanceRoute,
    myScorecardRoute,
    securityRoute,
    myDebtorsRoute,
    myRoundsRoute,
    myRoundRoute,
    taskRoute,
    finishRoute,
    queueRoute,
  ]),
])

export const router = createRouter({
  routeTree,
  basepath: '/field',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  defaultPendingComponent: () => <Splash mark={mark} />,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
