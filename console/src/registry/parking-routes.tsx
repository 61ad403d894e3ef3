import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Car, ClipboardCheck, ShieldCheck, SquareParking } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const vehicles = { 'zh-CN': '车辆', en: 'Vehicles' }
const applications = { 'zh-CN': '车辆申请', en: 'Vehicle applications' }
const spaces = { 'zh-CN': '车位', en: 'Parking spaces' }

const quality = { 'zh-CN': '数据质量', en: 'Data quality' }

const vehiclesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/vehicles',
  staticData: { permission: 'registry.vehicles.read', title: vehicles },
  component: lazyRouteComponent(() => import('./vehicles/VehiclesPage.tsx'), 'VehiclesPage'),
})

const applicationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/vehicle-applications',
  staticData: { permission: 'registry.vehicles.read', title: applications },
  component: lazyRouteComponent(() => import('./vehicles/ApplicationsPage.tsx'), 'ApplicationsPage'),
})

const spacesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/spaces',
  staticData: { permission: 'registry.spaces.read', title: spaces },
  component: lazyRouteComponent(() => import('./spaces/SpacesPage.tsx'), 'SpacesPage'),
})

const qualityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/quality',
  staticData: { permission: 'registry.quality.read', title: quality },
  component: lazyRouteComponent(() => import('./quality/QualityPage.tsx'), 'QualityPage'),
})

/** The registry's vehicles and parking spaces, and the quality of all its data. */
export const parking = defineModule({
  routes: [vehiclesRoute, applicationsRoute, spacesRoute, qualityRoute],
  nav: [
    { group: 'registry', order: 22, to: '/vehicles', icon: Car, label: vehicles, permission: 'registry.vehicles.read' },
    {
      group: 'registry',
      order: 24,
      to: '/vehicle-applications',
      icon: ClipboardCheck,
      label: applications,
      permission: 'registry.vehicles.manage',
    },
    {
      group: 'registry',
      order: 26,
      to: '/spaces',
      icon: SquareParking,
      label: spaces,
      permission: 'registry.spaces.read',
    },
    {
      group: 'registry',
      order: 90,
      to: '/quality',
      icon: ShieldCheck,
      label: quality,
      permission: 'registry.quality.read',
    },
  ],
  refusals: async () => (await import('./parking-refusals.ts')).parkingRefusals,
  hitPages: {
    vehicle: id => ({ to: '/vehicles', search: { open: id } }),
    space: id => ({ to: '/spaces', search: { open: id } }),
  },
})
