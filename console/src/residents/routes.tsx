import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { FileLock2, UserRoundCheck } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const applications = { 'zh-CN': '入住申请', en: 'Move-in' }

const applicationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/applications',
  staticData: { permission: 'residents.applications.manage', title: applications },
  component: lazyRouteComponent(() => import('./ApplicationsPage.tsx'), 'ApplicationsPage'),
})

const personalData = { 'zh-CN': '个人信息', en: 'Personal data' }

const personalDataRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/personal-data',
  staticData: { permission: 'residents.privacy.manage', title: personalData },
  component: lazyRouteComponent(() => import('./PersonalDataPage.tsx'), 'PersonalDataPage'),
})

export const residents = defineModule({
  routes: [applicationsRoute, personalDataRoute],
  nav: [
    {
      group: 'registry',
      order: 60,
      to: '/applications',
      icon: UserRoundCheck,
      label: applications,
      permission: 'residents.applications.manage',
    },
    {
      group: 'settings',
      order: 30,
      to: '/personal-data',
      icon: FileLock2,
      label: personalData,
      permission: 'residents.privacy.manage',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).residentsRefusals,
})
