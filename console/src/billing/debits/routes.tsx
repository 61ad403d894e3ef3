import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { FileSignature, Landmark } from 'lucide-react'
import { defineModule } from '../../module.ts'
import { shellRoute } from '../../shell/root.tsx'

const titles = {
  debits: { 'zh-CN': '银行代扣', en: 'Direct debits' },
  mandates: { 'zh-CN': '代扣授权', en: 'Mandates' },
} as const

const permission = 'billing.debits.read'

const batchesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/debits',
  staticData: { permission, title: titles.debits },
  component: lazyRouteComponent(() => import('./BatchesPage.tsx'), 'BatchesPage'),
})
const batchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/debits/$batchId',
  staticData: { permission, title: titles.debits },
  component: lazyRouteComponent(() => import('./BatchPage.tsx'), 'BatchPage'),
})
const mandatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mandates',
  staticData: { permission, title: titles.mandates },
  component: lazyRouteComponent(() => import('./MandatesPage.tsx'), 'MandatesPage'),
})

/** What the bank takes from accounts: batches, and who allows it. */
export const debits = defineModule({
  routes: [batchesRoute, batchRoute, mandatesRoute],
  nav: [
    { group: 'charges', order: 3.1, to: '/debits', icon: Landmark, label: titles.debits, permission },
    { group: 'charges', order: 3.15, to: '/mandates', icon: FileSignature, label: titles.mandates, permission },
  ],
})
