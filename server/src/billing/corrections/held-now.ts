import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'
import { type CorrectableBill, lockBill } from './correct-by-hand.ts'

/** The bill under which a hold goes on: the bill itself, or that which took its place; null when none is held. */
export async function heldNow(tx: Tx, actor: Actor, bill: CorrectableBill): Promise<CorrectableBill | null> {
  if (bill.heldReason !== null) return bill
  const after = await billing(tx)
    .selectFrom('billing.bill')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('correctsBillId', '=', bill.rootId)
    .where('payerPersonId', 'is not distinct from', bill.payerPersonId)
    .where('heldAt', 'is not', null)
    .orderBy('revision', 'desc')
    .executeTakeFirst()
  return after ? lockBill(tx, actor, after.id) : null
}
