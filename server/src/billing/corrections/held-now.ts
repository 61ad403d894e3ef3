import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'
import { type CorrectableBill, lockBill } from './correct-by-hand.ts'

/**
 * The bills under which a hold goes on: the bill itself, those that took its place, or that of some of its lines, by hand under another payer, and
 * the penalties that were held with it; locked.
 */
export async function heldNow(tx: Tx, actor: Actor, bill: CorrectableBill): Promise<CorrectableBill[]> {
  const after = await billing(tx)
    .selectFrom('billing.bill')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where(
      sql<boolean>`of_bill_id = ${bill.id}::uuid or (corrects_bill_id = ${bill.rootId}::uuid and (payer_by_hand
        or ${personNow(actor, sql`payer_person_id`)} is not distinct from ${personNow(actor, sql`${bill.payerPersonId}::uuid`)}))`,
    )
    .where('id', '<>', bill.id)
    .where('heldAt', 'is not', null)
    .orderBy('id')
    .execute()
  const held = bill.heldReason === null ? [] : [bill]
  for (const { id } of after) held.push(await lockBill(tx, actor, id))
  return held
}
