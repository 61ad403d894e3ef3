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

const homeRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./portal/HomePage.tsx'), 'HomePage'),
})

const billsRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/bills',
  validateSearch: (search: Record<string, unknown>): { show?: 'settled' } =>
    search.show === 'settled' ? { show: 'settled' } : {},
  component: lazyRouteComponent(() => import('./billing/BillsPage.tsx'), 'BillsPage'),
})

const ordersRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/orders',
  validateSearch: (search: Record<string, unknown>): { show?: 'closed' } =>
    search.show === 'closed' ? { show: 'closed' } : {},
  component: lazyRouteComponent(() => import('./service-desk/OrdersPage.tsx'), 'OrdersPage'),
})

const meRoute = createRoute({
  getParentRoute: () => tabsRoute,
  path: '/me',
  component: lazyRouteComponent(() => import('./identity/MePage.tsx'), 'MePage'),
})

const reportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/orders/new',
  component: lazyRouteComponent(() => import('./service-desk/ReportPage.tsx'), 'ReportPage'),
})

const orderRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./service-desk/OrderPage.tsx'), 'OrderPage'),
})

const billRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bills/$billId',
  component: lazyRouteComponent(() => import('./billing/BillPage.tsx'), 'BillPage'),
})

const disputeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bills/$billId/dispute',
  component: lazyRouteComponent(() => import('./billing/DisputePage.tsx'), 'DisputePage'),
})

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./billing/AccountPage.tsx'), 'AccountPage'),
})

const metersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/meters',
  component: lazyRouteComponent(() => import('./metering/MetersPage.tsx'), 'MetersPage'),
})

const discountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/discounts',
  component: lazyRouteComponent(() => import('./billing/DiscountsPage.tsx'), 'DiscountsPage'),
})

const applyDiscountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/discounts/new',
  component: lazyRouteComponent(() => import('./billing/ApplyDiscountPage.tsx'), 'ApplyDiscountPage'),
})

const receiptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/receipts',
  component: lazyRouteComponent(() => import('./payments/ReceiptsPage.tsx'), 'ReceiptsPage'),
})

const receiptRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/receipts/$receiptId',
  component: lazyRouteComponent(() => import('./payments/ReceiptPage.tsx'), 'ReceiptPage'),
})

const noticesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notices',
  component: lazyRouteComponent(() => import('./messaging/NoticesPage.tsx'), 'NoticesPage'),
})

const preferencesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notices/preferences',
  component: lazyRouteComponent(() => import('./messaging/PreferencesPage.tsx'), 'PreferencesPage'),
})

const joinRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('./residents/JoinPage.tsx'), 'JoinPage'),
})

const codeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/join/code',
  validateSearch: (search: Record<string, unknown>): { code?: string } =>
    search.code === undefined ? {} : { code: String(search.code).slice(0, 12) },
  component: lazyRouteComponent(() => import('./residents/CodePage.tsx'), 'CodePage'),
})

const applyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/join/apply',
  validateSearch: (search: Record<string, unknown>): { community?: string } =>
    typeof search.community === 'string' ? { community: search.community } : {},
  component: lazyRouteComponent(() => import('./residents/ApplyPage.tsx'), 'ApplyPage'),
})

const householdRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/homes/$premisesId',
  component: lazyRouteComponent(() => import('./residents/HouseholdPage.tsx'), 'HouseholdPage'),
})

const privacyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/privacy',
  component: lazyRouteComponent(() => import('./residents/PrivacyPage.tsx'), 'PrivacyPage'),
})

const vehiclesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/vehicles',
  component: lazyRouteComponent(() => import('./registry/VehiclesPage.tsx'), 'VehiclesPage'),
})

const applyVehicleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/vehicles/new',
  component: lazyRouteComponent(() => import('./registry/ApplyVehiclePage.tsx'), 'ApplyVehiclePage'),
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    tabsRoute.addChildren([homeRoute, billsRoute, ordersRoute, meRoute]),
    reportRoute,
    orderRoute,
    billRoute,
    disputeRoute,
    accountRoute,
    metersRoute,
    discountsRoute,
    applyDiscountRoute,
    receiptsRoute,
    receiptRoute,
    noticesRoute,
    preferencesRoute,
    joinRoute,
    codeRoute,
    applyRoute,
    householdRoute,
    privacyRoute,
    vehiclesRoute,
    applyVehicleRoute,
  ]),
])

export const router = createRouter({
  routeTree,
  basepath: '/resident',
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
