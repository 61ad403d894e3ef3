import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import {
  ArrowLeftRight,
  BadgeCheck,
  CalendarClock,
  CalendarDays,
  Clock,
  Contact,
  Network,
  Plane,
  Target,
} from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const organisation = { 'zh-CN': '组织与岗位', en: 'Organisation' }
const employees = { 'zh-CN': '员工档案', en: 'Employees' }
const certificates = { 'zh-CN': '证书到期', en: 'Certificates' }
const rota = { 'zh-CN': '排班', en: 'Rota' }
const shifts = { 'zh-CN': '班次与日历', en: 'Shifts' }
const swaps = { 'zh-CN': '换班申请', en: 'Swaps' }
const attendance = { 'zh-CN': '考勤', en: 'Attendance' }
const leaves = { 'zh-CN': '请假', en: 'Leave' }
const performance = { 'zh-CN': '绩效', en: 'Performance' }
const scorecard = { 'zh-CN': '绩效评分表', en: 'Scorecard' }
const scheme = { 'zh-CN': '绩效方案', en: 'Performance scheme' }
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

const rotaRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rota',
  staticData: { permission: 'workforce.rota.read', title: rota },
  component: lazyRouteComponent(() => import('./rota/RotaPage.tsx'), 'RotaPage'),
})

const shiftsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/shifts',
  staticData: { permission: 'workforce.rota.read', title: shifts },
  component: lazyRouteComponent(() => import('./shifts/ShiftsPage.tsx'), 'ShiftsPage'),
})

const swapsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/swaps',
  staticData: { permission: 'workforce.rota.read', title: swaps },
  component: lazyRouteComponent(() => import('./rota/SwapsPage.tsx'), 'SwapsPage'),
})

const attendanceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/attendance',
  staticData: { permission: 'workforce.attendance.read', title: attendance },
  component: lazyRouteComponent(() => import('./time/AttendancePage.tsx'), 'AttendancePage'),
})

const leavesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leaves',
  staticData: { permission: 'workforce.leave.approve', title: leaves },
  component: lazyRouteComponent(() => import('./time/LeavesPage.tsx'), 'LeavesPage'),
})

const performanceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/performance',
  staticData: { permission: 'workforce.performance.read', title: performance },
  component: lazyRouteComponent(() => import('./performance/PerformancePage.tsx'), 'PerformancePage'),
})

const scorecardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/scorecards/$scorecardId',
  staticData: { permission: 'workforce.performance.read', title: scorecard },
  component: lazyRouteComponent(() => import('./performance/ScorecardPage.tsx'), 'ScorecardPage'),
})

const newSchemeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/kpi-schemes/new',
  staticData: { permission: 'workforce.performance.manage', title: scheme },
  component: lazyRouteComponent(() => import('./performance/SchemePage.tsx'), 'NewSchemePage'),
})

const schemeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/kpi-schemes/$schemeId',
  staticData: { permission: 'workforce.performance.manage', title: scheme },
  component: lazyRouteComponent(() => import('./performance/SchemePage.tsx'), 'SchemePage'),
})

export const workforce = defineModule({
  routes: [
    organisationRoute,
    employeesRoute,
    certificatesRoute,
    rotaRoute,
    shiftsRoute,
    swapsRoute,
    attendanceRoute,
    leavesRoute,
    performanceRoute,
    scorecardRoute,
    newSchemeRoute,
    schemeRoute,
  ],
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
    { group: 'workforce', order: 40, to: '/rota', icon: CalendarDays, label: rota, permission: 'workforce.rota.read' },
    {
      group: 'workforce',
      order: 50,
      to: '/swaps',
      icon: ArrowLeftRight,
      label: swaps,
      permission: 'workforce.rota.read',
    },
    {
      group: 'workforce',
      order: 60,
      to: '/attendance',
      icon: CalendarClock,
      label: attendance,
      permission: 'workforce.attendance.read',
    },
    { group: 'workforce', order: 70, to: '/leaves', icon: Plane, label: leaves, permission: 'workforce.leave.approve' },
    {
      group: 'workforce',
      order: 75,
      to: '/performance',
      icon: Target,
      label: performance,
      permission: 'workforce.performance.read',
    },
    { group: 'workforce', order: 80, to: '/shifts', icon: Clock, label: shifts, permission: 'workforce.rota.read' },
  ],
  refusals: async () => (await import('./refusals.ts')).workforceRefusals,
})
