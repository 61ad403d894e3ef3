import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Building2 } from 'lucide-react'
import { defineModule } from '../../module.ts'
import { shellRoute } from '../../shell/root.tsx'
import { placeRefusals } from './refusals.ts'

const communities = { 'zh-CN': '小区', en: 'Communities' }
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

const stackRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/buildings/$buildingId',
  staticData: { permission, title: { 'zh-CN': '楼栋立面', en: 'Front of a building' } },
  component: lazyRouteComponent(() => import('./StackPage.tsx'), 'StackPage'),
})

/** Communities, buildings and premises: their own pages. */
export const places = defineModule({
  routes: [communitiesRoute, onePremisesRoute, stackRoute],
  nav: [{ group: 'registry', order: 5, to: '/communities', icon: Building2, label: communities, permission }],
  refusals: placeRefusals,
})
