import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { PiggyBank, Vault } from 'lucide-react'
import { defineModule } from '../../module.ts'
import { shellRoute } from '../../shell/root.tsx'

const titles = {
  purses: { 'zh-CN': '预存', en: 'Prepaid money' },
  deposits: { 'zh-CN': '押金', en: 'Deposits' },
} as const

const permission = 'billing.bills.read'

const pursesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/purses',
  staticData: { permission, title: titles.purses },
  component: lazyRouteComponent(() => import('./PursesPage.tsx'), 'PursesPage'),
})
const depositsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deposits',
  staticData: { permission, title: titles.deposits },
  component: lazyRouteComponent(() => import('./DepositsPage.tsx'), 'DepositsPage'),
})

/** Money that is kept for households: prepaid, and deposits. */
export const purses = defineModule({
  routes: [pursesRoute, depositsRoute],
  nav: [
    { group: 'charges', order: 2.4, to: '/purses', icon: PiggyBank, label: titles.purses, permission },
    { group: 'charges', order: 2.6, to: '/deposits', icon: Vault, label: titles.deposits, permission },
  ],
})
