import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ShieldCheck, UserCog } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const staff = { 'zh-CN': '员工与角色', en: 'Staff and roles' }
const security = { 'zh-CN': '账号安全', en: 'Account security' }

const staffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/staff',
  staticData: { permission: 'identity.staff.read', title: staff },
  component: lazyRouteComponent(() => import('./StaffPage.tsx'), 'StaffPage'),
})

const securityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me/security',
  staticData: { permission: 'signed-in', title: security },
  component: lazyRouteComponent(() => import('./security/SecurityPage.tsx'), 'SecurityPage'),
})

export const identity = defineModule({
  routes: [staffRoute, securityRoute],
  nav: [
    { group: 'settings', order: 10, to: '/staff', icon: UserCog, label: staff, permission: 'identity.staff.read' },
    {
      group: 'settings',
      order: 80,
      to: '/me/security',
      icon: ShieldCheck,
      label: security,
      permission: 'signed-in',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).identityRefusals,
})
