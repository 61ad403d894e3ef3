import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Building, Users } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { registryRefusals } from './refusals.ts'

const premises = { 'zh-CN': '房产', en: 'Premises' }
const people = { 'zh-CN': '业主', en: 'People' }

const premisesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/premises',
  staticData: { permission: 'registry.premises.read', title: premises },
  component: lazyRouteComponent(() => import('./places/PremisesPage.tsx'), 'PremisesPage'),
})

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  staticData: { permission: 'registry.people.read', title: people },
  component: lazyRouteComponent(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
})

export const registry = defineModule({
  routes: [premisesRoute, peopleRoute],
  nav: [
    {
      group: 'registry',
      order: 10,
      to: '/premises',
      icon: Building,
      label: premises,
      permission: 'registry.premises.read',
    },
    { group: 'registry', order: 20, to: '/people', icon: Users, label: people, permission: 'registry.people.read' },
  ],
  refusals: registryRefusals,
  hitPages: {
    premises: id => ({ to: '/premises', search: { open: id } }),
    person: id => ({ to: '/people', search: { open: id } }),
  },
})
