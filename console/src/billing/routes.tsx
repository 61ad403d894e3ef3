import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import {
  BadgePercent,
  Banknote,
  FileStack,
  HandCoins,
  ListTree,
  MailWarning,
  MessageSquareWarning,
  Receipt,
  Ruler,
  Scale,
  Split,
  Undo2,
} from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const titles = {
  cashier: { 'zh-CN': '收银台', en: 'Cashier' },
  bills: { 'zh-CN': '账单', en: 'Bills' },
  runs: { 'zh-CN': '出账', en: 'Bill runs' },
  newRun: { 'zh-CN': '出账预览', en: 'Preview of a bill run' },
  rules: { 'zh-CN': '收费标准', en: 'Charge rules' },
  items: { 'zh-CN': '收费项目', en: 'Charge items' },
  pools: { 'zh-CN': '公摊费用', en: 'Shared costs' },
  dunning: { 'zh-CN': '催缴', en: 'Dunning' },
  measures: { 'zh-CN': '计费数据', en: 'Charging data' },
  discounts: { 'zh-CN': '优惠', en: 'Discounts' },
  waivers: { 'zh-CN': '减免与核销', en: 'Waivers' },
  disputes: { 'zh-CN': '账单异议', en: 'Disputes' },
  refunds: { 'zh-CN': '退款与冲正', en: 'Refunds' },
} as const

const cashierRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/cashier',
  staticData: { permission: 'payments.collect', title: titles.cashier },
  component: lazyRouteComponent(() => import('./cashier/CashierPage.tsx'), 'CashierPage'),
})
const billsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bills',
  staticData: { permission: 'billing.bills.read', title: titles.bills },
  component: lazyRouteComponent(() => import('./bills/BillsPage.tsx'), 'BillsPage'),
})
const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bill-runs',
  staticData: { permission: 'billing.bills.read', title: titles.runs },
  component: lazyRouteComponent(() => import('./runs/BillRunsPage.tsx'), 'BillRunsPage'),
})
const newRunRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bill-runs/new',
  staticData: { permission: 'billing.bills.read', title: titles.newRun },
  component: lazyRouteComponent(() => import('./runs/NewBillRunPage.tsx'), 'NewBillRunPage'),
})
const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bill-runs/$billRunId',
  staticData: { permission: 'billing.bills.read', title: titles.runs },
  component: lazyRouteComponent(() => import('./runs/BillRunPage.tsx'), 'BillRunPage'),
})
const rulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/charge-rules',
  staticData: { permission: 'billing.rules.read', title: titles.rules },
  component: lazyRouteComponent(() => import('./rules/ChargeRulesPage.tsx'), 'ChargeRulesPage'),
})
const itemsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/charge-items',
  staticData: { permission: 'billing.rules.read', title: titles.items },
  component: lazyRouteComponent(() => import('./items/ItemsPage.tsx'), 'ItemsPage'),
})
const poolsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/pools',
  staticData: { permission: 'billing.rules.read', title: titles.pools },
  component: lazyRouteComponent(() => import('./pools/PoolsPage.tsx'), 'PoolsPage'),
})
const measuresRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/measures',
  staticData: { permission: 'billing.rules.read', title: titles.measures },
  component: lazyRouteComponent(() => import('./measures/MeasuresPage.tsx'), 'MeasuresPage'),
})
const dunningRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/dunning',
  staticData: { permission: 'billing.dunning.read', title: titles.dunning },
  component: lazyRouteComponent(() => import('./dunning/DunningPage.tsx'), 'DunningPage'),
})
const discountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/discounts',
  staticData: { permission: 'billing.rules.read', title: titles.discounts },
  component: lazyRouteComponent(() => import('./discounts/DiscountsPage.tsx'), 'DiscountsPage'),
})
const waiversRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/waivers',
  staticData: { permission: 'billing.bills.read', title: titles.waivers },
  component: lazyRouteComponent(() => import('./requests/WaiversPage.tsx'), 'WaiversPage'),
})
const refundsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/refunds',
  staticData: { permission: 'billing.bills.read', title: titles.refunds },
  component: lazyRouteComponent(() => import('./requests/RefundsPage.tsx'), 'RefundsPage'),
})

const disputesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/disputes',
  staticData: { permission: 'billing.bills.read', title: titles.disputes },
  component: lazyRouteComponent(() => import('./disputes/DisputesPage.tsx'), 'DisputesPage'),
})

const group = 'charges'

export const billing = defineModule({
  routes: [
    cashierRoute,
    billsRoute,
    runsRoute,
    newRunRoute,
    runRoute,
    rulesRoute,
    itemsRoute,
    poolsRoute,
    measuresRoute,
    discountsRoute,
    dunningRoute,
    waiversRoute,
    refundsRoute,
    disputesRoute,
  ],
  nav: [
    { group, order: 2, to: '/dunning', icon: MailWarning, label: titles.dunning, permission: 'billing.dunning.read' },
    { group, order: 1, to: '/cashier', icon: Banknote, label: titles.cashier, permission: 'payments.collect' },
    { group, order: 2, to: '/bills', icon: Receipt, label: titles.bills, permission: 'billing.bills.read' },
    { group, order: 3, to: '/bill-runs', icon: FileStack, label: titles.runs, permission: 'billing.bills.read' },
    { group, order: 3.2, to: '/waivers', icon: HandCoins, label: titles.waivers, permission: 'billing.bills.read' },
    { group, order: 3.4, to: '/refunds', icon: Undo2, label: titles.refunds, permission: 'billing.bills.read' },
    {
      group,
      order: 3.6,
      to: '/disputes',
      icon: MessageSquareWarning,
      label: titles.disputes,
      permission: 'billing.bills.read',
    },
    { group, order: 4, to: '/charge-rules', icon: Scale, label: titles.rules, permission: 'billing.rules.read' },
    { group, order: 5, to: '/charge-items', icon: ListTree, label: titles.items, permission: 'billing.rules.read' },
    { group, order: 5.2, to: '/measures', icon: Ruler, label: titles.measures, permission: 'billing.rules.read' },
    { group, order: 5.5, to: '/pools', icon: Split, label: titles.pools, permission: 'billing.rules.read' },
    {
      group,
      order: 6,
      to: '/discounts',
      icon: BadgePercent,
      label: titles.discounts,
      permission: 'billing.rules.read',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).billingRefusals,
  hitPages: {
    charge: premisesId => ({ to: '/cashier', search: { premises: premisesId } }),
    bill: id => ({ to: '/bills', search: { open: id } }),
  },
})
