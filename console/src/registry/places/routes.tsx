import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Building2, FolderOpen } from 'lucide-react'
import { defineModule } from '../../module.ts'
import { shellRoute } from '../../shell/root.tsx'

const communities = { 'zh-CN': '小区', en: 'Communities' }
const documents = { 'zh-CN': '房产资料', en: 'Papers' }
const permission = 'registry.premises.read' as const

const communitiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/communities',
  staticData: { permission, title: communities },
  component: lazyRouteComponent(() => import('./CommunitiesPage.tsx'), 'CommunitiesPage'),
})

const onePremisesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/premises/$premisesId',
  staticData: { permission, title: { 'zh-CN': '房产', en: 'Premises' } },
  component: lazyRouteComponent(() => import('./OnePremisesPage.tsx'), 'OnePremisesPage'),
})

const communityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/communities/$communityId',
  staticData: { permission, title: communities },
  component: lazyRouteComponent(() => import('./OneCommunityPage.tsx'), 'OneCommunityPage'),
})

const documentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/documents',
  staticData: { permission: 'registry.documents.read', title: documents },
  component: lazyRouteComponent(() => import('../documents/DocumentsPage.tsx'), 'DocumentsPage'),
})

const stackRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/buildings/$buildingId',
  staticData: { permission, title: { 'zh-CN': '楼栋立面', en: 'Front of a building' } },
  component: lazyRouteComponent(() => import('./StackPage.tsx'), 'StackPage'),
})

/** Communities, buildings and premises: their own pages. */
export const places = defineModule({
  routes: [communitiesRoute, communityRoute, onePremisesRoute, documentsRoute, stackRoute],
  nav: [
    { group: 'registry', order: 5, to: '/communities', icon: Building2, label: communities, permission },
    {
      ...{ group: 'registry', order: 15, to: '/documents', icon: FolderOpen, label: documents },
      permission: 'registry.documents.read',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).placeRefusals,
})
