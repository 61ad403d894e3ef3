import { billing, type WireResponseOf } from '@anju/contract'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'

export type Purchase = WireResponseOf<typeof billing.readPurchase>

export const purchaseQuery = (purchaseId: string) => ({
  queryKey: [billing.readPurchase.path, purchaseId],
  queryFn: ({ signal }: { signal: AbortSignal }) => call(billing.readPurchase, { params: { purchaseId }, signal }),
})

/** Everything on screen that shows purchases asks again; what a write answered is shown at once. */
export function renewPurchases(changed: Purchase) {
  queryClient.setQueryData([billing.readPurchase.path, changed.id], changed)
  void queryClient.invalidateQueries({ queryKey: listKey(billing.listPurchases) })
  void queryClient.invalidateQueries({ queryKey: [billing.purchaseHistory.path] })
}
