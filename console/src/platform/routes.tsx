import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Files, ScrollText, Settings2 } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

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

const filesTitle = { 'zh-CN': '文件', en: 'Files' }

const filesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/files',
  staticData: { permission: 'platform.files.read', title: filesTitle },
  component: lazyRouteComponent(() => import('./files/FilesPage.tsx'), 'FilesPage'),
})

export const platform = defineModule({
  routes: [settingsRoute, featuresRoute, filesRoute, auditRoute],
  nav: [
    {
      ...{ group: 'settings', order: 15, to: '/settings', icon: Settings2, label: settingsTitle },
      permission: 'platform.settings.read',
    },
    { group: 'settings', order: 18, to: '/files', icon: Files, label: filesTitle, permission: 'platform.files.read' },
    { group: 'settings', order: 20, to: '/audit', icon: ScrollText, label: title, permission: 'platform.audit.read' },
  ],
  refusals: async () => (await import('./refusals.ts')).platformRefusals,
})
