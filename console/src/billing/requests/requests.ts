import { billing, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../../api.ts'
import { renewApprovals } from '../../approvals/approvals.ts'
import { listKey } from '../../shell/list/index.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type Waiver = WireResponseOf<typeof billing.listWaivers>['items'][number]
export type WaiverSums = WireResponseOf<typeof billing.listWaivers>['sums']
export type Refund = WireResponseOf<typeof billing.listRefunds>['items'][number]
export type RefundSums = WireResponseOf<typeof billing.listRefunds>['sums']
export type Refundable = WireResponseOf<typeof billing.readRefundable>

export const REQUEST_STATES = ['waiting', 'approved', 'rejected', 'withdrawn'] as const
export const METHODS = ['cash', 'transfer', 'pos', 'cheque'] as const

export const REQUEST_TONES: Record<(typeof REQUEST_STATES)[number], Tone> = {
  waiting: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
}

/** What may be given back of a payment. */
export const refundableKey = (paymentId: string) => [billing.readRefundable.path, paymentId]

/** Asks again for what shows requests; `money` when something took effect at once: then everything. */
export function renewRequests(money = false): void {
  renewApprovals()
  if (money) void queryClient.invalidateQueries()
  for (const route of [
    billing.listWaivers,
    billing.listRefunds,
    billing.readWaiver,
    billing.readRefund,
    billing.readRefundable,
  ])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
