import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { BookOpenText, CalendarRange, Scale } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const titles = {
  balances: { 'zh-CN': '科目余额', en: 'Trial balance' },
  entries: { 'zh-CN': '凭证', en: 'Entries' },
  periods: { 'zh-CN': '会计期间', en: 'Accounting months' },
} as const

const permission = 'ledger.entries.read'

const balancesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/trial-balance',
  staticData: { permission, title: titles.balances },
  component: lazyRouteComponent(() => import('./TrialBalancePage.tsx'), 'TrialBalancePage'),
})
const entriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/ledger-entries',
  staticData: { permission, title: titles.entries },
  component: lazyRouteComponent(() => import('./EntriesPage.tsx'), 'EntriesPage'),
})
const periodsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/accounting-months',
  staticData: { permission, title: titles.periods },
  component: lazyRouteComponent(() => import('./PeriodsPage.tsx'), 'PeriodsPage'),
})

export const ledger = defineModule({
  routes: [balancesRoute, entriesRoute, periodsRoute],
  nav: [
    { group: 'reports', order: 80, to: '/trial-balance', icon: Scale, label: titles.balances, permission },
    { group: 'reports', order: 81, to: '/ledger-entries', icon: BookOpenText, label: titles.entries, permission },
    { group: 'reports', order: 82, to: '/accounting-months', icon: CalendarRange, label: titles.periods, permission },
  ],
  refusals: async () => (await import('./refusals.ts')).ledgerRefusals,
})
