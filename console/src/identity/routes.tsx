import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { MonitorSmartphone, UserCog } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { identityRefusals } from './refusals.ts'

const staff = { 'zh-CN': '员工与角色', en: 'Staff and roles' }
const sessions = { 'zh-CN': '我的会话', en: 'My sessions' }

const staffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/staff',
  staticData: { permission: 'identity.staff.read', title: staff },
  component: lazyRouteComponent(() => import('./StaffPage.tsx'), 'StaffPage'),
})

const mySessionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me/sessions',
  staticData: { permission: 'signed-in', title: sessions },
  component: lazyRouteComponent(() => import('./MySessionsPage.tsx'), 'MySessionsPage'),
})

export const identity = defineModule({
  routes: [staffRoute, mySessionsRoute],
  nav: [
    { group: 'settings', order: 10, to: '/staff', icon: UserCog, label: staff, permission: 'identity.staff.read' },
    {
      group: 'settings',
      order: 80,
      to: '/me/sessions',
      icon: MonitorSmartphone,
      label: sessions,
      permission: 'signed-in',
    },
  ],
  refusals: identityRefusals,
})
