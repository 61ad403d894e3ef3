import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { FileSpreadsheet } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { importsRefusals } from './refusals.ts'

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

export const imports = defineModule({
  routes: [importsRoute, importRoute],
  nav: [
    { group: 'registry', order: 30, to: '/imports', icon: FileSpreadsheet, label: title, permission: 'imports.run' },
  ],
  refusals: importsRefusals,
})
