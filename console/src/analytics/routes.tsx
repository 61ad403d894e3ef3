import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { LayoutList } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { REPORTS } from './reports/report-list.ts'

const permission = 'analytics.reports.read' as const
const titleOf = (to: (typeof REPORTS)[number]['to']) =>
  REPORTS.find(report => report.to === to)?.title ?? { 'zh-CN': '报表', en: 'Reports' }
const indexTitle = { 'zh-CN': '报表总览', en: 'All reports' }

const indexRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports',
  staticData: { permission, title: indexTitle },
  component: lazyRouteComponent(() => import('./reports/ReportsPage.tsx'), 'ReportsPage'),
})
const receivablesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/receivables',
  staticData: { permission, title: titleOf('/reports/receivables') },
  component: lazyRouteComponent(() => import('./reports/ReceivablesPage.tsx'), 'ReceivablesPage'),
})
const collectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/collection',
  staticData: { permission, title: titleOf('/reports/collection') },
  component: lazyRouteComponent(() => import('./reports/CollectionPage.tsx'), 'CollectionPage'),
})
const householdRatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/household-rates',
  staticData: { permission, title: titleOf('/reports/household-rates') },
  component: lazyRouteComponent(() => import('./reports/HouseholdRatesPage.tsx'), 'HouseholdRatesPage'),
})
const ageingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/ageing',
  staticData: { permission, title: titleOf('/reports/ageing') },
  component: lazyRouteComponent(() => import('./reports/AgeingPage.tsx'), 'AgeingPage'),
})
const linesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/lines',
  staticData: { permission, title: titleOf('/reports/lines') },
  component: lazyRouteComponent(() => import('./reports/LinesPage.tsx'), 'LinesPage'),
})

const accrualPostingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/accrual-postings',
  staticData: { permission, title: titleOf('/reports/accrual-postings') },
  component: lazyRouteComponent(() => import('./reports/AccrualPostingsPage.tsx'), 'AccrualPostingsPage'),
})
const movementRowsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/movement-rows',
  staticData: { permission, title: titleOf('/reports/movement-rows') },
  component: lazyRouteComponent(() => import('./reports/MovementRowsPage.tsx'), 'MovementRowsPage'),
})
const cashRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/cash',
  staticData: { permission, title: titleOf('/reports/cash') },
  component: lazyRouteComponent(() => import('./reports/MoneyPages.tsx'), 'CashPage'),
})
const prepaymentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/prepayments',
  staticData: { permission, title: titleOf('/reports/prepayments') },
  component: lazyRouteComponent(() => import('./reports/MoneyPages.tsx'), 'PrepaymentsPage'),
})
const depositsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/deposits',
  staticData: { permission, title: titleOf('/reports/deposits') },
  component: lazyRouteComponent(() => import('./reports/MoneyPages.tsx'), 'DepositsPage'),
})
const waiversRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/waivers',
  staticData: { permission, title: titleOf('/reports/waivers') },
  component: lazyRouteComponent(() => import('./reports/MoneyPages.tsx'), 'WaiversPage'),
})
const taxesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/taxes',
  staticData: { permission, title: titleOf('/reports/taxes') },
  component: lazyRouteComponent(() => import('./reports/MoneyPages.tsx'), 'TaxesPage'),
})
const accrualsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/accruals',
  staticData: { permission, title: titleOf('/reports/accruals') },
  component: lazyRouteComponent(() => import('./reports/BookPages.tsx'), 'AccrualsPage'),
})
const penaltiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/penalties',
  staticData: { permission, title: titleOf('/reports/penalties') },
  component: lazyRouteComponent(() => import('./reports/BookPages.tsx'), 'PenaltiesPage'),
})
const staffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/staff',
  staticData: { permission, title: titleOf('/reports/staff') },
  component: lazyRouteComponent(() => import('./reports/WorkPages.tsx'), 'StaffResultsPage'),
})
const consumptionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/consumption',
  staticData: { permission, title: titleOf('/reports/consumption') },
  component: lazyRouteComponent(() => import('./reports/WorkPages.tsx'), 'ConsumptionPage'),
})
const ratedHomesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/rated-homes',
  staticData: { permission, title: titleOf('/reports/rated-homes') },
  component: lazyRouteComponent(() => import('./reports/DrillDownPages.tsx'), 'RatedHomesPage'),
})
const staffVisitsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/staff-visits',
  staticData: { permission, title: titleOf('/reports/staff-visits') },
  component: lazyRouteComponent(() => import('./reports/DrillDownPages.tsx'), 'StaffVisitsPage'),
})
const usedReadingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/used-readings',
  staticData: { permission, title: titleOf('/reports/used-readings') },
  component: lazyRouteComponent(() => import('./reports/DrillDownPages.tsx'), 'UsedReadingsPage'),
})
const reconciliationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports/reconciliation',
  staticData: { permission, title: titleOf('/reports/reconciliation') },
  component: lazyRouteComponent(() => import('./reports/ReconciliationPage.tsx'), 'ReconciliationPage'),
})

export const analytics = defineModule({
  routes: [
    indexRoute,
    receivablesRoute,
    collectionRoute,
    householdRatesRoute,
    ageingRoute,
    linesRoute,
    accrualPostingsRoute,
    movementRowsRoute,
    cashRoute,
    prepaymentsRoute,
    depositsRoute,
    waiversRoute,
    taxesRoute,
    accrualsRoute,
    penaltiesRoute,
    staffRoute,
    consumptionRoute,
    ratedHomesRoute,
    staffVisitsRoute,
    usedReadingsRoute,
    reconciliationRoute,
  ],
  nav: [
    { group: 'reports', order: 0, to: '/reports', icon: LayoutList, label: indexTitle, permission },
    ...REPORTS.filter(({ inBar }) => inBar).map(({ to, icon, title, permission: needed }, index) => ({
      ...{ group: 'reports' as const, order: index + 1, to, icon, label: title, permission: needed },
    })),
  ],
  refusals: async () => (await import('./refusals.ts')).analyticsRefusals,
})
