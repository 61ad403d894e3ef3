import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { FileSignature } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const title = { 'zh-CN': '房屋租约', en: 'Leases' }

const leasesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leases',
  staticData: { permission: 'registry.leases.read', title },
  component: lazyRouteComponent(() => import('./leases/LeasesPage.tsx'), 'LeasesPage'),
})

/** Leases of homes and shops. */
export const leases = defineModule({
  routes: [leasesRoute],
  nav: [
    {
      ...{ group: 'registry', order: 21, to: '/leases', icon: FileSignature, label: title },
      permission: 'registry.leases.read',
    },
  ],
  refusals: async () => (await import('./leases/refusals.ts')).leaseRefusals,
})
