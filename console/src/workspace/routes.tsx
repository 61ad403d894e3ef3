import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { BookText, LayoutDashboard } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const title = { 'zh-CN': '工作台', en: 'Workspace' }

const workspaceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  staticData: { title },
  component: lazyRouteComponent(() => import('./WorkspacePage.tsx'), 'WorkspacePage'),
})

export const workspace = defineModule({
  routes: [workspaceRoute],
  nav: [
    { group: 'workspace', order: 1, to: '/', icon: LayoutDashboard, label: title, permission: 'signed-in' },
    {
      group: 'settings',
      order: 90,
      to: '/api/docs',
      icon: BookText,
      label: { 'zh-CN': '接口文档', en: 'API reference' },
      permission: 'signed-in',
      external: true,
    },
  ],
})
