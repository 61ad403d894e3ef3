import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const title = { 'zh-CN': '消息', en: 'Inbox' }

const noticesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notices',
  staticData: { permission: 'signed-in', title },
  component: lazyRouteComponent(() => import('./NoticesPage.tsx'), 'NoticesPage'),
})

export const messaging = defineModule({
  routes: [noticesRoute],
  nav: [{ group: 'workspace', order: 20, to: '/notices', icon: Inbox, label: title, permission: 'signed-in' }],
  refusals: async () => (await import('./refusals.ts')).messagingRefusals,
})
