import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Stamp } from 'lucide-react'
import { defineModule } from '../module.ts'
import { shellRoute } from '../shell/root.tsx'
import { WaitingBadge } from './WaitingBadge.tsx'

const title = { 'zh-CN': '审批', en: 'Approvals' }
const chainsTitle = { 'zh-CN': '审批流程', en: 'Who approves' }

const approvalsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/approvals',
  staticData: { permission: 'approvals.requests.read', title },
  component: lazyRouteComponent(() => import('./ApprovalsPage.tsx'), 'ApprovalsPage'),
})

const chainsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/approvals/chains',
  staticData: { permission: 'approvals.requests.read', title: chainsTitle },
  component: lazyRouteComponent(() => import('./ChainsPage.tsx'), 'ChainsPage'),
})

export const approvals = defineModule({
  routes: [approvalsRoute, chainsRoute],
  nav: [
    {
      ...{ group: 'workspace', order: 10, to: '/approvals', icon: Stamp, label: title },
      ...{ permission: 'approvals.requests.read', badge: WaitingBadge },
    },
  ],
  refusals: async () => (await import('./refusals.ts')).approvalRefusals,
})
