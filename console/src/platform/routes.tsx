import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ScrollText, Settings2 } from 'lucide-react'
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

const settingsTitle = { 'zh-CN': '设置', en: 'Settings' }

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  staticData: { permission: 'platform.settings.read', title: settingsTitle },
  component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
})

const featuresRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/features',
  staticData: { permission: 'platform.settings.read', title: { 'zh-CN': '功能开关', en: 'Modules' } },
  component: lazyRouteComponent(() => import('./features/FeaturesPage.tsx'), 'FeaturesPage'),
})

export const platform = defineModule({
  routes: [settingsRoute, featuresRoute, auditRoute],
  nav: [
    {
      ...{ group: 'settings', order: 15, to: '/settings', icon: Settings2, label: settingsTitle },
      permission: 'platform.settings.read',
    },
    { group: 'settings', order: 20, to: '/audit', icon: ScrollText, label: title, permission: 'platform.audit.read' },
  ],
  refusals: platformRefusals,
})
