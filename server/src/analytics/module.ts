import { analytics as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { dashboard } from './dashboard/dashboard-view.ts'

export default defineModule('analytics', {
  feature: { requires: [] },
  routes: [handle(contract.dashboard, dashboard)],
})
