import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { SquareKanban } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const title = { 'zh-CN': '工单看板', en: 'Work orders' }

const ordersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/orders',
  staticData: { permission: 'service-desk.orders.read', title },
  component: lazyRouteComponent(() => import('./OrdersPage.tsx'), 'OrdersPage'),
})

export const serviceDesk = defineModule({
  routes: [ordersRoute],
  nav: [
    {
      group: 'orders',
      order: 1,
      to: '/orders',
      icon: SquareKanban,
      label: title,
      permission: 'service-desk.orders.read',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).serviceDeskRefusals,
  hitPages: { order: id => ({ to: '/orders', search: { open: id } }) },
})
