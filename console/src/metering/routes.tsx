import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Gauge } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const title = { 'zh-CN': '表具', en: 'Meters' }

const metersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/meters',
  staticData: { permission: 'metering.meters.read', title },
  component: lazyRouteComponent(() => import('./MetersPage.tsx'), 'MetersPage'),
})

export const metering = defineModule({
  routes: [metersRoute],
  nav: [{ group: 'charges', order: 8, to: '/meters', icon: Gauge, label: title, permission: 'metering.meters.read' }],
  refusals: async () => (await import('./refusals.ts')).meteringRefusals,
})
