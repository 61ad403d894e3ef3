import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { RadioTower } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const gateways = { 'zh-CN': '设备接入', en: 'Device gateways' }
const messages = { 'zh-CN': '设备上报', en: 'Device messages' }
const permission = 'devices.gateways.read'

const gatewaysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/gateways',
  staticData: { permission, title: gateways },
  component: lazyRouteComponent(() => import('./GatewaysPage.tsx'), 'GatewaysPage'),
})

const messagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/gateways/messages',
  staticData: { permission, title: messages },
  component: lazyRouteComponent(() => import('./MessagesPage.tsx'), 'MessagesPage'),
})

export const devices = defineModule({
  routes: [gatewaysRoute, messagesRoute],
  nav: [{ group: 'settings', order: 40, to: '/gateways', icon: RadioTower, label: gateways, permission }],
  refusals: async () => (await import('./refusals.ts')).deviceRefusals,
})
