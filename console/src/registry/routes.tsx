import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Building, TableProperties, Tag as TagIcon, Users, UsersRound } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const premises = { 'zh-CN': '房产', en: 'Premises' }
const people = { 'zh-CN': '业主', en: 'People' }

const duplicates = { 'zh-CN': '疑似重复', en: 'Duplicates' }
const fields = { 'zh-CN': '自定义字段', en: 'Custom fields' }
const tags = { 'zh-CN': '标签', en: 'Tags' }

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

const personRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$personId',
  staticData: { permission: 'registry.people.read', title: people },
  component: lazyRouteComponent(() => import('./people/PersonPage.tsx'), 'PersonPage'),
})

const duplicatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people-duplicates',
  staticData: { permission: 'registry.people.merge', title: duplicates },
  component: lazyRouteComponent(() => import('./duplicates/DuplicatesPage.tsx'), 'DuplicatesPage'),
})

const fieldsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/fields',
  staticData: { permission: 'registry.fields.manage', title: fields },
  component: lazyRouteComponent(() => import('./people/FieldsPage.tsx'), 'FieldsPage'),
})

const tagsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/tags',
  staticData: { permission: 'registry.fields.manage', title: tags },
  component: lazyRouteComponent(() => import('./people/TagsPage.tsx'), 'TagsPage'),
})

export const registry = defineModule({
  routes: [premisesRoute, peopleRoute, personRoute, duplicatesRoute, tagsRoute, fieldsRoute],
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
    {
      ...{ group: 'settings', order: 31, to: '/settings/fields', icon: TableProperties, label: fields },
      permission: 'registry.fields.manage',
    },
    {
      ...{ group: 'registry', order: 25, to: '/people-duplicates', icon: UsersRound, label: duplicates },
      permission: 'registry.people.merge',
    },
    {
      group: 'settings',
      order: 30,
      to: '/settings/tags',
      icon: TagIcon,
      label: tags,
      permission: 'registry.fields.manage',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).registryRefusals,
  hitPages: {
    premises: id => ({ to: `/premises/${id}` }),
    person: id => ({ to: `/people/${id}` }),
  },
})
