import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { History, ReceiptText } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'

const title = { 'zh-CN': '收据', en: 'Receipts' }

const receiptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/receipts',
  staticData: { permission: 'payments.receipts.read', title },
  component: lazyRouteComponent(() => import('./ReceiptsPage.tsx'), 'ReceiptsPage'),
})

const pastTitle = { 'zh-CN': '历史缴费', en: 'Past payments' }

const pastPaymentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/past-payments',
  staticData: { permission: 'payments.receipts.read', title: pastTitle },
  component: lazyRouteComponent(() => import('./past/PastPaymentsPage.tsx'), 'PastPaymentsPage'),
})

export const payments = defineModule({
  routes: [receiptsRoute, pastPaymentsRoute],
  nav: [
    {
      group: 'charges',
      order: 5,
      to: '/receipts',
      icon: ReceiptText,
      label: title,
      permission: 'payments.receipts.read',
    },
    {
      group: 'charges',
      order: 90,
      to: '/past-payments',
      icon: History,
      label: pastTitle,
      permission: 'payments.receipts.read',
    },
  ],
  refusals: async () => (await import('./refusals.ts')).paymentRefusals,
  hitPages: { receipt: id => ({ to: '/receipts', search: { open: id } }) },
})
