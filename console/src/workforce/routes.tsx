import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { BadgeCheck, Contact, Network } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { workforceRefusals } from './refusals.ts'

const organisation = { 'zh-CN': '组织与岗位', en: 'Organisation' }
const employees = { 'zh-CN': '员工档案', en: 'Employees' }
const certificates = { 'zh-CN': '证书到期', en: 'Certificates' }
const staffRead = 'workforce.staff.read'

const organisationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/organisation',
  staticData: { permission: staffRead, title: organisation },
  component: lazyRouteComponent(() => import('./OrganisationPage.tsx'), 'OrganisationPage'),
})

const employeesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/employees',
  staticData: { permission: staffRead, title: employees },
  component: lazyRouteComponent(() => import('./EmployeesPage.tsx'), 'EmployeesPage'),
})

const certificatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/certificates',
  staticData: { permission: staffRead, title: certificates },
  component: lazyRouteComponent(() => import('./CertificatesPage.tsx'), 'CertificatesPage'),
})

export const workforce = defineModule({
  routes: [organisationRoute, employeesRoute, certificatesRoute],
  nav: [
    { group: 'workforce', order: 10, to: '/employees', icon: Contact, label: employees, permission: staffRead },
    { group: 'workforce', order: 20, to: '/organisation', icon: Network, label: organisation, permission: staffRead },
    {
      group: 'workforce',
      order: 30,
      to: '/certificates',
      icon: BadgeCheck,
      label: certificates,
      permission: staffRead,
    },
  ],
  refusals: workforceRefusals,
})
