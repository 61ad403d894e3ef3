import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import {
  Banknote,
  Building,
  ChartColumn,
  FileSpreadsheet,
  Kanban,
  Receipt,
  Scale,
  ShieldCheck,
  Users,
  Wrench,
} from 'lucide-react'
import { createRoot } from 'react-dom/client'
import { Console } from '../src/Console.tsx'
import { defineModule, type NavEntry, routesOfModules } from '../src/module.ts'
import { wordsComeFrom } from '../src/refusal.ts'
import { routing } from '../src/routes.tsx'
import { rootRoute, shellRoute, signInRoute, unknownRoute } from '../src/shell/root.tsx'
import { workspace } from '../src/workspace/routes.tsx'

/** The blocks on pages of their own, for the tests and screenshots beside this file; not part of the product. */
const bills = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bills',
  staticData: { permission: 'billing.bills.read', title: { 'zh-CN': '账单', en: 'Bills' } },
  component: lazyRouteComponent(() => import('./BlocksListPage.tsx'), 'BlocksListPage'),
})
const board = createRoute({
  getParentRoute: () => shellRoute,
  path: '/board',
  staticData: { title: { 'zh-CN': '看板', en: 'Board' } },
  component: lazyRouteComponent(() => import('./BlocksBoardPage.tsx'), 'BlocksBoardPage'),
})
const form = createRoute({
  getParentRoute: () => shellRoute,
  path: '/charge-rules',
  staticData: { title: { 'zh-CN': '收费标准', en: 'Charge rules' } },
  component: lazyRouteComponent(() => import('./BlocksFormPage.tsx'), 'BlocksFormPage'),
})
const crash = createRoute({
  getParentRoute: () => shellRoute,
  path: '/crash',
  component: () => {
    throw new Error('made to fail')
  },
})
const audit = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  staticData: { permission: 'platform.audit.read', title: { 'zh-CN': '审计', en: 'Audit' } },
  component: () => null,
})

const entry = (
  group: NavEntry['group'],
  order: number,
  to: string,
  icon: NavEntry['icon'],
  zh: string,
  en: string,
): NavEntry => ({
  group,
  order,
  to,
  icon,
  label: { 'zh-CN': zh, en },
  permission: 'signed-in',
})

const blocks = defineModule({
  routes: [bills, board, form, crash, audit],
  nav: [
    entry('workspace', 2, '/board', ChartColumn, '经营看板', 'Dashboard'),
    entry('charges', 1, '/cashier', Banknote, '收银台', 'Cashier'),
    entry('charges', 2, '/bills', Receipt, '账单', 'Bills'),
    entry('charges', 4, '/charge-rules', Scale, '收费标准', 'Charge rules'),
    entry('orders', 1, '/orders', Kanban, '工单看板', 'Order board'),
    entry('registry', 1, '/premises', Building, '房产', 'Premises'),
    entry('registry', 2, '/people', Users, '业主', 'Owners'),
    entry('registry', 3, '/imports', FileSpreadsheet, '导入', 'Imports'),
    entry('settings', 1, '/staff', Wrench, '员工与角色', 'Staff and roles'),
    { ...entry('settings', 2, '/audit', ShieldCheck, '审计', 'Audit'), permission: 'platform.audit.read' },
  ],
  refusals: async () => (await import('../src/billing/refusals.ts')).billingRefusals,
  hitPages: {
    premises: id => ({ to: '/premises', search: { open: id } }),
    person: id => ({ to: '/people', search: { open: id } }),
    charge: id => ({ to: '/bills', search: { text: id } }),
  },
})

const modules = [workspace, blocks] as const
wordsComeFrom(modules)
const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([...routesOfModules(modules), unknownRoute]),
])
const router = createRouter({ routeTree, ...routing })
const root = document.getElementById('root')
if (root) createRoot(root).render(<Console modules={modules} router={router} />)
