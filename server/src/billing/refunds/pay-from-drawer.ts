import { moveDrawerCash } from '../../payments/index.ts'
import type { Tx } from '../../platform/db.ts'
import type { AskedRefund } from './apply-refund.ts'

/** Cash leaves the drawer of who asked: whoever approves handles no money. Errors: payments.day_closed. */
export async function payFromDrawer(tx: Tx, asked: AskedRefund, reason: string): Promise<void> {
  if (asked.method !== 'cash' || asked.askedBy === null) return
  const cashier = { ...tx.actor, id: asked.askedBy, name: asked.askedByName }
  const { communityId, id: sourceId, amountFen } = asked
  await moveDrawerCash(tx, cashier, {
    kind: 'refunded',
    communityId,
    sourceId,
    amountFen,
    reason: reason.slice(0, 100),
  })
}
