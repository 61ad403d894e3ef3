import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { paymentRefusals } from './refusals.ts'

const title = { 'zh-CN': '收据', en: 'Receipts' }

const receiptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/receipts',
  staticData: { permission: 'payments.receipts.read', title },
  component: lazyRouteComponent(() => import('./ReceiptsPage.tsx'), 'ReceiptsPage'),
})

export const payments = defineModule({
  routes: [receiptsRoute],
  nav: [
    {
      group: 'charges',
      order: 5,
      to: '/receipts',
      icon: ReceiptText,
      label: title,
      permission: 'payments.receipts.read',
    },
  ],
  refusals: paymentRefusals,
  hitPages: { receipt: id => ({ to: '/receipts', search: { open: id } }) },
})
