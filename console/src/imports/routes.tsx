import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { FileDown, FileSpreadsheet } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { WaitingSheets } from './WaitingSheets.tsx'

const title = { 'zh-CN': '导入', en: 'Imports' }

const importsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports',
  staticData: { permission: 'imports.run', title },
  component: lazyRouteComponent(() => import('./ImportsPage.tsx'), 'ImportsPage'),
})

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$importId',
  staticData: { permission: 'imports.run', title },
  component: lazyRouteComponent(() => import('./ImportPage.tsx'), 'ImportPage'),
})

const templatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/templates',
  staticData: { permission: 'imports.run', title: { 'zh-CN': '导入模板', en: 'Import templates' } },
  component: lazyRouteComponent(() => import('./templates/TemplatesPage.tsx'), 'TemplatesPage'),
})

const exportsTitle = { 'zh-CN': '我的导出', en: 'My exports' }

const exportsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/exports',
  staticData: { permission: 'signed-in', title: exportsTitle },
  component: lazyRouteComponent(() => import('./exports/MyExportsPage.tsx'), 'MyExportsPage'),
})

export const imports = defineModule({
  routes: [importsRoute, templatesRoute, importRoute, exportsRoute],
  nav: [
    {
      ...{ group: 'registry', order: 30, to: '/imports', icon: FileSpreadsheet, label: title },
      ...{ permission: 'imports.run', badge: WaitingSheets },
    },
    { group: 'workspace', order: 30, to: '/exports', icon: FileDown, label: exportsTitle, permission: 'signed-in' },
  ],
  refusals: async () => (await import('./refusals.ts')).importsRefusals,
})
