import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Coins } from 'lucide-react'
import { defineModule } from '../../module.ts'
import { shellRoute } from '../../shell/root.tsx'

const titles = {
  funds: { 'zh-CN': '代管资金', en: 'Money of others' },
  fund: { 'zh-CN': '资金账户', en: 'Account' },
  homes: { 'zh-CN': '维修资金分户账', en: 'Maintenance fund by home' },
  requests: { 'zh-CN': '资金收支申请', en: 'Spendings' },
  resolutions: { 'zh-CN': '业主决议', en: 'Resolutions of owners' },
  disclosures: { 'zh-CN': '资金公示', en: 'Published accounts' },
} as const
const permission = 'billing.funds.read'

const fundsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/funds',
  staticData: { permission, title: titles.funds },
  component: lazyRouteComponent(() => import('./FundsPage.tsx'), 'FundsPage'),
})
const fundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/fund',
  staticData: { permission, title: titles.fund },
  component: lazyRouteComponent(() => import('./FundPage.tsx'), 'FundPage'),
})
const homesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/fund-homes',
  staticData: { permission, title: titles.homes },
  component: lazyRouteComponent(() => import('./HomesPage.tsx'), 'HomesPage'),
})
const requestsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/fund-requests',
  staticData: { permission, title: titles.requests },
  component: lazyRouteComponent(() => import('./RequestsPage.tsx'), 'RequestsPage'),
})
const resolutionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/resolutions',
  staticData: { permission, title: titles.resolutions },
  component: lazyRouteComponent(() => import('./ResolutionsPage.tsx'), 'ResolutionsPage'),
})
const disclosuresRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/disclosures',
  staticData: { permission, title: titles.disclosures },
  component: lazyRouteComponent(() => import('./DisclosuresPage.tsx'), 'DisclosuresPage'),
})

/** Money of others: what is collected for them, of common parts, for the maintenance fund. */
export const funds = defineModule({
  routes: [fundsRoute, fundRoute, homesRoute, requestsRoute, resolutionsRoute, disclosuresRoute],
  nav: [{ group: 'charges', order: 4.6, to: '/funds', icon: Coins, label: titles.funds, permission }],
})
