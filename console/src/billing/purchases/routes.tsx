import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { defineModule } from '../../module.ts'
import { shellRoute } from '../../shell/root.tsx'

const title = { 'zh-CN': '转售购进', en: 'Resale purchases' } as const
const permission = 'billing.rules.read'

const purchasesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/purchases',
  staticData: { permission, title },
  component: lazyRouteComponent(() => import('./PurchasesPage.tsx'), 'PurchasesPage'),
})

/** What was bought to be resold. */
export const purchases = defineModule({
  routes: [purchasesRoute],
  nav: [{ group: 'charges', order: 5.6, to: '/purchases', icon: ReceiptText, label: title, permission }],
})
