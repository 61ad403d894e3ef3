import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { CalendarCheck, CreditCard, History, NotebookTabs, ReceiptText, Stamp, Wallet } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { WaitingCloses, WaitingStatements } from './WaitingBadges.tsx'

const titles = {
  receipts: { 'zh-CN': '收据', en: 'Receipts' },
  till: { 'zh-CN': '我的钱箱', en: 'My drawer' },
  closes: { 'zh-CN': '日结', en: 'Day closes' },
  journal: { 'zh-CN': '收款日报', en: 'Journal of money in' },
  channels: { 'zh-CN': '渠道结算', en: 'Channel settlement' },
  past: { 'zh-CN': '历史缴费', en: 'Past payments' },
  template: { 'zh-CN': '收据模板', en: 'Receipt template' },
} as const

const receiptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/receipts',
  staticData: { permission: 'payments.receipts.read', title: titles.receipts },
  component: lazyRouteComponent(() => import('./ReceiptsPage.tsx'), 'ReceiptsPage'),
})
const pastPaymentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/past-payments',
  staticData: { permission: 'payments.receipts.read', title: titles.past },
  component: lazyRouteComponent(() => import('./past/PastPaymentsPage.tsx'), 'PastPaymentsPage'),
})
const tillRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/till',
  staticData: { permission: 'payments.collect', title: titles.till },
  component: lazyRouteComponent(() => import('./tills/MyTillPage.tsx'), 'MyTillPage'),
})
const closesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/day-closes',
  staticData: { permission: 'payments.receipts.read', title: titles.closes },
  component: lazyRouteComponent(() => import('./tills/DayClosesPage.tsx'), 'DayClosesPage'),
})
const journalRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/money-journal',
  staticData: { permission: 'payments.receipts.read', title: titles.journal },
  component: lazyRouteComponent(() => import('./journal/JournalPage.tsx'), 'JournalPage'),
})
const channelsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/channel-statements',
  staticData: { permission: 'payments.channels.read', title: titles.channels },
  component: lazyRouteComponent(() => import('./channels/ChannelsPage.tsx'), 'ChannelsPage'),
})
const templateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/receipt-template',
  staticData: { permission: 'payments.receipts.read', title: titles.template },
  component: lazyRouteComponent(() => import('./templates/ReceiptTemplatePage.tsx'), 'ReceiptTemplatePage'),
})

const group = 'charges'
const permission = 'payments.receipts.read'

export const payments = defineModule({
  routes: [receiptsRoute, pastPaymentsRoute, tillRoute, closesRoute, journalRoute, channelsRoute, templateRoute],
  nav: [
    { group, order: 1.2, to: '/till', icon: Wallet, label: titles.till, permission: 'payments.collect' },
    { group, order: 1.4, to: '/receipts', icon: ReceiptText, label: titles.receipts, permission },
    {
      ...{ group, order: 1.6, to: '/day-closes', icon: CalendarCheck, label: titles.closes, permission },
      badge: WaitingCloses,
    },
    { group, order: 1.8, to: '/money-journal', icon: NotebookTabs, label: titles.journal, permission },
    {
      ...{ group, order: 1.9, to: '/channel-statements', icon: CreditCard, label: titles.channels },
      ...{ permission: 'payments.channels.read', badge: WaitingStatements },
    },
    { group, order: 90, to: '/past-payments', icon: History, label: titles.past, permission },
    {
      ...{ group: 'settings', order: 60, to: '/receipt-template', icon: Stamp, label: titles.template },
      permission: 'payments.templates.manage',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).paymentRefusals,
  hitPages: { receipt: id => ({ to: '/receipts', search: { open: id } }) },
})
