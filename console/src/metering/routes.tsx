import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Gauge, ListChecks, Network, ReceiptText, Route } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const title = { 'zh-CN': '表具', en: 'Meters' }

const metersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/meters',
  staticData: { permission: 'metering.meters.read', title },
  component: lazyRouteComponent(() => import('./MetersPage.tsx'), 'MetersPage'),
})

const tree = { 'zh-CN': '表具树与损耗', en: 'Meter tree and loss' }

const treeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/meters/tree',
  staticData: { permission: 'metering.readings.read', title: tree },
  component: lazyRouteComponent(() => import('./TreePage.tsx'), 'TreePage'),
})

const readings = { 'zh-CN': '抄表读数', en: 'Readings' }
const walks = { 'zh-CN': '抄表线路', en: 'Reading routes' }
const rounds = { 'zh-CN': '抄表批次', en: 'Reading rounds' }
const permission = 'metering.readings.read'

const readingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/readings',
  staticData: { permission, title: readings },
  component: lazyRouteComponent(() => import('./ReadingsPage.tsx'), 'ReadingsPage'),
})

const roundsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reading-rounds',
  staticData: { permission, title: rounds },
  component: lazyRouteComponent(() => import('./RoundsPage.tsx'), 'RoundsPage'),
})

const roundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reading-rounds/$roundId',
  staticData: { permission, title: rounds },
  component: lazyRouteComponent(() => import('./RoundPage.tsx'), 'RoundPage'),
})

const walksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reading-routes',
  staticData: { permission, title: walks },
  component: lazyRouteComponent(() => import('./routes/RoutesPage.tsx'), 'RoutesPage'),
})

export const metering = defineModule({
  routes: [metersRoute, treeRoute, readingsRoute, roundsRoute, roundRoute, walksRoute],
  nav: [
    { group: 'charges', order: 8, to: '/meters', icon: Gauge, label: title, permission: 'metering.meters.read' },
    { group: 'charges', order: 8.5, to: '/reading-routes', icon: Route, label: walks, permission },
    { group: 'charges', order: 9, to: '/reading-rounds', icon: ListChecks, label: rounds, permission },
    { group: 'charges', order: 10, to: '/readings', icon: ReceiptText, label: readings, permission },
    { group: 'charges', order: 11, to: '/meters/tree', icon: Network, label: tree, permission },
  ],
  refusals: async () => (await import('./refusals.ts')).meteringRefusals,
})
