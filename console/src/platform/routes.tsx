import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { platformRefusals } from './refusals.ts'

const title = { 'zh-CN': '审计', en: 'Audit log' }

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  staticData: { permission: 'platform.audit.read', title },
  component: lazyRouteComponent(() => import('./AuditPage.tsx'), 'AuditPage'),
})

export const platform = defineModule({
  routes: [auditRoute],
  nav: [
    { group: 'settings', order: 20, to: '/audit', icon: ScrollText, label: title, permission: 'platform.audit.read' },
  ],
  refusals: platformRefusals,
})
